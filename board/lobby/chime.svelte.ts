/** A soft two-note chime, played by the browser itself; whether it sounds is remembered on this screen. */

const KEY = 'pitboard.chime'
/** Hertz and start in seconds: a falling fourth, like a shop's door. */
const notes = [
  [1046.5, 0],
  [784, 0.28],
] as const

export class Chime {
  #context: AudioContext | null = null
  #on = $state(remembered())
  #blocked = $state(false)

  get on(): boolean {
    return this.#on
  }

  /** True while the browser wants somebody to touch the page before it lets it sound. */
  get blocked(): boolean {
    return this.#blocked
  }

  /** Switches it, or, while the browser blocks it, merely allows it: a touch is what the browser waits for. */
  touch = (): void => {
    const allowing = this.#blocked && this.#on
    if (!allowing) this.#on = !this.#on
    try {
      localStorage.setItem(KEY, this.#on ? 'on' : 'off')
    } catch {
      // Then it is not remembered.
    }
    void this.wake().then(() => this.#on && this.ring())
  }

  /** Asks the browser for sound. */
  wake = async (): Promise<void> => {
    this.#context ??= new AudioContext()
    // Blocked, the promise of resume() stays open until somebody touches the page.
    await Promise.race([this.#context.resume().catch(() => undefined), new Promise((done) => setTimeout(done, 300))])
    this.#blocked = this.#context.state !== 'running'
  }

  /** Plays it, if it is on and the browser lets it. */
  ring = (): void => {
    const context = this.#context
    if (!this.#on || context?.state !== 'running') return
    for (const [hertz, after] of notes) {
      const at = context.currentTime + after
      const tone = context.createOscillator()
      const volume = context.createGain()
      tone.frequency.value = hertz
      volume.gain.setValueAtTime(0, at)
      volume.gain.linearRampToValueAtTime(0.35, at + 0.015)
      volume.gain.exponentialRampToValueAtTime(0.001, at + 1.4)
      tone.connect(volume).connect(context.destination)
      tone.start(at)
      tone.stop(at + 1.5)
    }
  }

  close = (): void => {
    void this.#context?.close()
  }
}

function remembered(): boolean {
  try {
    return localStorage.getItem(KEY) !== 'off'
  } catch {
    return true
  }
}
