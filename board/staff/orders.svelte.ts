/** The live orders by id. */
import { createContext } from 'svelte'
import type { Order } from '#contract/entities/index.ts'
import type { Live } from '#kit/live.svelte.ts'

export const [useOrders, provideOrders] = createContext<Orders>()

export class Orders {
  readonly #live: Live<'staff'>
  readonly #all = $derived.by(() => this.#live.of('order'))

  constructor(live: Live<'staff'>) {
    this.#live = live
  }

  /** Undefined when the order is gone or no longer live. */
  get(id: string | null): Order | undefined {
    return id === null ? undefined : this.#all.get(id)
  }
}
