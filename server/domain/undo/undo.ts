/** Takes back a command: what it changed is put back as it was, if nobody has changed it since (S13, S14). */
import type { Alert, Bay, Notice, Order } from '#contract/entities/index.ts'
import type { Vehicle } from '../internal.ts'
import { isUnderWay, withdrawn } from '../notice/notice.ts'
import { refuse, type Changes, type Fact, type Refused, type Rule, type Scope, type Undoable } from '../rule.ts'
import { isSame } from './same.ts'

/** Refuses `undo_too_late`, `changed_meanwhile`, and what stands against it by now: `bay_occupied`, `technician_busy`, `bay_out_of_service`, `bay_not_found`, `duplicate_number`. */
export const undoCommand: Rule<'undoCommand'> = {
  needs: ({ commandId }) => ({ undo: commandId }),
  needsThen(_payload, { undo }) {
    if (!undo) return {}
    const { order = [], bay = [], arrival = [], alert = [], priceItem = [], vehicle = [], person = [] } = undo.before
    return {
      orders: idsOf(order),
      ended: true,
      allBays: bay.length > 0,
      bays: [...idsOf(bay), ...order.flatMap(({ bayId }) => bayId ?? [])],
      arrivals: idsOf(arrival),
      alerts: idsOf(alert),
      priceItems: idsOf(priceItem),
      persons: idsOf(person),
      vehiclesOfPlates: [...vehicle, ...(undo.after.vehicle ?? [])].map(({ plate }) => plate),
      suggestions: true,
      ordersInBays: order.flatMap(({ bayId }) => bayId ?? []),
      ordersWorkedBy: order.flatMap(({ operations }) => workersOf(operations)),
    }
  },
  decide(scope, { command }, { now }) {
    const { undo, workshop } = scope
    if (undo?.command !== command || now >= undo.at + workshop.settings.undoSeconds * 1000)
      return refuse('undo_too_late')
    const { before, after } = undo
    const orders = (before.order ?? []).map((was) => orderBack(was, of(after.order, was), scope.orders.get(was.id)))
    const bays = (before.bay ?? []).map((was) => back(was, of(after.bay, was), scope.bays.get(was.id)))
    const arrivals = (before.arrival ?? []).map((was) => back(was, of(after.arrival, was), scope.arrivals.get(was.id)))
    const suggestions = (before.suggestion ?? []).map((was) =>
      back(was, of(after.suggestion, was), scope.suggestions.get(was.id)),
    )
    const persons = (before.person ?? []).map((was) => back(was, of(after.person, was), scope.persons.get(was.id)))
    const files = [...scope.vehicles.values()]
    const vehicles = (before.vehicle ?? []).map((was) => back(was, of(after.vehicle, was), fileNow(was, files)))
    if ([...orders, ...bays, ...arrivals, ...suggestions, ...vehicles, ...persons].includes(null))
      return refuse('changed_meanwhile', {
        order: idsOf(before.order ?? []).flatMap((id) => scope.orders.get(id) ?? []),
      })
    const restored = orders.filter((order) => order !== null)
    const taken = numberTaken(before.bay ?? [], scope) ?? placeTaken(restored, before.bay ?? [], scope)
    if (taken) return taken
    const put: Changes = {
      order: restored,
      bay: bays.filter((bay) => bay !== null),
      arrival: arrivals.filter((arrival) => arrival !== null),
      suggestion: suggestions.filter((suggestion) => suggestion !== null),
      vehicle: vehicles.filter((vehicle) => vehicle !== null),
      person: persons.filter((person) => person !== null),
      notice: noticesBack(undo, scope),
      alert: alertsBack(undo, scope),
      // What was learnt from a finished operation; a price item that has learnt more since keeps it.
      priceItem: (before.priceItem ?? []).flatMap((was) =>
        isSame(of(after.priceItem, was), scope.priceItems.get(was.id)) ? [was] : [],
      ),
    }
    const about = { command, seq: undo.seq }
    const facts: Fact[] = restored.map(({ id: orderId }) => ({ name: 'commandUndone', orderId, ...about }))
    return {
      ...{ ok: true, answer: {} },
      facts: facts.length > 0 ? facts : [{ name: 'commandUndone', ...about }],
      put: Object.fromEntries(Object.entries(put).filter(([, list]) => list.length > 0)),
      drop: { sample: idsOf(after.sample ?? []), vehicle: filesBegun(undo, files) },
    }
  },
}

