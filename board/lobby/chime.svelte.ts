/** A soft two-note chime; whether it sounds is remembered on this screen. */
import { Tones, type Note } from '#kit/tones.svelte.ts'

const KEY = 'pitboard.chime'
/** A falling fourth, like a shop's door. */
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

  /** True while the browser wants somebody to touch the page before it lets it sound. */
  get blocked(): boolean {
    return this.#tones.blocked
  }

  /** Switches it, or, while the browser blocks it, merely allows it: a touch is what the browser waits for. */
  touch = (): void => {
    const allowing = this.blocked && this.#on
    if (!allowing) this.#on = !this.#on
    try {
      localStorage.setItem(KEY, this.#on ? 'on' : 'off')
    } catch {
      // Then it is not remembered.
    }
    void this.wake().then(() => this.ring())
  }

  /** Asks the browser for sound. */
  wake = (): Promise<void> => this.#tones.wake()

  /** Plays it, if it is on and the browser lets it. */
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
