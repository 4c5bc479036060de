/** Whether a notice has reached the customer. Pure. */
import type { Notice, Order } from '#contract/entities/index.ts'

/**
 * B11.3: a notice counts only once it has reached the customer through a channel or by telephone. A withdrawn one counts too: the
 * customer knew already.
 * @param notices the order's notices, latest first
 */
export function hasReached(
  informed: NonNullable<Order['informed']>,
  notices: readonly Pick<Notice, 'kind' | 'readyAt' | 'state'>[],
): boolean {
  const last = notices.find(({ kind, readyAt }) => kind === informed.kind && readyAt === informed.readyAt)?.state
  return last === 'delivered' || last === 'withdrawn'
}
