/** The last touch made on this screen, as long as it can be taken back (S14). */
import { createContext } from 'svelte'
import { isUndoable, type UndoableName } from '#contract/undo.ts'
import type { Names } from '#kit/names.svelte.ts'
import { words } from '#kit/words.svelte.ts'
import type { Announcer } from './announcer.svelte.ts'
import type { Accepted } from './sender.svelte.ts'

export interface Touch {
  commandId: string
  command: UndoableName
  /** What was done, and to which car or person: "沪A·7K382 · QC passed". */
  text: string
}

/** Sends `undoCommand`; false if it is refused. */
type TakeBack = (touch: Pick<Touch, 'commandId' | 'command'>) => Promise<boolean>

/** Moves have an Undo of their own, which needs no hurry (`moving/undo`). */
const moves: readonly string[] = ['assignOperation', 'moveCar', 'acceptSuggestions']

export const [useTouches, provideTouches] = createContext<Touches>()

export class Touches {
  #send: TakeBack
  #names: Names
  #announcer: Announcer
  #undoTime: () => number
  #timer: ReturnType<typeof setTimeout> | undefined
  last = $state.raw<Touch | null>(null)

  /** @param undoTime how long a touch can be taken back, in real milliseconds */
  constructor(send: TakeBack, names: Names, announcer: Announcer, undoTime: () => number) {
    this.#send = send
    this.#names = names
    this.#announcer = announcer
    this.#undoTime = undoTime
  }

  /** Keeps an accepted command. The car's name is kept too, because a car that has left is no longer held. */
  made({ id: commandId, name: command, payload }: Accepted): void {
    if (!isUndoable(command)) return
    clearTimeout(this.#timer)
    const what = words.t(`staff:touch.done.${command}`)
    const whose =
      'orderId' in payload
        ? this.#names.plate(payload.orderId as string)
        : 'personId' in payload && this.#names.person(payload.personId as string)
    const text = whose ? `${whose} · ${what}` : what
    this.last = moves.includes(command) ? null : { commandId, command, text }
    this.#timer = setTimeout(() => (this.last = null), this.#undoTime())
  }

  /** Takes the last touch back. */
  async takeBack(): Promise<void> {
    const touch = this.last
    if (!touch) return
    this.last = null
    const { commandId, command, text } = touch
    if (await this.#send({ commandId, command })) this.#announcer.say(words.t('staff:touch.undone', { what: text }))
  }

  close(): void {
    clearTimeout(this.#timer)
  }
}
