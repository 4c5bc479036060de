/**
 * Runs the follow-ups after every decision, whatever the command. Commands never call follow-ups, so none can forget one; the
 * clock's commands only touch what is due.
 */
import type { CommandName } from '#contract/commands/index.ts'
import type { Alert, Arrival, Bay, Notice, Order, Workshop } from '#contract/entities/index.ts'
import { latestInstant } from '#contract/fields.ts'
import { rolesHeld, rolesOnDuty } from '../person/onDuty.ts'
import type { Accepted, Context, Deadline, Fact, Scope } from '../rule.ts'
import { atTheDoor } from './atTheDoor.ts'
import { bayAlerts } from './bayAlerts.ts'
import type { Around, Followed, FollowUp } from './followUp.ts'
import { forecast } from './forecast.ts'
import { holidays } from './holidays.ts'
import { notices } from './notices.ts'
import { orderAlerts } from './orderAlerts.ts'
import { question } from './question.ts'
import { problemSolved } from './problemSolved.ts'
import { progressCheck } from './progressCheck.ts'
import { reforecastAt } from './reforecast.ts'
import { workshopAlerts } from './workshopAlerts.ts'

/** Each builds on those before it: notices use the new forecast, alerts know what the customer was told. */
const ofOrder: readonly FollowUp<Order>[] = [problemSolved, progressCheck, forecast, notices, question, orderAlerts]
const ofArrival: readonly FollowUp<Arrival>[] = [atTheDoor]
const ofBay: readonly FollowUp<Bay>[] = [bayAlerts]
const ofWorkshop: readonly FollowUp<Workshop>[] = [holidays, workshopAlerts]

/** The decision with all its consequences. Orders, arrivals, notices and alerts that end up unchanged are left out. */
export function withFollowUps<N extends CommandName>(
  decision: Accepted<N>,
  scope: Scope,
  context: Context,
): Accepted<N> {
  const {
    order: orders = [],
    arrival: arrivals = [],
    bay: bays = [],
    workshop: workshops = [],
    notice = [],
    alert = [],
    ...rest
  } = decision.put
  const workshop = workshops[0] ?? scope.workshop
  const changedOrders = new Map<string, { before: Order | undefined; after: Order }>()
  const around: Around = {
    ...{ workshop, context, changedOrders },
    onDuty: rolesOnDuty(scope, workshop, context.now),
    held: rolesHeld(scope, workshop, context.now),
  }
  const known = new Map([...scope.notices, ...notice.map((one) => [one.id, one] as const)])
  const result: Result = {
    ...{ order: [], arrival: [], notice: [], alert: [], bay: [], workshop: [] },
    ...{ facts: [...decision.facts], deadlines: [...(decision.deadlines ?? [])] },
  }
  const knownAlerts = new Map([...scope.alerts, ...alert.map((one) => [one.id, one] as const)])
  const alerts = [...knownAlerts.values()]

  for (const order of orders) {
    const own = { notices: [...known.values()].filter(({ orderId }) => orderId === order.id) }
    const about = { alerts: alerts.filter(({ orderId, arrivalId }) => orderId === order.id && arrivalId === null) }
    const before = scope.orders.get(order.id)
    const entity = follow('order', ofOrder, order, before, { ...own, ...about }, around, scope, result)
    if (entity !== before) result.order.push(entity)
    changedOrders.set(order.id, { before, after: entity })
  }
  for (const arrival of [...arrivals, ...arrivalsOf(changedOrders, scope, arrivals)]) {
    const own = { notices: [], alerts: alerts.filter(({ arrivalId }) => arrivalId === arrival.id) }
    const before = scope.arrivals.get(arrival.id)
    const entity = follow('arrival', ofArrival, arrival, before, own, around, scope, result)
    if (entity !== before) result.arrival.push(entity)
  }
  for (const bay of bays) {
    const about = alerts.filter(({ bayId, orderId }) => bayId === bay.id && orderId === null)
    const before = scope.bays.get(bay.id)
    result.bay.push(follow('bay', ofBay, bay, before, { notices: [], alerts: about }, around, scope, result))
  }
  for (const workshop of workshops) {
    const about = alerts.filter(({ bayId, orderId, arrivalId }) => (bayId ?? orderId ?? arrivalId) === null)
    const own = { notices: [], alerts: about }
    result.workshop.push(follow('workshop', ofWorkshop, workshop, scope.workshop, own, around, scope, result))
  }

  // Of alerts without a change to their subject, no follow-up knows.
  result.alert.push(...alert.filter(({ id }) => !result.alert.some((one) => one.id === id)))
  const { facts, deadlines, ...entities } = result
  const put = Object.fromEntries(Object.entries(entities).filter(([, list]) => list.length > 0))
  return { ...decision, facts, deadlines, put: { ...rest, ...put }, counters: reforecastAt(decision, scope, context) }
}

/** Open arrivals of changed orders, besides those the command has changed itself. */
function arrivalsOf(orders: ReadonlyMap<string, unknown>, scope: Scope, changed: readonly Arrival[]): Arrival[] {
  const ids = new Set(changed.map(({ id }) => id))
  return [...scope.arrivals.values()].filter(
    ({ id, orderId, closedAt }) => closedAt === null && !ids.has(id) && orders.has(orderId ?? ''),
  )
}

interface Result {
  order: Order[]
  arrival: Arrival[]
  bay: Bay[]
  workshop: Workshop[]
  notice: Notice[]
  alert: Alert[]
  facts: Fact[]
  deadlines: Deadline[]
}

interface Lasting {
  id: string
  reviewAt: number | null
  closedAt?: number | null
}

/** The entity after its follow-ups; everything else they changed is added to the result. */
function follow<Entity extends Lasting>(
  kind: Deadline['kind'],
  followUps: readonly FollowUp<Entity>[],
  entity: Entity,
  before: Entity | undefined,
  own: Pick<Followed<Entity>, 'notices' | 'alerts'>,
  around: Around,
  scope: Scope,
  result: Result,
): Entity {
  let followed: Followed<Entity> = { before, entity, ...own, facts: [] }
  for (const { after } of followUps) followed = after(followed, around)
  result.facts.push(...followed.facts)
  for (const notice of followed.notices) {
    const was = scope.notices.get(notice.id)
    if (notice === was) continue
    result.notice.push(notice)
    if (notice.tryAt !== (was?.tryAt ?? null))
      result.deadlines.push({ kind: 'notice', subjectId: notice.id, dueAt: notice.tryAt })
  }
  for (const alert of followed.alerts) if (alert !== scope.alerts.get(alert.id)) result.alert.push(alert)

  const isOver = (followed.entity.closedAt ?? null) !== null
  const moments = isOver ? [] : followUps.flatMap(({ moments }) => moments(followed, around))
  const reviewAt = firstAfter(around.context.now, moments)
  if (reviewAt !== (before?.reviewAt ?? null)) result.deadlines.push({ kind, subjectId: entity.id, dueAt: reviewAt })
  return reviewAt === followed.entity.reviewAt ? followed.entity : { ...followed.entity, reviewAt }
}

/** The earliest future moment within the contract's range of instants; null if there is none. */
function firstAfter(now: number, moments: readonly (number | null)[]): number | null {
  let first: number | null = null
  for (const at of moments)
    if (at !== null && at > now && at <= latestInstant && (first === null || at < first)) first = at
  return first
}
