/** House time for bars, marks and lists. It moves only every few seconds, because each step redraws the whole floor (S11). */
import { createContext, untrack } from 'svelte'

/** Real ms: often enough for a bar, rarely enough for 300 cards. */
const EVERY = 5_000

export const [useClock, provideClock] = createContext<Clock>()

interface Source {
  readonly now: number
  readonly speed?: number
}

export class Clock {
  #now = $state(0)
  #source: Source
  #timer: ReturnType<typeof setInterval>

  /** @param source gives the current house time (ms) */
  constructor(source: Source) {
    this.#source = source
    this.#now = source.now
    this.#timer = setInterval(() => this.update(), EVERY)
  }

  /** House time (ms), at most a few seconds old. */
  get now(): number {
    return this.#now
  }

  /** House seconds per real second: 1, except in the demo. */
  get speed(): number {
    return this.#source.speed ?? 1
  }

  /** Updates the house time at once. */
  update(): void {
    this.#now = untrack(() => this.#source.now)
  }

  close(): void {
    clearInterval(this.#timer)
  }
}
