/** A soft two-note chime; this screen remembers whether it is on. */
import { Tones, type Note } from '#kit/tones.svelte.ts'

const KEY = 'pitboard.chime'
/** A falling fourth, like a shop doorbell. */
const notes: readonly Note[] = [
  [1046.5, 0],
  [784, 0.28],
]

export class Chime {
  #tones = new Tones()
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
    void this.wake().then(() => this.ring())
  }

  /** Asks the browser to allow sound. */
  wake = (): Promise<void> => this.#tones.wake()

  /** Plays the chime if it is on and the browser allows it. */
  ring = (): void => {
    if (this.#on) this.#tones.play(notes)
  }

  close = (): void => this.#tones.close()
}

function remembered(): boolean {
  try {
    return localStorage.getItem(KEY) !== 'off'
  } catch {
    return true
  }
}
