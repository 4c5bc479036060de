/** Calls an adviser to the kiosk: an arrival with the purpose “enquiry” (B1). */
import type { Language } from '#contract/values.ts'
import type { Live } from '#kit/live.svelte.ts'
import { words } from '#kit/words.svelte.ts'
import { CALL_RESTS } from './settings.ts'

export class AdviserCall {
  #live: Live<'kiosk'>
  /** Numbers the customers, so that one customer's pending call never affects the next. */
  #customer = 0
  state = $state<'none' | 'asking' | 'calling' | 'coming' | 'failed'>('none')

  constructor(live: Live<'kiosk'>) {
    this.#live = live
  }

  /** Asks for confirmation. */
  ask(): void {
    if (this.state === 'none') this.state = 'asking'
  }

  cancel(): void {
    this.state = 'none'
  }

  /** @param plate null: not known yet */
  async send(plate: string | null, language: Language): Promise<void> {
    if (this.state === 'calling' || this.state === 'coming') return
    const customer = this.#customer
    this.state = 'calling'
    const written = words.t('kiosk:help.words')
    const reply = await this.#live.send('recordArrival', { purpose: 'enquiry', plate, language, words: written })
    if (customer !== this.#customer) return
    this.state = reply.ok ? 'coming' : 'failed'
    setTimeout(() => {
      if (customer === this.#customer) this.state = 'none'
    }, CALL_RESTS)
  }

  /** Resets for the next customer. */
  forget(): void {
    this.#customer++
    this.state = 'none'
  }
}
