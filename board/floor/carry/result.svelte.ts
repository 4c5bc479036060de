/** The result of the last action, shown at the foot of plan and bays: as text, and as the places whose refusals show there. */
import { createContext } from 'svelte'
import type { Announcer } from '#staff/announcer.svelte.ts'

export const [useResult, provideResult] = createContext<Result>()

export class Result {
  text = $state<string | null>(null)
  places = $state.raw<readonly string[]>([])
  #announcer: Announcer

  constructor(announcer: Announcer) {
    this.#announcer = announcer
  }

  tell(text: string | null, ...places: readonly string[]): void {
    this.text = text
    this.places = places
    if (text !== null) this.#announcer.say(text)
  }
}
