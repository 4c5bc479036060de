/** The result of the last action, shown at the foot of plan and bays: as text with a second step, and as the places whose refusals show there. */
import { createContext } from 'svelte'
import type { Announcer } from '#staff/announcer.svelte.ts'

/** A message stays for this long (real ms); one with a second step stays until the next touch. */
const STAYS = 10_000

export const [useResult, provideResult] = createContext<Result>()

export interface Anyway {
  label: string
  go: () => void
}

export class Result {
  text = $state<string | null>(null)
  places = $state.raw<readonly string[]>([])
  /** What the foreman may do all the same (C2). */
  anyway = $state.raw<Anyway | null>(null)
  #announcer: Announcer
  #timer: ReturnType<typeof setTimeout> | undefined

  constructor(announcer: Announcer) {
    this.#announcer = announcer
  }

  show(text: string | null, ...places: readonly string[]): void {
    this.text = text
    this.places = places
    this.anyway = null
    clearTimeout(this.#timer)
    if (text === null) return
    this.#announcer.say(text)
    this.#timer = setTimeout(() => (this.text = null), STAYS)
  }
  /** A refusal that a second touch overrules. */
  refuse(text: string, anyway: Anyway): void {
    this.show(text)
    this.anyway = anyway
    clearTimeout(this.#timer)
  }
  close(): void {
    clearTimeout(this.#timer)
  }
}
