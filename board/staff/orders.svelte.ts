/** The live orders by id. */
import { createContext } from 'svelte'
import type { Order } from '#contract/entities/index.ts'
import { samePlate } from '#contract/plate.ts'
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

  /** The live order of a car: the one in the house rather than an appointment. */
  ofPlate(plate: string | null): Order | undefined {
    if (plate === null) return undefined
    const fitting = [...this.#all.values()].filter(
      (one) => one.closedAt === null && samePlate(one.plate, plate) !== 'no',
    )
    const exact = fitting.filter((one) => one.plate === plate)
    const all = exact.length > 0 ? exact : fitting
    // Without its hyphen a plate may fit two cars.
    if (all.some((one) => one.plate !== all[0]!.plate)) return undefined
    return all.find(({ state }) => state !== 'booked') ?? all[0]
  }
}
