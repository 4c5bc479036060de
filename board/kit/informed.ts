/** Whether a customer counts as informed. Pure. */
import type { Notice, Order } from '#contract/entities/index.ts'

/**
 * B11.3: a notice counts only once it was handed over to a channel that has not reported a failure, or told on the telephone. A
 * withdrawn one counts too: the customer knew already.
 * @param notices the order's notices, latest first
 */
export function hasReached(
  informed: NonNullable<Order['informed']>,
  notices: readonly Pick<Notice, 'kind' | 'readyAt' | 'state'>[],
): boolean {
  const last = notices.find(({ kind, readyAt }) => kind === informed.kind && readyAt === informed.readyAt)?.state
  return last === 'handed_over' || last === 'delivered' || last === 'withdrawn'
}
