/** Calls an adviser to the kiosk: an arrival with the purpose “help” (B1.2). */
import type { Language } from '#contract/values.ts'
import type { Live } from '#kit/live.svelte.ts'
import { CALL_RESTS } from './settings.ts'

export class AdviserCall {
  #live: Live<'kiosk'>
  /** Numbers the customers, so that one customer's pending call never affects the next. */
  #customer = 0
  #step = $state<'none' | 'asking' | 'calling' | 'told' | 'failed'>('none')
  #arrivalId = $state<string | null>(null)
  /** The call has reached this screen. */
  #seen = false

  constructor(live: Live<'kiosk'>) {
    this.#live = live
  }

  /** B1.2: help is coming only once an adviser has taken the call. */
  get state(): 'none' | 'asking' | 'calling' | 'told' | 'coming' | 'failed' {
    if (this.#step !== 'told') return this.#step
    const call = this.#live.of('arrival').get(this.#arrivalId ?? '')
    if (call) this.#seen = true
    // Answered and closed: the customer may call again.
    else if (this.#seen) return 'none'
    return typeof call?.takenAt === 'number' ? 'coming' : 'told'
  }

  /** Asks for confirmation. */
  ask(): void {
    if (this.state === 'none') this.#step = 'asking'
  }

  cancel(): void {
    this.#step = 'none'
  }

  /** @param plate null: not known yet */
  async send(plate: string | null, language: Language): Promise<void> {
    if (this.#step === 'calling' || this.#step === 'told') return
    this.#seen = false
    const customer = this.#customer
    this.#step = 'calling'
    const reply = await this.#live.send('recordArrival', { purpose: 'help', plate, language, words: '' })
    if (customer !== this.#customer) return
    this.#step = reply.ok ? 'told' : 'failed'
    this.#arrivalId = reply.ok ? reply.answer.arrivalId : null
    if (!reply.ok)
      setTimeout(() => {
        if (customer === this.#customer) this.#step = 'none'
      }, CALL_RESTS)
  }

  /** Resets for the next customer. */
  forget(): void {
    this.#customer++
    this.#step = 'none'
  }
}
