/** Whether a customer knows what he is said to have been told. Pure. */
import type { Notice, Order } from '#contract/entities/index.ts'

/**
 * B11.3: what was decided is not what the customer knows, before it has reached him by a channel or by telephone; one who knew
 * already needed no notice.
 * @param notices those of the order, the latest first
 */
export function hasReached(
  told: NonNullable<Order['told']>,
  notices: readonly Pick<Notice, 'kind' | 'readyAt' | 'state'>[],
): boolean {
  const last = notices.find(({ kind, readyAt }) => kind === told.kind && readyAt === told.readyAt)?.state
  return last === 'delivered' || last === 'withdrawn'
}
