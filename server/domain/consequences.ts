/**
 * What follows from a decision, whoever took it: forecasts, check-ins, notices and alerts of everything it touched, and when
 * the clock has to look again. One place, so that no command can forget any of it, and the clock's own commands need do
 * nothing but touch what is due.
 */
import type { Alert, Bay, Notice, Order, Workshop } from '#contract/entities.ts'
import type { CommandName } from '#contract/commands/index.ts'
import { bayCauses, orderCauses, workshopCauses } from './alert/causes.ts'
import { keepAlerts } from './alert/alerts.ts'
import { firstAfter } from './look.ts'
import { withForecast } from './forecast/bound.ts'
import { noticeMoments, withNotices } from './notice/decide.ts'
import { checkInMoments, withCheckIn } from './order/checkIn.ts'
import { withProblemSolved } from './order/problem.ts'
import type { Accepted, Context, Deadline, Fact, Scope } from './rule.ts'

/** A change is looked at with all others of the same second. */
const COALESCED_MS = 1000

/** The decision with everything that follows from it. Entities that are as they were before are left out of it. */
export function withConsequences<N extends CommandName>(
  decision: Accepted<N>,
  scope: Scope,
  context: Context,
): Accepted<N> {
  const { put } = decision
  const workshop = put.workshop?.[0] ?? scope.workshop
  const notices = new Map([...scope.notices, ...(put.notice ?? []).map((one) => [one.id, one] as const)])
  const result: Touched = {
    ...{ facts: [...decision.facts], order: [], notice: [], deadlines: [] },
    alert: [...(put.alert ?? [])],
  }

  for (const order of put.order ?? []) touchOrder(order, notices, workshop, scope, context, result)
  const bay = (put.bay ?? []).map((one) => touchBay(one, workshop, scope, context, result))
  const workshops = (put.workshop ?? []).map((one) => touchWorkshop(one, scope, context, result))

  const { order, notice, alert, facts, deadlines } = result
  const { order: _o, notice: _n, alert: _a, bay: _b, workshop: _w, ...rest } = put
  return {
    ...decision,
    facts,
    put: {
      ...rest,
      ...(workshops.length > 0 && { workshop: workshops }),
      ...(bay.length > 0 && { bay }),
      ...(order.length > 0 && { order }),
      ...(notice.length > 0 && { notice }),
      ...(alert.length > 0 && { alert }),
    },
    counters: reforecast(decision, scope, context),
    deadlines: [...(decision.deadlines ?? []), ...deadlines],
  }
}

interface Touched {
  facts: Fact[]
  order: Order[]
  notice: Notice[]
  alert: Alert[]
  deadlines: Deadline[]
}

function touchOrder(
  touched: Order,
  all: ReadonlyMap<string, Notice>,
  workshop: Workshop,
  scope: Scope,
  context: Context,
  result: Touched,
): void {
  const before = scope.orders.get(touched.id)
  const own = [...all.values()].filter(({ orderId }) => orderId === touched.id)
  const asked = withCheckIn(withProblemSolved(before, touched, context.now), workshop, context.now)
  const foreseen = withForecast(before, asked.order, workshop, context.now)
  const told = withNotices(foreseen, own, workshop, context)
  const held = [...scope.alerts.values()].filter(({ orderId }) => orderId === touched.id)
  const kept = keepAlerts(held, orderCauses(told.order, told.notices, workshop, context.now), workshop, context)
  result.facts.push(...asked.facts, ...told.facts, ...kept.facts)
  result.alert.push(...kept.changed)

  const lookAt =
    told.order.closedAt !== null
      ? null
      : firstAfter(context.now, [
          ...checkInMoments(told.order),
          ...noticeMoments(told.order, told.notices, workshop, context.now),
          ...alertMoments(told.order, workshop),
          ...kept.open.map(({ escalatesAt }) => escalatesAt),
        ])
  const order = lookAt === told.order.lookAt ? told.order : { ...told.order, lookAt }
  if (order !== before) result.order.push(order)
  if (lookAt !== (before?.lookAt ?? null)) result.deadlines.push({ kind: 'order', subjectId: order.id, dueAt: lookAt })
  for (const notice of told.notices) {
    const was = scope.notices.get(notice.id)
    if (notice === was) continue
    result.notice.push(notice)
    if (notice.tryAt !== (was?.tryAt ?? null))
      result.deadlines.push({ kind: 'notice', subjectId: notice.id, dueAt: notice.tryAt })
  }
}

