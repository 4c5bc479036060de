/** How much one order holds: it crosses the wire whole with every change, so it must stay something that can be sent and read. */
import type { Order } from '#contract/entities/index.ts'

/** Operations to be done, done or proposed. */
export const MOST_OPERATIONS = 60
/** The same with those taken off, which stay on the order: adding and taking off without end must not make it grow without end. */
export const MOST_OPERATIONS_EVER = 200
/** Parts expected or arrived. */
export const MOST_PARTS = 100

/** Whether the order holds `more` operations besides those it has. */
export function holdsOperations({ operations }: Pick<Order, 'operations'>, more: number): boolean {
  const kept = operations.filter(({ state }) => state !== 'cancelled').length
  return kept + more <= MOST_OPERATIONS && operations.length + more <= MOST_OPERATIONS_EVER
}
