/** One notice as it comes and goes, and the ways to the customer (B11.3). */
import type { Notice, Order } from '#contract/entities/index.ts'
import { noticeAllows } from '#contract/lives/notice.ts'

/** Not yet settled one way or the other. */
export const isUnderWay = ({ state }: Notice): boolean => noticeAllows(state, 'noticeWithdrawn')
export const withdrawn = (notice: Notice): Notice => ({ ...notice, state: 'withdrawn', tryAt: null })

/** The state of a notice that is to go out now: by a channel, or, when there is none, by telephone. */
export const onItsWay = (ways: readonly unknown[], now: number): Pick<Notice, 'state' | 'tryAt'> =>
  ways.length > 0 ? { state: 'sending', tryAt: now } : { state: 'phone', tryAt: null }

/** The ways to the customer: their own choices first, then any other with an address (B11.3). */
export function channelsOf({ channels, customer, hasPush }: Order): Order['channels'] {
  const there = { push: hasPush, sms: customer.phone !== null, email: customer.email !== null }
  const order = [...channels, ...(['push', 'sms', 'email'] as const).filter((one) => !channels.includes(one))]
  return order.filter((channel) => there[channel])
}
