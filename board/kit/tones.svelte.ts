/**
 * Sound made by the browser. Browsers block it until the page is touched, and suspend it when they like: for a call, a headset, to save
 * power. The state is followed, never assumed.
 */

/** Frequency in hertz, and start in seconds. */
export type Note = readonly [hertz: number, after: number]

/** Whether the browser blocks the sound of this page; null: the page has none. */
let sound: 'heard' | 'blocked' | null = null
export const soundState = () => sound

export class Tones {
  #context: AudioContext | null = null
  #blocked = $state(false)
  readonly #allowed: () => void

  /** @param allowed called whenever the browser begins to allow sound */
  constructor(allowed: () => void = () => undefined) {
    this.#allowed = allowed
  }

  /** True while the browser blocks sound until the page is touched. */
  get blocked(): boolean {
    return this.#blocked
  }

  /** Asks the browser to allow sound. */
  wake = async (): Promise<void> => {
    this.#context ??= this.#open()
    // While sound is blocked, the promise of resume() stays pending until the page is touched.
    await Promise.race([this.#context.resume().catch(() => undefined), new Promise((done) => setTimeout(done, 300))])
    this.#look(this.#context)
  }

  /** Plays the notes if the browser allows it; otherwise asks it to. Returns whether they were played. */
  play = (notes: readonly Note[]): boolean => {
    const context = this.#context
    if (context?.state !== 'running') {
      void this.wake()
      return false
    }
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
    return true
  }

  close = (): void => {
    if (!this.#context) return
    this.#context.onstatechange = null
    void this.#context.close()
  }

  #open(): AudioContext {
    const context = new AudioContext()
    context.onstatechange = () => {
      this.#look(context)
      // Suspended by the browser or the system: a page that was touched before may go on by itself.
      if (this.#blocked) void context.resume().catch(() => undefined)
    }
    return context
  }

  #look(context: AudioContext): void {
    this.#blocked = context.state !== 'running'
    sound = this.#blocked ? 'blocked' : 'heard'
    if (!this.#blocked) this.#allowed()
  }
}
