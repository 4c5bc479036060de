/** What the steps of a delivery share: finding the notice, noting a result, going on by the next channel (B11.3). */
import type { Attempt, Notice, Order } from '#contract/entities/index.ts'
import { refuse, type Fact, type Refused, type Scope } from '../rule.ts'

/** The notice a command names, with its order, also after the car has left; or the refusal `notice_not_found`. */
export function find(scope: Scope, noticeId: string): { notice: Notice; order: Order } | Refused {
  const notice = scope.notices.get(noticeId)
  const order = notice && scope.orders.get(notice.orderId)
  return notice && order ? { notice, order } : refuse('notice_not_found')
}

export const needs = ({ noticeId }: { noticeId: string }) => ({ notices: [noticeId] })

/** An accepted step with one fact. Delivery does not touch the plan. */
export const step = (notice: Notice, order: Order, fact: Fact) => ({
  ...{ ok: true as const, leavesPlan: true as const, facts: [fact] },
  put: { notice: [notice], order: [order] },
})

/** The notice with something more known of one attempt. @param number 1 for the first */
export const noted = (notice: Notice, number: number, known: Partial<Attempt>): Notice => ({
  ...notice,
  attempts: notice.attempts.map((one, i) => (i === number - 1 ? { ...one, ...known } : one)),
})

export const delivered = (notice: Notice): Notice => ({ ...notice, state: 'delivered', tryAt: null })

/** On the next channel, which is due at `at`; to be phoned if none is left. */
export function withoutChannel(notice: Notice, failed: Attempt['channel'], at: number): Notice {
  const channels = notice.channels.filter((channel) => channel !== failed)
  return channels.length > 0
    ? { ...notice, channels, state: 'sending', tryAt: at }
    : { ...notice, channels, state: 'phone', tryAt: null }
}
