/** Sound made by the browser itself, as soon as it allows it: it wants somebody to touch the page first. */

/** Hertz, and its start in seconds. */
export type Note = readonly [hertz: number, after: number]

export class Tones {
  #context: AudioContext | null = null
  #blocked = $state(false)

  /** True while the browser wants somebody to touch the page before it lets it sound. */
  get blocked(): boolean {
    return this.#blocked
  }

  /** Asks the browser for sound. */
  wake = async (): Promise<void> => {
    this.#context ??= new AudioContext()
    // Blocked, the promise of resume() stays open until somebody touches the page.
    await Promise.race([this.#context.resume().catch(() => undefined), new Promise((done) => setTimeout(done, 300))])
    this.#blocked = this.#context.state !== 'running'
  }

  /** Plays the notes, if the browser lets it. Says whether it did. */
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
