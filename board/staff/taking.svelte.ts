/** Who takes the people at the door, and the number of this browser's desk (B1.2). */
import { createContext } from 'svelte'
import type { Alert } from '#contract/entities/index.ts'
import type { Live } from '#kit/live.svelte.ts'

const KEY = 'pitboard.desk'
/** The numbers offered. A front office has no more desks than this. */
export const desks = [1, 2, 3, 4, 5, 6, 7, 8, 9] as const

export const [useTaking, provideTaking] = createContext<Taking>()

export class Taking {
  readonly #live: Live<'staff'>
  readonly #send: (arrivalId: string, desk: number | null) => void
  readonly #may: () => boolean
  /** Null: this browser has not said yet at which desk it stands. */
  desk = $state<number | null>(remembered())
  /** The desk's number is being asked, to call this person; null: only to change it. */
  asked = $state.raw<{ arrivalId: string | null } | null>(null)

  /** @param may whether this session may take people @param send sends `takeArrival` */
  constructor(live: Live<'staff'>, may: () => boolean, send: (arrivalId: string, desk: number | null) => void) {
    this.#live = live
    this.#may = may
    this.#send = send
  }

  get isOffered(): boolean {
    return this.#may()
  }

  /** The alert about a person who has waited too long. */
  alert(arrivalId: string): Alert | undefined {
    return [...this.#live.of('alert').values()].find((one) => one.arrivalId === arrivalId)
  }

  /** Calls a person to this desk, whose number is asked at the first touch. Who needs help at the kiosk is not called away from it. */
  take(arrivalId: string): void {
    if (this.#live.of('arrival').get(arrivalId)?.purpose === 'help') this.#send(arrivalId, null)
    else if (this.desk === null) this.asked = { arrivalId }
    else this.#send(arrivalId, this.desk)
  }

  askDesk(): void {
    this.asked = { arrivalId: null }
  }

  choose(desk: number): void {
    const { arrivalId = null } = this.asked ?? {}
    this.asked = null
    this.desk = desk
    try {
      localStorage.setItem(KEY, String(desk))
    } catch {
      // Storage is blocked: the number lasts until the page is reloaded.
    }
    if (arrivalId !== null) this.#send(arrivalId, desk)
  }
}

function remembered(): number | null {
  try {
    const desk = Number(localStorage.getItem(KEY))
    return desks.find((one) => one === desk) ?? null
  } catch {
    return null
  }
}
