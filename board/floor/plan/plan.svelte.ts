/** The state of the day plan: its lanes, the work in each, and how full they are (C2). */
import { createContext } from 'svelte'
import type { Calendar } from '#contract/calendar.ts'
import type { Operation, Order } from '#contract/entities/index.ts'
import { isEmployed } from '#contract/presence.ts'
import { carryOver } from '#kit/carryOver.ts'
import type { Clock } from '#kit/clock.svelte.ts'
import type { Live } from '#kit/live.svelte.ts'
import { recall, remember } from '#kit/memory.ts'
import type { WorkshopState } from '#staff/workshop.svelte.ts'
import { MINUTE, axisOf, openMinutes, type Axis } from './axis.ts'
import { blocksOf } from './blocks.ts'
import { groupings, keepSame, lanesOf, subjectsOf, type Grouping, type Lane } from './lanes.ts'
import { freeKindsOf, loadsOf, waitingWork } from './loads.ts'

export const [usePlan, providePlan] = createContext<Plan>()

export class Plan {
  readonly #live: Live<'staff'>
  readonly #clock: Clock
  readonly #workshop: WorkshopState
  #grouping = $state<Grouping>(recall('grouping', groupings) ?? 'bay')
  #before: Lane[] = []

  constructor(live: Live<'staff'>, clock: Clock, workshop: WorkshopState) {
    this.#live = live
    this.#clock = clock
    this.#workshop = workshop
  }

  get grouping(): Grouping {
    return this.#grouping
  }
  set grouping(grouping: Grouping) {
    this.#grouping = grouping
    remember('grouping', grouping)
  }

  // Separate derived values, because a drag redraws sixty times a second and little of this changes meanwhile.
  readonly orders = $derived.by(() => this.#live.of('order'))
  readonly #bays = $derived.by(() => this.#live.of('bay'))
  readonly #persons = $derived.by(() => {
    const { entity } = this.#workshop
    const all = [...this.#live.of('person').values()]
    return entity ? all.filter((person) => isEmployed(person, entity, this.#quarter)) : all
  })
  readonly #teams = $derived.by(() => this.#live.of('team'))
  /** House time (ms), rounded down to the minute. */
  get now(): number {
    return this.#clock.now
  }
  readonly minute = $derived.by(() => Math.floor(this.#clock.now / MINUTE) * MINUTE)
  readonly #quarter = $derived.by(() => Math.floor(this.#clock.now / (15 * MINUTE)) * 15 * MINUTE)

  get calendar(): Calendar {
    return this.#workshop.calendar
  }

  readonly axis: Axis = $derived.by(() => axisOf(this.#workshop.calendar, this.#quarter))
  readonly #blocks = $derived.by(() => blocksOf(this.orders.values(), this.axis, this.minute, this.#workshop.settings))
  readonly #subjects = $derived.by(() =>
    subjectsOf(this.#grouping, this.#bays.values(), this.#persons, this.#teams.values()),
  )
  readonly lanes: readonly Lane[] = $derived.by(
    () => (this.#before = keepSame(this.#before, lanesOf(this.#subjects, this.#blocks))),
  )
  readonly loads = $derived.by(() =>
    loadsOf(
      this.lanes,
      this.axis,
      this.minute,
      waitingWork(this.orders.values(), this.minute),
      freeKindsOf(this.#bays.values(), this.inside),
    ),
  )
  /** The cars that stay overnight at each closing. */
  readonly overnight = $derived.by(() =>
    this.axis.days.map(({ close }) => (close > this.minute ? carryOver(this.orders.values(), close, this.minute) : [])),
  )
  /** The car in each bay. */
  readonly inside = $derived.by(() => {
    // eslint-disable-next-line svelte/prefer-svelte-reactivity -- a new map after each change
    const inside = new Map<string, Order>()
    for (const order of this.orders.values()) if (order.bayId !== null) inside.set(order.bayId, order)
    return inside
  })

  lane(key: string): Lane | undefined {
    return this.lanes.find((lane) => lane.key === key)
  }

  /** The drawn length of a piece of work, in minutes of opening hours. */
  minutesOf({ plan, standardMinutes }: Operation): number {
    return (plan && openMinutes(this.axis, plan.start, plan.end)) || standardMinutes
  }
}
