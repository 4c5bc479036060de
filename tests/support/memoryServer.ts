/**
 * A workshop in memory that executes commands as the write path does: loads only what a rule declares it needs, decides,
 * keeps the result. A rule that forgets to declare something fails here.
 */
import { samePlate } from '#contract/plate.ts'
import type { CommandName, Payload } from '#contract/commands/index.ts'
import type { Arrival } from '#contract/entities/index.ts'
import { isUndoable } from '#contract/undo.ts'
import { withFollowUps } from '#server/domain/follows/follows.ts'
import { rules } from '#server/domain/rules.ts'
import {
  isLive,
  storedKinds,
  kindsLoaded,
  plural,
  rowOf,
  type StoredKind,
  type KindsLoaded,
} from '#server/domain/kinds.ts'
import type { Accepted, Actor, Context, Deadline, Decision, Needs, Rule, Scope } from '#server/domain/rule.ts'
import { paceOf } from '#server/domain/durations/learned.ts'
import { loadHolidays } from '#server/domain/workshop/holidays.ts'
import { beforeOf } from '#server/domain/undo/before.ts'
import { channels } from '#contract/values.ts'
import { aContext, aScope, frozen, NOW } from './factories.ts'

// Loaded in advance, because rules are synchronous.
await loadHolidays()

/** A scope's entities of a kind. */
const mapOf = (scope: Scope, kind: StoredKind): Map<string, { id: string }> | undefined =>
  (scope as unknown as Readonly<Record<string, Map<string, { id: string }>>>)[plural(kind)]

export class MemoryServer {
  readonly all: Scope
  now = NOW
  /** The database's clock; null: house time. */
  clock: number | null = null
  /** The channels that are set up. */
  channels: Context['channels'] = channels
  /** Deadlines as the database would have them, by `kind id`; the one for forecasts is in the counters. */
  readonly deadlines = new Map<string, Deadline & { dueAt: number }>()
  #context: Context

  constructor(all: Scope, more: Partial<Context> = {}) {
    this.#context = aContext(more)
    frozen([...all.orders.values(), ...all.bays.values(), ...all.persons.values(), ...all.priceItems.values()])
    const copies = Object.entries(all).map(([key, value]) => [key, value instanceof Map ? new Map(value) : value])
    this.all = Object.fromEntries(copies) as Scope
  }

