/** What follows for the order from its operations, while the car is on the floor. */
import type { Operation, Order } from '#contract/entities/index.ts'
import type { OrderState, PauseReason } from '#contract/values.ts'
import type { OrderFact } from '#contract/lives/order.ts'
import { orderStep } from '../life.ts'

interface WorkState {
  state: Extract<OrderState, 'waiting' | 'working' | 'paused' | 'checking'>
  pauseReason: PauseReason | null
}

/**
 * Working while an operation is worked on; else paused while one is paused (for the reason of the latest pause); else
 * waiting while one is to be done; else, all done, paused for approval while additional work awaits the customer's
 * answer (B9), and at last checking.
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

/** The order with the operations and the state that follows from them; throws when the table of states forbids the fact. */
export function follow(order: Order, fact: OrderFact, operations: Operation[]): Order {
  const work = workState(operations)
  const state = orderStep(order, fact, work.state)
  if (typeof state !== 'string') throw new Error(`${fact} cannot happen to an order that is ${order.state}`)
  return { ...order, operations, state, pauseReason: work.pauseReason }
}

/** The operations with one of them changed. */
export const withOperation = (order: Order, changed: Operation): Operation[] =>
  order.operations.map((operation) => (operation.id === changed.id ? changed : operation))
