/** House time on a screen (S11): what the server last said, carried on by real time at the house's speed. Pure. */

/** Behind by less than this (house ms a unit of speed) the clock waits for the server; by more it was wrong and is set back. */
const PATIENCE = 10_000

export class HouseClock {
  #at: number | null = null
  #mono = 0
  #speed = 1
  #shown = 0

  get speed(): number {
    return this.#speed
  }

  /** The server says it is `at` (ms since 1970) as the monotonic clock reads `mono` (ms); `speed` in house seconds a second. */
  set(at: number, mono: number, speed: number): void {
    this.#at = at
    this.#mono = mono
    this.#speed = speed
    if (this.#shown - at > PATIENCE * Math.max(1, speed)) this.#shown = at
  }

  /** Something happened at `at`: it cannot be earlier than that, but may well be later. */
  atLeast(at: number, mono: number): void {
    if (this.#at === null || at > this.#estimate(mono)) this.set(at, mono, this.#speed)
  }

  /** House time at `mono`; null before the server has said anything. Never runs backwards but to mend a wrong clock. */
  now(mono: number): number | null {
    if (this.#at === null) return null
    this.#shown = Math.max(this.#shown, this.#estimate(mono))
    return this.#shown
  }

  #estimate(mono: number): number {
    return (this.#at ?? 0) + (mono - this.#mono) * this.#speed
  }
}
