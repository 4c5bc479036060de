/**
 * A workshop in memory that carries commands out by the house rules as the write path does: loads what a rule says it
 * needs and nothing else, decides, keeps. A rule that forgets to name what it needs goes wrong here.
 */
import type { CommandName, Payload } from '#contract/commands/index.ts'
import { withFollowUps } from '#server/domain/follows/follows.ts'
import { rules } from '#server/domain/rules.ts'
import type { Accepted, Actor, Deadline, Decision, Needs, Rule, Scope } from '#server/domain/rule.ts'
import { paceOf } from '#server/domain/durations/learned.ts'
import { loadHolidays } from '#server/domain/workshop/holidays.ts'
import { aContext, aScope, frozen, NOW } from './factories.ts'

// What a rule prepares is there.
await loadHolidays()

const kinds = {
  bay: 'bays',
  team: 'teams',
  person: 'persons',
  priceItem: 'priceItems',
  arrival: 'arrivals',
  order: 'orders',
  notice: 'notices',
  alert: 'alerts',
  suggestion: 'suggestions',
} as const

export class MemoryHouse {
  readonly all: Scope
  now = NOW
  /** Deadlines as the database would have them, by `kind id`; the reforecast's stands in the counters. */
  readonly deadlines = new Map<string, Deadline & { dueAt: number }>()
  #context = aContext()

  constructor(all: Scope) {
    frozen([...all.orders.values(), ...all.bays.values(), ...all.persons.values(), ...all.priceItems.values()])
    const copies = Object.entries(all).map(([key, value]) => [key, value instanceof Map ? new Map(value) : value])
    this.all = Object.fromEntries(copies) as Scope
  }

  /** Decides and, when accepted, keeps. The decision is handed back frozen. */
  execute<N extends CommandName>(name: N, payload: Payload<N>, actor: Actor): Decision<N> {
    const rule: Rule<N> = rules[name]
    const scope = aScope({ workshop: this.all.workshop, counters: this.all.counters })
    frozen(payload)
    this.#load(rule.needs(payload), scope)
    if (rule.needsThen) this.#load(rule.needsThen(payload, frozen({ ...scope })), scope)
    frozen(scope)
    const context = { ...this.#context, now: this.now, actor }
    const decided = frozen(rule.decide(scope, payload, context))
    const decision = decided.ok ? frozen(withFollowUps(decided, scope, context)) : decided
    if (decision.ok) this.#keep(decision)
    return decision
  }

  #keep({ put, drop = {}, counters, deadlines = [] }: Accepted) {
    for (const { dueAt, ...one } of deadlines) {
      const key = `${one.kind} ${one.subjectId}`
      if (dueAt === null) this.deadlines.delete(key)
      else this.deadlines.set(key, { ...one, dueAt })
    }
    if (counters) this.all.counters = counters
    for (const workshop of put.workshop ?? []) this.all.workshop = workshop
    for (const sample of put.sample ?? []) this.all.samples.set(sample.id, sample)
    for (const vehicle of put.vehicle ?? []) this.all.vehicles.set(vehicle.plate, vehicle)
    for (const [kind, key] of Object.entries(kinds) as [keyof typeof kinds, (typeof kinds)[keyof typeof kinds]][]) {
      const map = this.all[key] as Map<string, { id: string }>
      for (const entity of put[kind] ?? []) map.set(entity.id, entity)
      for (const id of drop[kind] ?? []) map.delete(id)
    }
  }

  #load(needs: Needs, scope: Scope) {
    const copy = <T>(from: Map<string, T>, to: Map<string, T>, wanted: (entity: T, key: string) => boolean) => {
      for (const [key, entity] of from) if (wanted(entity, key)) to.set(key, entity)
    }
    const { all } = this
    const has = (list: readonly string[] | undefined, key: string | null) =>
      key !== null && (list?.includes(key) ?? false)
    copy(all.orders, scope.orders, (order, id) => {
      if (has(needs.orders, id)) return true
      const ofCare = (list: readonly string[] | undefined, map: Map<string, { orderId: string | null }>) =>
        list?.some((one) => map.get(one)?.orderId === id) ?? false
      if (ofCare(needs.notices, all.notices) || ofCare(needs.alerts, all.alerts)) return true
      if (order.closedAt !== null) return false
      return (
        needs.allLiveOrders === true ||
        has(needs.ordersInBays, order.bayId) ||
        has(needs.ordersOfPlates, order.plate) ||
        (order.state === 'booked' && order.code !== null && order.code === needs.orderOfCode) ||
        order.operations.some((one) => one.state === 'working' && has(needs.ordersWorkedBy, one.technicianId))
      )
    })
    copy(all.samples, scope.samples, ({ itemId }, id) => has(needs.samplesOf, itemId) || has(needs.samples, id))
    if (needs.pace) scope.pace = paceOf(all.priceItems.values())
    const everything = needs.everything === true
    copy(all.suggestions, scope.suggestions, () => everything || needs.suggestions === true)
    copy(all.bays, scope.bays, (_bay, id) => everything || has(needs.bays, id))
    copy(all.teams, scope.teams, () => everything)
    copy(all.persons, scope.persons, (_person, id) => everything || has(needs.persons, id))
    copy(
      all.priceItems,
      scope.priceItems,
      ({ code }, id) => everything || has(needs.priceItems, id) || has(needs.priceItemsByCode, code),
    )
    copy(
      all.arrivals,
      scope.arrivals,
      ({ closedAt }, id) => (everything && closedAt === null) || has(needs.arrivals, id),
    )
    const isOpen = ({ closedAt }: { closedAt: number | null }) => closedAt === null
    copy(all.notices, scope.notices, (notice) => isOpen(notice) && scope.orders.has(notice.orderId))
    copy(all.alerts, scope.alerts, (alert, id) => {
      if (!isOpen(alert)) return false
      if (alert.orderId !== null) return scope.orders.has(alert.orderId)
      if (everything || has(needs.alerts, id)) return true
      return alert.bayId === null ? needs.workshopAlerts === true : has(needs.bays, alert.bayId)
    })
    const known = (needs.vehiclesOfOrders ?? []).map((id) => all.orders.get(id)?.vehicleId)
    copy(all.vehicles, scope.vehicles, ({ id }, plate) => has(needs.vehiclesOfPlates, plate) || known.includes(id))
  }
}
