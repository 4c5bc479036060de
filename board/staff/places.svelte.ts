/** Where each car is: the live orders sorted into bays, queue and desk. */
import { createContext } from 'svelte'
import type { Clock } from '#kit/clock.svelte.ts'
import type { Live } from '#kit/live.svelte.ts'
import { keepSame, placesOf, type BayPlace } from './placing.ts'

export const [usePlaces, providePlaces] = createContext<Places>()

export class Places {
  readonly #live: Live<'staff'>
  readonly #clock: Clock
  readonly #minute = $derived.by(() => Math.floor(this.#clock.now / 60_000) * 60_000)
  readonly #all = $derived.by(() => {
    const [bays, orders, arrivals] = [this.#live.of('bay'), this.#live.of('order'), this.#live.of('arrival')]
    const places = placesOf(bays.values(), orders.values(), arrivals.values(), this.#minute)
    places.bays = keepSame(this.#before, places.bays)
    this.#before = places.bays
    return places
  })
  #before: BayPlace[] = []

  constructor(live: Live<'staff'>, clock: Clock) {
    this.#live = live
    this.#clock = clock
  }

  get bays() {
    return this.#all.bays
  }
  get queue() {
    return this.#all.queue
  }
  /** All lists of cars outside the bays. */
  get all() {
    return this.#all
  }

  bay(id: string): BayPlace | undefined {
    return this.bays.find(({ bay }) => bay.id === id)
  }

  /** How many entries at the desk need attention; future appointments do not count. */
  get deskCount(): number {
    const { door, toAsk, estimate, answer, finishing, handover } = this.#all
    return door.length + toAsk.length + estimate.length + answer.length + finishing.length + handover.length
  }
}