const idsOf = (list: readonly { id: string }[]) => list.map(({ id }) => id)
const of = <E extends { id: string }>(list: readonly E[] | undefined, { id }: E): E | undefined =>
  list?.find((one) => one.id === id)
const workersOf = (operations: Order['operations']) =>
  operations.flatMap(({ state, technicianId }) => (state === 'working' && technicianId !== null ? technicianId : []))

/** The entity as it was; null if it has changed since. Reviews by the clock do not count. */
function back<E extends { id: string; reviewAt?: number | null }>(was: E, then: E | undefined, now: E | undefined) {
  const bare = (entity: E | undefined) => entity && { ...entity, reviewAt: null }
  return isSame(bare(then), bare(now)) ? was : null
}

/** The car's file now; it may have been created again for its plate. */
const fileNow = (was: Vehicle, files: readonly Vehicle[]): Vehicle | undefined =>
  files.find(({ id, plate }) => id === was.id || plate === was.plate)

/** C8: files that the command began, unless they have learnt more since. */
const filesBegun = ({ before, after }: Undoable, files: readonly Vehicle[]): string[] =>
  idsOf((after.vehicle ?? []).filter((then) => !of(before.vehicle, then) && isSame(then, of(files, then))))

/** Fields that only follow-ups and the clock change: they may have moved on since. */
function followed({ forecastAt, safeForecastAt, forecastChangedAt, unschedulable, noticeAt, reviewAt }: Order) {
  return { forecastAt, safeForecastAt, forecastChangedAt, unschedulable, noticeAt, reviewAt }
}
/** These also hold what was said or answered, which a command may have dropped. */
const toldFields = ['progressCheck', 'informed', 'toTell', 'hasPush', 'hasWechat'] as const

/** The order as it was, with what follow-ups and the clock have found since; null if anything else has changed since. */
function orderBack(was: Order, then: Order | undefined, now: Order | undefined): Order | null {
  if (!then || !now || !isSame(own(then), own(now))) return null
  const told = toldFields.filter((field) => !isSame(then[field], now[field]))
  return { ...was, ...followed(now), ...Object.fromEntries(told.map((field) => [field, now[field]])) }
}

const own = (order: Order) => ({
  ...order,
  ...followed({} as Order),
  ...Object.fromEntries(toldFields.map((field) => [field, undefined])),
  operations: order.operations.map((operation) => ({ ...operation, plan: null })),
})

/** Another bay may have the number now. */
const numberTaken = (back: readonly Bay[], { bays }: Scope): Refused | null =>
  back.some((was) => [...bays.values()].some((one) => one.id !== was.id && one.number === was.number))
    ? refuse('duplicate_number')
    : null

/** Another car may stand in the bay now, the technician work on it, or the bay be out of service. */
function placeTaken(orders: readonly Order[], bays: readonly Bay[], scope: Scope): Refused | null {
  const back = new Set(idsOf(orders))
  const others = [...scope.orders.values()].filter(({ id, closedAt }) => !back.has(id) && closedAt === null)
  for (const { bayId, operations } of orders) {
    if (bayId !== null && others.some((other) => other.bayId === bayId)) return refuse('bay_occupied')
    const workers = workersOf(operations)
    if (others.some((other) => workersOf(other.operations).some((id) => workers.includes(id))))
      return refuse('technician_busy')
    const bay = bays.find(({ id }) => id === bayId) ?? scope.bays.get(bayId ?? '')
    if (bay && bay.retiredAt !== null) return refuse('bay_not_found')
    if (workers.length > 0 && bay?.outOfService) return refuse('bay_out_of_service')
  }
  return null
}

/** Notices that the command caused are withdrawn before they leave; those it ended or replaced live on. */
function noticesBack({ before, after }: Undoable, { notices }: Scope): Notice[] {
  return (after.notice ?? []).flatMap((then) => {
    const was = of(before.notice, then)
    const now = notices.get(then.id)
    if (was) return now === undefined || isSame(now, then) ? [was] : []
    return now && isUnderWay(now) && now.attempts.length === 0 ? [withdrawn(now)] : []
  })
}

/** Alerts that the command ended or acknowledged are open again; the follow-ups close what it opened. */
const alertsBack = ({ before, after }: Undoable, { alerts }: Scope): Alert[] =>
  (before.alert ?? []).filter((was) => {
    const now = alerts.get(was.id)
    return now === undefined || isSame(now, of(after.alert, was))
  })
