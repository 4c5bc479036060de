/** Weighted lateness, by which plans are compared (C2). Pure. */
import { givenPromise } from '#contract/progress.ts'
import type { Settings } from '#contract/settings.ts'
import type { PlannedOperation, PlannedOrder, ShopState, Simulated } from './shop.ts'

/** Work that cannot be scheduled counts as this late (milliseconds), worse than any work that can. */
export const NEVER = 30 * 86_400_000

type Weighed = Pick<PlannedOrder, 'waits' | 'priority'> & {
  operations: readonly Pick<PlannedOperation, 'state' | 'safety' | 'sentBack'>[]
}

/** The weight of one minute of lateness of the order. */
export function weightOf({ waits, priority, operations }: Weighed, settings: Settings): number {
  const { waitingWeight, urgentWeight, returnedWeight, safetyWeight } = settings
  return (
    (waits ? waitingWeight : 1) *
    (priority === 'urgent' ? urgentWeight : 1) *
    (operations.some(({ sentBack }) => sentBack > 0) ? returnedWeight : 1) *
    (operations.some(({ safety, state }) => safety && state !== 'cancelled') ? safetyWeight : 1)
  )
}

/** By how much an order misses its promise, in milliseconds; 0 without a promise. */
export const lateBy = (promiseAt: number | null, finishAt: number | null): number =>
  promiseAt === null ? 0 : finishAt === null ? NEVER : Math.max(0, finishAt - promiseAt)

/** The weighted lateness of the whole shop, in milliseconds. */
export function latenessOf({ orders, workshop }: ShopState, plan: ReadonlyMap<string, Simulated>): number {
  let sum = 0
  for (const order of orders) {
    const found = plan.get(order.id)
    if (found) sum += weightOf(order, workshop.settings) * lateBy(givenPromise(order), found.finishAt)
  }
  return sum
}
