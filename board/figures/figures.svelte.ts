/** What the page shows: a period from the address, its figures, and the orders behind the number that was touched. */
import { createContext } from 'svelte'
import { dayName, localDay } from '#contract/calendar.ts'
import { periodNames, type FigureName, type PeriodName } from '#contract/figureNames.ts'
import type { FigureOrders, Figures } from '#contract/figures.ts'
import { staffFetch } from '#staff/staffFetch.ts'

export const [useFigures, provideFigures] = createContext<FiguresState>()

const DAY = 86_400_000

/** A number that was touched: its figure and cells, and what to call it. */
export interface Touched {
  figure: FigureName
  cells: readonly string[]
  title: string
  before?: boolean
}

export class FiguresState {
  #period = $state<PeriodName>('week')
  #day = $state<string | null>(null)
  #data = $state.raw<Figures | null>(null)
  #failed = $state<string | null>(null)
  #touched = $state.raw<Touched | null>(null)
  #orders = $state.raw<FigureOrders | null>(null)
  #carried = $state.raw<FigureOrders | null>(null)
  /** Counts requests: a late answer never replaces a newer one. */
  #request = 0

  get period(): PeriodName {
    return this.#period
  }
  /** Null until the first answer. */
  get data(): Figures | null {
    return this.#data
  }
  /** The sentence of a refusal; '' when the server cannot be reached; null: all is well. */
  get failed(): string | null {
    return this.#failed
  }
  get touched(): Touched | null {
    return this.#touched
  }
  /** The orders behind the touched number, once known. */
  get orders(): FigureOrders | null {
    return this.#orders
  }
  get carried(): FigureOrders | null {
    return this.#carried
  }

  /** Reads the address: `#week`, `#day,2026-11-23`. */
  turn(hash: string): void {
    const [name, day] = hash.replace('#', '').split(',')
    this.#period = periodNames.find((period) => period === name) ?? 'week'
    this.#day = day !== undefined && /^\d{4}-\d{2}-\d{2}$/.test(day) ? day : null
    this.#touched = null
    void this.load()
  }

  /** The address of this period a step earlier or later; null: it has not begun. */
  step(by: -1 | 1, timeZone: string): string | null {
    if (!this.#data) return null
    const { from, ends, at } = this.#data
    if (by === 1 && ends > at) return null
    const day = by === 1 ? localDay(ends, timeZone) : localDay(from, timeZone) - DAY
    return `#${this.#period},${dayName(day)}`
  }

  async load(): Promise<void> {
    const request = ++this.#request
    const [figures, carried] = await Promise.all([
      staffFetch<Figures>(`/api/figures?${this.#query()}`),
      staffFetch<FigureOrders>(`/api/figures/orders?${this.#query()}&figure=carried&cells=carried`),
    ])
    if (request !== this.#request) return
    this.#failed = figures.ok ? null : figures.message
    if (figures.ok) this.#data = figures.body
    if (carried.ok) this.#carried = carried.body
  }

  /** Opens the orders behind a number. */
  async open(touched: Touched): Promise<void> {
    const { figure, cells, before = false } = touched
    this.#touched = touched
    this.#orders = null
    const more = new URLSearchParams({ figure, cells: cells.join(','), before: String(before) })
    const orders = await staffFetch<FigureOrders>(`/api/figures/orders?${this.#query()}&${more}`)
    if (this.#touched !== touched) return
    if (orders.ok) this.#orders = orders.body
    else this.#failed = orders.message
  }

  close(): void {
    this.#touched = null
  }

  #query(): string {
    const query = new URLSearchParams({ period: this.#period })
    if (this.#day !== null) query.set('day', this.#day)
    return query.toString()
  }
}
