/** A screen that waits to be paired: asks for a code, then whether a manager has approved it; a new code when the old one ends. */
import type { PairingBegun, PairingState } from '#contract/pairing.ts'

/** Real ms. */
const ASK_EVERY = 3_000
const TRY_AGAIN_AFTER = 10_000

export class Pairing {
  #code = $state<string | null>(null)
  #isLost = $state(false)
  #timer: ReturnType<typeof setTimeout> | undefined
  #paired: (page: string) => void

  /** @param paired called with the page that this screen is to show */
  constructor(paired: (page: string) => void) {
    this.#paired = paired
    void this.#begin()
  }

  /** The code to show; null before the server has given one. */
  get code(): string | null {
    return this.#code
  }

  /** True while the server cannot be reached, or gives no code. */
  get isLost(): boolean {
    return this.#isLost
  }

  close(): void {
    clearTimeout(this.#timer)
  }

  async #begin(): Promise<void> {
    const begun = await ask<PairingBegun>('POST')
    this.#isLost = begun === null
    if (begun === null) return this.#later(() => this.#begin(), TRY_AGAIN_AFTER)
    this.#code = begun.code
    this.#later(() => this.#look(), ASK_EVERY)
  }

  async #look(): Promise<void> {
    const answer = await ask<PairingState>('GET')
    this.#isLost = answer === null
    if (answer?.state === 'paired' && answer.page !== null) return this.#paired(answer.page)
    if (answer?.state === 'ended') return this.#begin()
    this.#later(() => this.#look(), ASK_EVERY)
  }

  #later(next: () => Promise<void>, wait: number): void {
    this.#timer = setTimeout(() => void next(), wait)
  }
}

/** Null: no answer, or none that helps now. */
async function ask<T>(method: 'GET' | 'POST'): Promise<T | null> {
  try {
    const answer = await fetch('/api/pair', { method })
    return answer.ok ? ((await answer.json()) as T) : null
  } catch {
    return null
  }
}
