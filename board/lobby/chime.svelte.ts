/** A soft two-note chime; this screen remembers whether it is on. */
import { Tones, type Note } from '#kit/tones.svelte.ts'

const KEY = 'pitboard.chime'
/** A chime that the browser blocked sounds once it is allowed, within this time (real ms): later, nobody would know what it means. */
const LATE = 60_000
/** A falling fourth, like a shop doorbell. */
const notes: readonly Note[] = [
  [1046.5, 0],
  [784, 0.28],
]

export class Chime {
  #tones = new Tones(() => this.#ring())
  #dueUntil = -Infinity
  #on = $state(remembered())

  get on(): boolean {
    return this.#on
  }

  /** True while the browser blocks sound until the page is touched. */
  get blocked(): boolean {
    return this.#tones.blocked
  }

  /** Toggles the chime. While the browser blocks sound, the touch only enables it. */
  touch = (): void => {
    const allowing = this.blocked && this.#on
    if (!allowing) this.#on = !this.#on
    try {
      localStorage.setItem(KEY, this.#on ? 'on' : 'off')
    } catch {
      // Storage is blocked: the choice does not survive a reload.
    }
    this.ring()
    void this.wake()
  }

  /** Asks the browser to allow sound. */
  wake = (): Promise<void> => this.#tones.wake()

  /** Plays the chime if it is on, now or as soon as the browser allows it. */
  ring = (): void => {
    this.#dueUntil = performance.now() + LATE
    this.#ring()
  }

  close = (): void => this.#tones.close()

  #ring(): void {
    if (!this.#on || performance.now() > this.#dueUntil) return
    if (this.#tones.play(notes)) this.#dueUntil = -Infinity
  }
}

function remembered(): boolean {
  try {
    return localStorage.getItem(KEY) !== 'off'
  } catch {
    return true
  }
}
