/** An adviser is asked to come to the kiosk: an enquiry like any other (B1). */
import type { Language } from '#contract/values.ts'
import type { Live } from '#kit/live.svelte.ts'
import { words } from '#kit/words.svelte.ts'
import { CALL_RESTS } from './settings.ts'

export class AdviserCall {
  #live: Live<'kiosk'>
  /** Counts customers: what one has begun never reaches the next. */
  #customer = 0
  state = $state<'none' | 'asking' | 'calling' | 'coming' | 'failed'>('none')

  constructor(live: Live<'kiosk'>) {
    this.#live = live
  }

  /** Asks whether the customer means it. */
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
    const said = words.t('kiosk:help.words')
    const reply = await this.#live.send('recordArrival', { purpose: 'enquiry', plate, language, words: said })
    if (customer !== this.#customer) return
    this.state = reply.ok ? 'coming' : 'failed'
    setTimeout(() => {
      if (customer === this.#customer) this.state = 'none'
    }, CALL_RESTS)
  }

  /** The next customer has come. */
  forget(): void {
    this.#customer++
    this.state = 'none'
  }
}
