/** The customer's live copy of the order; it survives the phone's sleep. */
import type { CustomerOrder } from '#contract/views/customer.ts'
import { connect, type Live } from '#kit/live.svelte.ts'
import type { ViewEntities } from '#contract/views/index.ts'

/** After being hidden for longer than this (ms), a connection is not trusted: phones cut it silently. */
const ASLEEP_AFTER = 3_000

export class Tracking {
  #token: string
  #live = $state.raw<Live<'customer'>>() as Live<'customer'>
  #order = $state.raw<CustomerOrder | null>(null)
  #workshop = $state.raw<ViewEntities<'customer'>['workshop'] | null>(null)

  constructor(token: string) {
    this.#token = token
    this.#live = connect('customer', { token })
  }

  get live(): Live<'customer'> {
    return this.#live
  }

  /** The last known state: it stays on the page while a new connection is made. */
  get order(): CustomerOrder | null {
    return this.#order
  }

  get workshop() {
    return this.#workshop
  }

  /** Keeps the copy live and reconnects when the phone wakes; returns a function that stops it. Call it from an effect. */
  start(): () => void {
    let hiddenAt: number | null = null
    const turned = () => {
      // Monotonic time may stop during sleep; wall-clock time is good enough here.
      if (document.visibilityState === 'hidden') hiddenAt = Date.now()
      else if (hiddenAt !== null && Date.now() - hiddenAt > ASLEEP_AFTER) this.#again()
    }
    const restored = (event: PageTransitionEvent) => {
      if (event.persisted) this.#again()
    }
    document.addEventListener('visibilitychange', turned)
    window.addEventListener('pageshow', restored)
    const keep = $effect.root(() => {
      $effect(() => {
        if (!this.#live.ready) return
        this.#order = this.#live.of('order').values().next().value ?? this.#order
        this.#workshop = this.#live.of('workshop').values().next().value ?? this.#workshop
      })
    })
    return () => {
      document.removeEventListener('visibilitychange', turned)
      window.removeEventListener('pageshow', restored)
      keep()
      this.#live.close()
    }
  }

  #again(): void {
    if (this.#live.ended === 'link_ended') return
    this.#live.close()
    this.#live = connect('customer', { token: this.#token })
  }
}
