/** House time on a screen (S11): the server's last time, advanced by real time at the workshop's speed. Pure. */

/**
 * When the server is behind by less than this (house ms per unit of speed), the clock waits for it; otherwise the clock was wrong and
 * is set back.
 */
const PATIENCE = 10_000

export class HouseClock {
  #at: number | null = null
  #mono = 0
  #speed = 1
  #shown = 0

  get speed(): number {
    return this.#speed
  }

  /** The server's time was `at` (ms since 1970) when the monotonic clock read `mono` (ms). `speed` is house seconds per real second. */
  set(at: number, mono: number, speed: number): void {
    this.#at = at
    this.#mono = mono
    this.#speed = speed
    if (this.#shown - at > PATIENCE * Math.max(1, speed)) this.#shown = at
  }

  /** Something happened at `at`, so house time is at least that. */
  atLeast(at: number, mono: number): void {
    if (this.#at === null || at > this.#estimate(mono)) this.set(at, mono, this.#speed)
  }

  /** House time at `mono`; null until the server has sent a time. Runs backwards only to correct a wrong clock. */
  now(mono: number): number | null {
    if (this.#at === null) return null
    this.#shown = Math.max(this.#shown, this.#estimate(mono))
    return this.#shown
  }

  #estimate(mono: number): number {
    return (this.#at ?? 0) + (mono - this.#mono) * this.#speed
  }
}
