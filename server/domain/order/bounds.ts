/** Limits on the size of an order, which is sent whole with every change. */
import type { Order } from '#contract/entities/index.ts'

/** Operations to be done, done or proposed. */
export const MOST_OPERATIONS = 60
/** Including cancelled operations, which stay on the order: adding and cancelling must not grow it without limit. */
export const MOST_OPERATIONS_EVER = 200
/** Parts expected or arrived. */
export const MOST_PARTS = 100

/** Whether the order has room for `more` operations. */
export function holdsOperations({ operations }: Pick<Order, 'operations'>, more: number): boolean {
  const current = operations.filter(({ state }) => state !== 'cancelled').length
  return current + more <= MOST_OPERATIONS && operations.length + more <= MOST_OPERATIONS_EVER
}
