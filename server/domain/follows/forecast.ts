/** Updates an order's forecast with every change (AL); the whole shop's forecast is computed outside the commands. */
import { addWorkingTime, workingTime } from '#contract/calendar.ts'
import type { Operation, Order } from '#contract/entities/index.ts'
import { safely } from '#contract/progress.ts'
import { workStates, type OrderState } from '#contract/values.ts'
import { forecastOf, hasForecast, heeding, toMinute } from '../forecast/bound.ts'
import { stillUnschedulable } from '../forecast/unknown.ts'
import type { WorkshopTimes } from '../order/afterWork.ts'
import { isAgreed } from '#contract/progress.ts'
import type { FollowUp } from './followUp.ts'

export const forecast: FollowUp<Order> = {
  after(followed, { workshop, context }) {
    return { ...followed, entity: withForecast(followed.before, followed.entity, workshop, context.now) }
  },
  // The passage of time is left to the forecast of the whole shop, every minute.
  moments: () => [],
}

/** Removes places on the day plan for work that is done or cancelled, or whose car is ready. */
function withoutOldPlans(changed: Order): Order {
  const order = withoutOldFinish(changed)
  const isLive = hasForecast(order)
  const isToCome = (one: Operation) => isLive && isAgreed(one) && one.state !== 'done'
  if (order.operations.every((one) => one.plan === null || isToCome(one))) return order
  return { ...order, operations: order.operations.map((one) => (isToCome(one) ? one : { ...one, plan: null })) }
}

/** The same for the final check and the wash. */
function withoutOldFinish(order: Order): Order {
  const isLive = hasForecast(order)
  const checkPlan = isLive && order.state !== 'washing' ? order.checkPlan : null
  const washPlan = isLive ? order.washPlan : null
  return checkPlan === order.checkPlan && washPlan === order.washPlan ? order : { ...order, checkPlan, washPlan }
}

/**
 * The order with its forecast after a change; null while it cannot be scheduled. The floor's report counts until something newer
 * is known; otherwise the forecast shifts with the order's own work, and is never earlier than that work can be done.
 */
function withForecast(before: Order | undefined, changed: Order, workshop: WorkshopTimes, now: number): Order {
  const order = withoutOldPlans(changed)
  const progressCheck =
    order.progressCheck && isOutdated(before, order, now)
      ? { ...order.progressCheck, finishAt: null }
      : order.progressCheck
  const unschedulable = stillUnschedulable(order, now)
  const heard = { ...order, progressCheck, unschedulable }
  const forecastAt = unschedulable ? null : nextForecast(before, heard, workshop, now)
  const safe = nextForecast(before && inSafety(before), inSafety(heard), workshop, now)
  const safeForecastAt = forecastAt === null || safe === null ? null : Math.max(forecastAt, safe)
  const isAsBefore = forecastAt === order.forecastAt && safeForecastAt === order.safeForecastAt
  if (isAsBefore && progressCheck === order.progressCheck && unschedulable === order.unschedulable) return order
  const forecastChangedAt = forecastAt === order.forecastAt ? order.forecastChangedAt : now
  return { ...heard, forecastAt, safeForecastAt, forecastChangedAt }
}

/** The order with its safe forecast in place of the forecast. */
const inSafety = (order: Order): Order => ({
  ...order,
  forecastAt: order.safeForecastAt,
  operations: safely(order.operations),
})

function nextForecast(before: Order | undefined, order: Order, workshop: WorkshopTimes, now: number): number | null {
  const bound = forecastOf(order, workshop, now)
  if (bound === null) return null
  if (order.forecastAt === null) return heeding(order, bound)
  const boundBefore = before === undefined || before === order ? bound : forecastOf(before, workshop, now)
  return heeding(order, Math.max(bound, shifted(order.forecastAt, boundBefore ?? bound, bound, workshop, now)))
}

/** The forecast moved by as much opening time as the bound has moved: a bound that passes into tomorrow adds no night. */
function shifted(forecastAt: number, from: number, to: number, workshop: WorkshopTimes, now: number): number {
  if (from === to) return forecastAt
  const open = (until: number) => workingTime(workshop, now, Math.max(now, until))
  const left = open(forecastAt) + open(to) - open(from)
  return toMinute(addWorkingTime(workshop, now, Math.max(0, left)) ?? forecastAt)
}

const isOnTheFloor = ({ state }: Order): boolean => (workStates as readonly OrderState[]).includes(state)

/**
 * Whether the floor's report is outdated: the work has changed or is done, or the reported time has passed. A moved promise does
 * not change the work; if the check is asked again (B10.1), the report is dropped with the answer.
 */
function isOutdated(before: Order | undefined, order: Order, now: number): boolean {
  const finishAt = order.progressCheck?.finishAt ?? null
  if (finishAt === null) return false
  if (finishAt <= now || before === undefined) return true
  const forward = ['working', 'done']
  return (
    (isOnTheFloor(before) && !isOnTheFloor(order)) ||
    order.parts !== before.parts ||
    order.operations.length !== before.operations.length ||
    order.operations.some(({ state }, i) => state !== before.operations[i]!.state && !forward.includes(state))
  )
}
