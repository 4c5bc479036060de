/** Sound made by the browser. Browsers block it until the page is touched. */

/** Frequency in hertz, and start in seconds. */
export type Note = readonly [hertz: number, after: number]

export class Tones {
  #context: AudioContext | null = null
  #blocked = $state(false)

  /** True while the browser blocks sound until the page is touched. */
  get blocked(): boolean {
    return this.#blocked
  }

  /** Asks the browser to allow sound. */
  wake = async (): Promise<void> => {
    this.#context ??= new AudioContext()
    // While sound is blocked, the promise of resume() stays pending until the page is touched.
    await Promise.race([this.#context.resume().catch(() => undefined), new Promise((done) => setTimeout(done, 300))])
    this.#blocked = this.#context.state !== 'running'
  }

  /** Plays the notes if the browser allows it. Returns whether it did. */
  play = (notes: readonly Note[]): boolean => {
    const context = this.#context
    if (context?.state !== 'running') return false
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
    void this.#context?.close()
  }
}
