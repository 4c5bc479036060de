/** House time for bars, marks and lists: taken every few seconds, since a whole floor is drawn anew with it (S11). */
import { createContext, untrack } from 'svelte'

/** Real ms: often enough for a bar, seldom enough for 300 cards. */
const EVERY = 5_000

export const [useClock, provideClock] = createContext<Clock>()

export class Clock {
  #now = $state(0)
  #source: { readonly now: number }
  #timer: ReturnType<typeof setInterval>

  /** @param source whose `now` is the house time (ms) this very second */
  constructor(source: { readonly now: number }) {
    this.#source = source
    this.#now = source.now
    this.#timer = setInterval(() => this.look(), EVERY)
  }

  /** House time (ms), a few seconds old at most. */
  get now(): number {
    return this.#now
  }

  /** Takes the house time at once. */
  look(): void {
    this.#now = untrack(() => this.#source.now)
  }

  close(): void {
    clearInterval(this.#timer)
  }
}
