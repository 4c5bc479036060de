/**
 * When a car is expected to be ready (AL). What the whole shop makes of it is worked out beside the commands
 * (`recordForecasts`); here is what one order says of itself, at once, with every change.
 */
import type { CheckIn, Operation, Order, Part } from '#contract/entities.ts'
import { addWorkingTime } from '#contract/calendar.ts'
import { latestInstant } from '#contract/fields.ts'
import { remainingMinutes, safely } from '#contract/progress.ts'
import { workStates, type OrderState } from '#contract/values.ts'
import { afterWork, type House } from '../order/afterWork.ts'
import { isAgreed } from '../order/work.ts'

const MINUTE = 60_000

/** States in which an order has a forecast: from the estimate until the car is ready. */
export const forecastStates: readonly OrderState[] = [
  'quoted',
  'authorised',
  'waiting',
  'working',
  'paused',
  'checking',
  'washing',
]

/** A full minute, rounded up so that it is calm, within the instants of the contract. */
export const toMinute = (at: number): number => Math.min(Math.ceil(at / MINUTE) * MINUTE, latestInstant)

/** Of an order, what its own forecast rests on. */
type ForeseenOrder = Pick<Order, 'state' | 'wash' | 'checkedAt'> & {
  operations: readonly Pick<Operation, 'id' | 'state' | 'likelyMinutes' | 'percent' | 'percentAt' | 'finishedAt'>[]
  parts: readonly Pick<Part, 'operationId' | 'expectedAt' | 'arrivedAt'>[]
}

/**
 * The earliest instant (milliseconds, a full minute) at which the car can be ready, were nothing else in the shop: the remaining
 * likely minutes in opening hours from now, and for work that waits for a part from the part's arrival; then checks and wash.
 * Null when there is nothing to foresee: no agreed work, not yet quoted, ready or closed, or a workshop that never opens.
 */
export function forecastOf(order: ForeseenOrder, house: House, now: number): number | null {
  if (!forecastStates.includes(order.state)) return null
  const agreed = order.operations.filter(isAgreed)
  if (agreed.length === 0) return null
  const after = (from: number, work: ForeseenOrder['operations']) =>
    addWorkingTime(house, from, Math.round(remainingMinutes(work, house, now) * MINUTE))
  let latest = after(now, agreed)
  if (latest === null) return null
  for (const part of order.parts) {
    if (part.arrivedAt !== null || part.expectedAt <= now) continue
    const work = part.operationId === null ? agreed : agreed.filter(({ id }) => id === part.operationId)
    if (remainingMinutes(work, house, now) > 0) latest = Math.max(latest, after(part.expectedAt, work) ?? 0)
  }
  const readyAt = addWorkingTime(house, latest, afterWork(order, house, now))
  return readyAt === null ? null : toMinute(readyAt)
}

/**
 * What was worked out, under the floor's own word (B10): a time it named is the forecast; "on time" says only that it will
 * not be later than the promise, and makes nothing worse.
 */
export function heeding(
  { checkIn }: { checkIn: Pick<CheckIn, 'answer' | 'finishAt'> | null },
  workedOut: number,
): number {
  if (checkIn === null || checkIn.finishAt === null) return workedOut
  return checkIn.answer === 'on_time' ? Math.min(workedOut, checkIn.finishAt) : checkIn.finishAt
}

/** The order without places on the day plan that nothing is foreseen for any more: its work is done or off it, or the car is ready. */
function withoutOldPlans(order: Order): Order {
  const isLive = forecastStates.includes(order.state)
  const isToCome = (one: Operation) => isLive && isAgreed(one) && one.state !== 'done'
  if (order.operations.every((one) => one.plan === null || isToCome(one))) return order
  return { ...order, operations: order.operations.map((one) => (isToCome(one) ? one : { ...one, plan: null })) }
}

/** What can never be done, as long as it is still to be done: the planner looks again a second after every change. */
function stillNever({ state, neverDone, operations }: Order): Order['neverDone'] {
  if (neverDone === null || !forecastStates.includes(state)) return null
  const { operationId } = neverDone
  const isToCome = operations.some((one) => one.id === operationId && isAgreed(one) && one.state !== 'done')
  return operationId === null || isToCome ? neverDone : null
}

/**
 * The order with its forecast after a change; of what can never be done there is none. The floor's own word counts while nothing newer is known; else the forecast
 * moves by as much as the order's own work has moved, and is never earlier than that work can be done.
 */
export function withForecast(before: Order | undefined, changed: Order, house: House, now: number): Order {
  const order = withoutOldPlans(changed)
  const checkIn = order.checkIn && isOutdated(before, order, now) ? { ...order.checkIn, finishAt: null } : order.checkIn
  const neverDone = stillNever(order)
  const heard = { ...order, checkIn, neverDone }
  const forecastAt = neverDone ? null : nextForecast(before, heard, house, now)
  const safe = nextForecast(before && inSafety(before), inSafety(heard), house, now)
  const safeForecastAt = forecastAt === null || safe === null ? null : Math.max(forecastAt, safe)
  const isAsBefore = forecastAt === order.forecastAt && safeForecastAt === order.safeForecastAt
  if (isAsBefore && checkIn === order.checkIn && neverDone === order.neverDone) return order
  const foreseenAt = forecastAt === order.forecastAt ? order.foreseenAt : now
  return { ...heard, forecastAt, safeForecastAt, foreseenAt }
}

/** The order as if its safe forecast were the forecast. */
const inSafety = (order: Order): Order => ({
  ...order,
  forecastAt: order.safeForecastAt,
  operations: safely(order.operations),
})

function nextForecast(before: Order | undefined, order: Order, house: House, now: number): number | null {
  const bound = forecastOf(order, house, now)
  if (bound === null) return null
  if (order.forecastAt === null) return heeding(order, bound)
  const boundBefore = before === undefined || before === order ? bound : forecastOf(before, house, now)
  return heeding(order, Math.max(bound, order.forecastAt + bound - (boundBefore ?? bound)))
}

const isOnTheFloor = ({ state }: Order): boolean => (workStates as readonly OrderState[]).includes(state)

/**
 * Whether something has happened to the work since the floor said when it will be finished, it is done, or that time is over. A promise
 * that moves says nothing about the work; where it is asked again (B10.1), the word goes with the answer.
 */
function isOutdated(before: Order | undefined, order: Order, now: number): boolean {
  const finishAt = order.checkIn?.finishAt ?? null
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
