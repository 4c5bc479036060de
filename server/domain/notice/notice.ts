/** Basic states of a notice, and the channels to the customer (B11.3). */
import type { Notice, Order } from '#contract/entities/index.ts'
import { channels as all } from '#contract/values.ts'
import { noticeAllows } from '#contract/lives/notice.ts'

/** Neither delivered nor withdrawn yet. */
export const isUnderWay = ({ state }: Notice): boolean => noticeAllows(state, 'noticeWithdrawn')
export const withdrawn = (notice: Notice): Notice => ({ ...notice, state: 'withdrawn', tryAt: null })

/** The state of a notice due now: sent by a channel, or phoned if there is none. */
export const onItsWay = (ways: readonly unknown[], now: number): Pick<Notice, 'state' | 'tryAt'> =>
  ways.length > 0 ? { state: 'sending', tryAt: now } : { state: 'phone', tryAt: null }

/** The channels to the customer: their own choices first, then any other with an address (B11.3). */
export function channelsOf({ channels, customer, hasPush, hasWechat }: Order): Order['channels'] {
  const { phone, email } = customer
  const there = { push: hasPush, wechat: hasWechat, sms: phone !== null, email: email !== null }
  const order = [...channels, ...all.filter((one) => !channels.includes(one))]
  return order.filter((channel) => there[channel])
}
