/** The order's state as it follows from its operations while the car is on the shop floor. */
import type { Operation, Order } from '#contract/entities/index.ts'
import type { OrderState, PauseReason } from '#contract/values.ts'
import type { OrderFact } from '#contract/lives/order.ts'
import { orderStep } from '../life.ts'

interface WorkState {
  state: Extract<OrderState, 'waiting' | 'working' | 'paused' | 'checking'>
  pauseReason: PauseReason | null
}

/**
 * The first that applies: working if any operation is; paused if any is, with the latest reason; waiting if any is still planned;
 * paused for approval if additional work awaits the customer's answer (B9); otherwise checking.
 */
function workState(operations: readonly Operation[]): WorkState {
  if (operations.some(({ state }) => state === 'working')) return { state: 'working', pauseReason: null }
  const paused = operations.filter(({ state }) => state === 'paused')
  if (paused.length > 0) {
    const latest = paused.reduce((a, b) => ((b.percentAt ?? 0) >= (a.percentAt ?? 0) ? b : a))
    return { state: 'paused', pauseReason: latest.pauseReason }
  }
  if (operations.some(({ state }) => state === 'planned')) return { state: 'waiting', pauseReason: null }
  if (operations.some(({ state }) => state === 'proposed')) return { state: 'paused', pauseReason: 'approval' }
  return { state: 'checking', pauseReason: null }
}

/** The order with these operations and the resulting state; throws if the state table forbids the fact. */
export function follow(order: Order, fact: OrderFact, operations: Operation[]): Order {
  const work = workState(operations)
  const state = orderStep(order, fact, work.state)
  if (typeof state !== 'string') throw new Error(`${fact} cannot happen to an order that is ${order.state}`)
  return { ...order, operations, state, pauseReason: work.pauseReason }
}

/** The operation with this percentage done and these working minutes left. It becomes longer or shorter; its safe margin stays. */
export function withMinutesLeft(operation: Operation, percentDone: number, minutes: number): Operation {
  const done = (operation.likelyMinutes * percentDone) / 100
  const likelyMinutes = Math.round(done + minutes)
  const safeMinutes = operation.safeMinutes + likelyMinutes - operation.likelyMinutes
  const percent = Math.min(99, Math.round((done / likelyMinutes) * 100))
  return { ...operation, likelyMinutes, safeMinutes, percent }
}

/** Weight of the likely pace against the work's own, as a share of the work: a first report of a few percent says little. */
const LIKELY_PACE = 0.2
/** Limits of the own pace as a multiple of the likely one, against a report entered by mistake. */
const [QUICKEST, SLOWEST] = [0.5, 2]

/**
 * The operation with this percentage done after `worked` minutes: what is left goes on at the work's own pace (B5). It becomes longer
 * if half is done in three quarters of the likely minutes. Rework keeps the minutes that were asked (C5).
 */
export function atOwnPace(operation: Operation, percent: number, worked: number): Operation {
  if (operation.sentBack > 0 || percent === 0) return { ...operation, percent }
  const { likelyMinutes, safeMinutes } = operation
  const pace = (worked / likelyMinutes + LIKELY_PACE) / (percent / 100 + LIKELY_PACE)
  const minutes = Math.max(1, Math.round(likelyMinutes * Math.min(SLOWEST, Math.max(QUICKEST, pace))))
  return { ...operation, percent, likelyMinutes: minutes, safeMinutes: safeMinutes + minutes - likelyMinutes }
}

/** The operations with one replaced. */
export const withOperation = (order: Order, changed: Operation): Operation[] =>
  order.operations.map((operation) => (operation.id === changed.id ? changed : operation))
