/** Names for ids: a person's name, a bay's number, a car's plate, an operation's title. Also formats times relative to now. */
import { createContext } from 'svelte'
import type { Calendar } from '#contract/calendar.ts'
import { formatPlate } from '#contract/plate.ts'
import type { Clock } from './clock.svelte.ts'
import type { Live } from './live.svelte.ts'
import { words } from './words.svelte.ts'
import { isolated } from '#words/isolated.ts'

export const [useNames, provideNames] = createContext<Names>()

const closed: Calendar = { hours: [], timeZone: 'UTC', days: [] }

export class Names {
  readonly #clock: Clock
  readonly #live: Live<'staff'>
  // One derived value per kind: most changes touch a single order, and must not rebuild the names of persons and bays.
  readonly #orders = $derived.by(() => this.#live.of('order'))
  readonly #bays = $derived.by(() => this.#live.of('bay'))
  readonly #persons = $derived.by(() => this.#live.of('person'))
  readonly #workshop = $derived.by(() => this.#live.of('workshop').values().next().value)

  constructor(live: Live<'staff'>, clock: Clock) {
    this.#live = live
    this.#clock = clock
  }

  /** A person's name, for a line with other parts. */
  person(id: string | null): string | null {
    const name = id === null ? undefined : this.#persons.get(id)?.name
    return name === undefined ? null : isolated(name)
  }

  /** The number of a bay. */
  bay(id: string | null): number | null {
    return id === null ? null : (this.#bays.get(id)?.number ?? null)
  }

  /** An order's number plate, formatted; "?" when the order is gone. */
  plate(orderId: string | null): string {
    return formatPlate((orderId === null ? undefined : this.#orders.get(orderId)?.plate) ?? '?')
  }

  /** The title of an operation. */
  work(orderId: string, operationId: string): string | null {
    const operation = this.#orders.get(orderId)?.operations.find(({ id }) => id === operationId)
    return operation ? words.name(operation.title) : null
  }

  /** The opening hours, in which the time between two moments is counted. */
  get calendar(): Calendar {
    return this.#workshop ?? closed
  }

  /** House time (ms) that `when` compares with. */
  get now(): number {
    return this.#clock.now
  }

  /** 09:05 today, Fri 09:05 this week, otherwise the date. */
  when(at: number): string {
    return words.when(at, this.#clock.now)
  }
}