  /** Decides and, if accepted, keeps the result. Returns the decision frozen. */
  execute<N extends CommandName>(name: N, payload: Payload<N>, actor: Actor): Decision<N> {
    const rule: Rule<N> = rules[name]
    const scope = aScope({ workshop: this.all.workshop, counters: this.all.counters })
    frozen(payload)
    this.#load(rule.needs(payload), scope)
    if (rule.needsThen) this.#load(rule.needsThen(payload, frozen({ ...scope })), scope)
    frozen(scope)
    const context = { ...this.#context, now: this.now, clock: this.clock ?? this.now, actor, channels: this.channels }
    const decided = frozen(rule.decide(scope, payload, context))
    const decision = decided.ok
      ? frozen(withFollowUps(decided, scope, { ...context, now: decided.at ?? this.now }))
      : decided
    if (decision.ok) {
      this.now = decision.at ?? this.now
      this.#keep(decision)
      const before = beforeOf(scope, decision.put, decision.drop ?? {})
      if (isUndoable(name)) this.all.undo = frozen({ command: name, seq: 1, at: this.now, before, after: decision.put })
    }
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
    for (const kind of storedKinds) {
      const map = mapOf(this.all, kind)
      const { by = 'id' } = rowOf(kind)
      for (const entity of put[kind] ?? []) map?.set((entity as unknown as Record<string, string>)[by]!, entity)
      for (const [key, { id }] of map ?? []) if (drop[kind]?.includes(id)) map!.delete(key)
    }
  }

  #load(needs: Needs, scope: Scope) {
    const copy = <T>(from: Map<string, T>, to: Map<string, T>, wanted: (entity: T, key: string) => boolean) => {
      for (const [key, entity] of from) if (wanted(entity, key)) to.set(key, entity)
    }
    const { all } = this
    const has = (list: readonly string[] | undefined, key: string | null) =>
      key !== null && (list?.includes(key) ?? false)
    const hasPlate = (list: readonly string[] | undefined, plate: string) =>
      list?.some((one) => samePlate(one, plate) !== 'no') ?? false
    copy(all.orders, scope.orders, (order, id) => {
      if (has(needs.orders, id)) return true
      const namesIt = (kind: KindsLoaded<'withOrder'>) =>
        needs[plural(kind)]?.some((one) => all[plural(kind)].get(one)?.orderId === id) ?? false
      if (kindsLoaded('withOrder').some(namesIt)) return true
      const isOpenHere = (one: Arrival) => one.orderId === id && one.closedAt === null
      if (needs.openArrivals && [...all.arrivals.values()].some(isOpenHere)) return true
      if (order.closedAt !== null) return false
      return (
        needs.allLiveOrders === true ||
        has(needs.ordersInBays, order.bayId) ||
        hasPlate(needs.ordersOfPlates, order.plate) ||
        (order.state === 'booked' && order.code !== null && order.code === needs.orderOfCode) ||
        order.operations.some((one) => one.state === 'working' && has(needs.ordersWorkedBy, one.technicianId))
      )
    })
    copy(all.samples, scope.samples, ({ itemId }, id) => has(needs.samplesOf, itemId) || has(needs.samples, id))
    if (needs.tickets) {
      const here = [...all.orders.values(), ...all.arrivals.values()].filter(({ closedAt }) => closedAt === null)
      scope.tickets = new Set(here.flatMap(({ ticket }) => ticket ?? []))
    }
    if (needs.undo) scope.undo = all.undo
    if (needs.pairing) scope.pairing = all.pairing
    if (needs.pace) scope.pace = paceOf(all.priceItems.values())
    const everything = needs.everything === true
    scope.everyone = everything || needs.everyone === true
    for (const kind of kindsLoaded('whole'))
      copy(
        mapOf(all, kind)!,
        mapOf(scope, kind)!,
        (entity) =>
          isLive(kind, entity as never) &&
          (everything || needs[plural(kind)] === true || (kind === 'standIn' && scope.everyone)),
      )
    for (const kind of kindsLoaded('byId'))
      copy(mapOf(all, kind)!, mapOf(scope, kind)!, (entity, id) => {
        return (
          ((needs.ended ?? isLive(kind, entity as never)) && has(needs[plural(kind)], id)) ||
          (isLive(kind, entity as never) &&
            (everything || (kind === 'person' && scope.everyone) || (kind === 'bay' && needs.allBays === true)))
        )
      })
    copy(all.priceItems, scope.priceItems, ({ code }) => has(needs.priceItemsByCode, code))
    for (const kind of kindsLoaded('withOrder'))
      copy(mapOf(all, kind)!, mapOf(scope, kind)!, (entity) => {
        const { orderId } = entity as unknown as { orderId: string | null }
        return isLive(kind, entity as never) && orderId !== null && scope.orders.has(orderId)
      })
    copy(all.notices, scope.notices, (_notice, id) => has(needs.notices, id))
    copy(all.arrivals, scope.arrivals, (arrival, id) => {
      const isOpen = isLive('arrival', arrival)
      const since = needs.arrivalsSince
      if (since !== undefined && (isOpen || arrival.at >= since)) return true
      return has(needs.arrivals, id) || (isOpen && (everything || needs.openArrivals === true))
    })
    copy(all.alerts, scope.alerts, (alert, id) => {
      if (!isLive('alert', alert) || alert.orderId !== null) return false
      if (everything || has(needs.alerts, id)) return true
      if (alert.arrivalId !== null) return needs.openArrivals === true || has(needs.arrivals, alert.arrivalId)
      return alert.bayId === null ? needs.workshopAlerts === true : has(needs.bays, alert.bayId)
    })
    const known = (needs.vehiclesOfOrders ?? []).map((id) => all.orders.get(id)?.vehicleId)
    copy(all.subscriptions, scope.subscriptions, ({ orderId }) => orderId === needs.subscriptionsOf)
    copy(all.vehicles, scope.vehicles, ({ id }, plate) => hasPlate(needs.vehiclesOfPlates, plate) || known.includes(id))
  }
}
