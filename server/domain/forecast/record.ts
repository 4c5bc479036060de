/** Records the forecasts of the whole shop, which are computed outside the commands (AL). */
import type { Payload } from '#contract/commands/index.ts'
import type { Operation, Order, PlannedWork, Workshop } from '#contract/entities/index.ts'
import { safely, promiseStatus } from '#contract/progress.ts'
import { forecastOf, hasForecast, heeding } from './bound.ts'
import { isAgreed } from '#contract/progress.ts'
import { settledAt } from '../notice/undoTime.ts'
import { refuse, type Rule } from '../rule.ts'

/** Interval of forecasts when nothing happens: work that has not started slides with time. */
const AGAIN_AFTER = 60_000
/** Something has changed while they were worked out: they are worked out again. */
const OUTDATED_AFTER = 1000
/** Minimum interval between updates of a forecast that do not change whether the order is on track, at risk or late. */
const CALM = 60_000

/** Smaller moves of the safe forecast alone are not sent. */
const SAFE_MOVED = 5 * 60_000

/**
 * Puts the orders whose forecast moved. Each forecast is bounded by the order's own work and the floor's report; orders that have
 * left the floor meanwhile are skipped. If nothing moved, only the next forecast is scheduled.
 */
export const recordForecasts: Rule<'recordForecasts'> = {
  needs: () => ({ allLiveOrders: true, everyone: true }),
  decide({ orders, workshop, counters }, { seq, forecasts }, { now, seq: latest }) {
    const live = [...orders.values()].some(hasForecast)
    const reforecastAt = live ? now + (latest > seq ? OUTDATED_AFTER : AGAIN_AFTER) : null
    const moved = forecasts.flatMap(({ orderId, work, check = null, wash = null, ...found }) => {
      const order = orders.get(orderId)
      if (!order || !hasForecast(order)) return []
      const bound = forecastOf(order, workshop, now)
      const operations = planned(order.operations, work)
      const finishing = finishingPlans(order, check, wash)
      const forecast = { ...withFinish(order, bound, found, workshop, now), ...finishing, operations }
      const isSame = forecast.forecastAt === order.forecastAt && hasSamePlan(order, forecast)
      const next = isSame ? forecast : { ...forecast, forecastChangedAt: now }
      if (isWorthTelling(order, next, workshop, now)) return [next]
      // Places on the day plan are sent at once, even if the forecast has to wait.
      const placed = { ...order, ...finishing, operations }
      return hasMovedFar(order, placed) ? [placed] : []
    })
    if (moved.length === 0 && reforecastAt === counters.reforecastAt) return refuse('nothing_to_change')
    const facts = moved.length > 0 ? [{ name: 'forecastsRecorded', orderIds: moved.map(({ id }) => id) }] : []
    const put = moved.length > 0 ? { order: moved } : {}
    return { ok: true, answer: {}, facts, put, counters: { ...counters, reforecastAt }, leavesPlan: true }
  },
}

/**
 * Work that cannot be scheduled has no forecast (`withForecast`).
 * @param bound the earliest finish of the order's own work; null: it has none, and keeps its forecast
 */
function withFinish(
  known: Order,
  bound: number | null,
  { forecastAt, safeForecastAt, unschedulable }: Forecast,
  workshop: Workshop,
  now: number,
): Order {
  const order = isSameReason(known.unschedulable, unschedulable) ? known : { ...known, unschedulable }
  if (bound === null || forecastAt === null) return order
  const likely = heeding(order, Math.max(bound, forecastAt))
  const safeBound = forecastOf({ ...order, operations: safely(order.operations) }, workshop, now) ?? bound
  const safe = Math.max(likely, heeding(order, Math.max(safeBound, safeForecastAt ?? forecastAt)))
  return { ...order, forecastAt: likely, safeForecastAt: safe }
}

type Forecast = Omit<Payload<'recordForecasts'>['forecasts'][number], 'orderId' | 'work'>
type Work = Payload<'recordForecasts'>['forecasts'][number]['work']
type Unschedulable = Order['unschedulable']

const isSameReason = (a: Unschedulable, b: Unschedulable): boolean =>
  a?.operationId === b?.operationId && a?.reason === b?.reason

/** The operations with their places on the day plan, if they are still to be done and can be scheduled. */
const planned = (operations: readonly Operation[], work: Work): Operation[] =>
  operations.map((operation) => {
    const isToCome = isAgreed(operation) && operation.state !== 'done'
    const found = isToCome ? work.find(({ operationId }) => operationId === operation.id) : undefined
    if (!found) return operation.plan === null ? operation : { ...operation, plan: null }
    const { operationId: _, ...plan } = found
    return { ...operation, plan }
  })

/** The final check and the wash with their places on the day plan, as long as they are still to come (C5, C7). */
const finishingPlans = ({ state }: Order, check: PlannedWork | null, wash: PlannedWork | null) => ({
  checkPlan: state === 'washing' ? null : check,
  washPlan: wash,
})

/** Moves on the day plan smaller than this are ignored (milliseconds). */
const SAME_WITHIN = 5 * 60_000

/** Changes in whether work can be scheduled are sent at once, as someone has to act. */
function isWorthTelling(order: Order, next: Order, workshop: Workshop, now: number): boolean {
  if (!isSameReason(order.unschedulable, next.unschedulable)) return true
  if (
    next.forecastAt === order.forecastAt &&
    Math.abs((next.safeForecastAt ?? 0) - (order.safeForecastAt ?? 0)) < SAFE_MOVED &&
    hasSamePlan(order, next)
  )
    return false
  // S14: what the next message rests on may just have been taken back.
  if (order.toTell !== null && now <= settledAt(order.toTell, workshop)) return true
  const calm = order.forecastChangedAt === null || now - order.forecastChangedAt >= CALM
  const { atRiskMinutes } = workshop.settings
  return calm || promiseStatus(order, now, atRiskMinutes) !== promiseStatus(next, now, atRiskMinutes)
}

/** Moves this large make work on the day plan appear to overlap, so they are sent at once (milliseconds). */
const FAR = 10 * 60_000

const hasMovedFar = (order: Order, next: Order): boolean =>
  plansOf(order).some((a, i) => {
    const b = plansOf(next)[i]!
    if (a === null || b === null) return a !== b
    return a.bayId !== b.bayId || a.technicianId !== b.technicianId || Math.abs(a.start - b.start) >= FAR
  })

const hasSamePlan = (order: Order, next: Order): boolean =>
  plansOf(order).every((plan, i) => looksSame(plan, plansOf(next)[i]!))

const plansOf = ({ operations, checkPlan, washPlan }: Order): (PlannedWork | null)[] => [
  ...operations.map(({ plan }) => plan),
  ...[checkPlan, washPlan],
]

function looksSame(a: PlannedWork | null, b: PlannedWork | null): boolean {
  if (a === null || b === null) return a === b
  const near = (one: number, other: number) => Math.abs(one - other) < SAME_WITHIN
  return a.bayId === b.bayId && a.technicianId === b.technicianId && near(a.start, b.start) && near(a.end, b.end)
}