/** When an order may give cause for an alert merely by time going by (AL). */
function alertMoments(order: Order, { settings }: Workshop): (number | null)[] {
  const { state, promiseAt, readyAt, quotedAt, parts, operations } = order
  const answerWithin = settings.answerWithinMinutes * 60_000
  const after = (at: number | null, milliseconds: number) => (at === null ? null : at + milliseconds)
  return [
    // A promise is broken after its instant, not in it.
    readyAt === null ? after(promiseAt, 1) : null,
    after(readyAt, settings.collectWithinHours * 3_600_000),
    state === 'quoted' ? after(quotedAt, answerWithin) : null,
    ...operations.map((one) => (one.state === 'proposed' ? after(one.askedAt, answerWithin) : null)),
    ...parts.map((one) => (one.arrivedAt === null && readyAt === null ? after(one.expectedAt, 1) : null)),
  ]
}

function touchBay(touched: Bay, workshop: Workshop, scope: Scope, context: Context, result: Touched): Bay {
  const held = [...scope.alerts.values()].filter(({ bayId, orderId }) => bayId === touched.id && orderId === null)
  const kept = keepAlerts(held, bayCauses(touched, context.now), workshop, context)
  result.facts.push(...kept.facts)
  result.alert.push(...kept.changed)
  const until = touched.outOfService?.until ?? null
  const lookAt = firstAfter(context.now, [until, ...kept.open.map(({ escalatesAt }) => escalatesAt)])
  if (lookAt !== (scope.bays.get(touched.id)?.lookAt ?? null))
    result.deadlines.push({ kind: 'bay', subjectId: touched.id, dueAt: lookAt })
  return lookAt === touched.lookAt ? touched : { ...touched, lookAt }
}

/** Public holidays are looked at again this often: new ones are published, and the year goes on. */
const HOLIDAYS_EVERY = 7 * 86_400_000

function touchWorkshop(touched: Workshop, scope: Scope, context: Context, result: Touched): Workshop {
  const held = [...scope.alerts.values()].filter(({ bayId, orderId }) => bayId === null && orderId === null)
  const kept = keepAlerts(held, workshopCauses(touched, context.now), touched, context)
  result.facts.push(...kept.facts)
  result.alert.push(...kept.changed)
  const again = touched.holidays === null ? null : context.now + HOLIDAYS_EVERY
  const lookAt = firstAfter(context.now, [again, ...kept.open.map(({ escalatesAt }) => escalatesAt)])
  if (lookAt !== scope.workshop.lookAt)
    result.deadlines.push({ kind: 'workshop', subjectId: touched.id, dueAt: lookAt })
  return lookAt === touched.lookAt ? touched : { ...touched, lookAt }
}

/** Whoever changes what forecasts rest on makes them due a second later; those that fall due earlier stay so. */
function reforecast<N extends CommandName>(decision: Accepted<N>, scope: Scope, { now }: Context): Scope['counters'] {
  const counters = decision.counters ?? scope.counters
  const { order, bay, person, workshop } = decision.put
  const { order: droppedOrders, bay: droppedBays, person: droppedPersons } = decision.drop ?? {}
  const touches = [order, bay, person, workshop, droppedOrders, droppedBays, droppedPersons]
  if (decision.leavesPlan || touches.every((list) => !list?.length)) return counters
  const at = now + COALESCED_MS
  return { ...counters, reforecastAt: Math.min(counters.reforecastAt ?? at, at) }
}
