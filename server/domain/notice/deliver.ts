/** The way of a notice to the customer, try by try, channel by channel, and in the end by telephone (B11.3). */
import type { Attempt, Notice, Order, Workshop } from '#contract/entities/index.ts'
import { noticeAllows } from '#contract/lives/notice.ts'
import { atOnce } from './moment.ts'
import { refuse, type Fact, type Refused, type Rule, type Scope } from '../rule.ts'

/** The notice a command names, with its order; or that there is none. */
function find(scope: Scope, noticeId: string): { notice: Notice; order: Order } | Refused {
  const notice = scope.notices.get(noticeId)
  const order = notice && scope.orders.get(notice.orderId)
  return notice && order && notice.closedAt === null ? { notice, order } : refuse('notice_not_found')
}

const needs = ({ noticeId }: { noticeId: string }) => ({ notices: [noticeId] })

/**
 * A try begins. Whoever comes second, with the same number, is refused: one sends, however many would (B11.3). In the quiet hours
 * none does, but for a car that is awaited then (B11.4).
 */
export const beginAttempt: Rule<'beginAttempt'> = {
  needs,
  decide(scope, { noticeId, number, giveUpAt }, { now }) {
    const found = find(scope, noticeId)
    if ('ok' in found) return found
    const { order } = found
    const isDue =
      noticeAllows(found.notice.state, 'attemptBegun') && found.notice.tryAt !== null && found.notice.tryAt <= now
    if (!isDue || number !== found.notice.attempts.length + 1) return refuse('nothing_to_change')
    // What came of the try before was never heard: it counts as failed.
    const notice = withResult(found.notice, 'failed', 'No answer was recorded.', now, scope.workshop)
    const until = atOnce(order, scope.workshop, now)
    const channel = notice.channels[0]
    if (channel === undefined)
      return { ...step(notice, order, { name: 'attemptLost', noticeId, number }), answer: { channel: null } }
    if (until > now) {
      const putOff = { ...notice, tryAt: until }
      return { ...step(putOff, order, { name: 'attemptPutOff', noticeId, number, until }), answer: { channel: null } }
    }
    const attempt: Attempt = { channel, at: now, result: 'pending', detail: '' }
    const next = { ...notice, attempts: [...notice.attempts, attempt], tryAt: giveUpAt }
    return { ...step(next, order, { name: 'attemptBegun', noticeId, number, channel }), answer: { channel } }
  },
}

/** What came of a try. One whose result came after it was given up is still noted: a customer who was told was told. */
export const recordAttempt: Rule<'recordAttempt'> = {
  needs,
  decide(scope, { noticeId, number, result, detail, againAt }) {
    const found = find(scope, noticeId)
    if ('ok' in found) return found
    const attempt = found.notice.attempts[number - 1]
    if (!attempt || attempt.result === 'delivered') return refuse('nothing_to_change')
    const isLast = number === found.notice.attempts.length && attempt.result === 'pending'
    if (!isLast && result !== 'delivered') return refuse('nothing_to_change')
    const notice = isLast
      ? withResult(found.notice, result, detail, againAt, scope.workshop)
      : delivered(noted(found.notice, number - 1, result, detail))
    return { ...step(notice, found.order, { name: 'attemptRecorded', noticeId, number, result }), answer: {} }
  },
}

const step = (notice: Notice, order: Order, fact: Fact) => ({
  ...{ ok: true as const, leavesPlan: true as const, facts: [fact] },
  put: { notice: [notice], order: [order] },
})

const noted = (notice: Notice, index: number, result: Attempt['result'], detail: string): Notice => ({
  ...notice,
  attempts: notice.attempts.map((one, i) => (i === index ? { ...one, result, detail } : one)),
})
const delivered = (notice: Notice): Notice => ({ ...notice, state: 'delivered', tryAt: null })

/** The notice after the result of its last try: arrived, again later, by the next channel at once, or by telephone. */
function withResult(
  before: Notice,
  result: 'delivered' | 'failed' | 'unavailable',
  detail: string,
  againAt: number,
  { settings }: Workshop,
): Notice {
  const last = before.attempts.at(-1)
  if (last?.result !== 'pending') return before
  const notice = noted(before, before.attempts.length - 1, result, detail)
  if (result === 'delivered') return delivered(notice)
  if (notice.state !== 'sending') return notice
  const tries = notice.attempts.filter(({ channel }) => channel === last.channel).length
  if (result === 'failed' && tries < settings.attemptsPerChannel) return { ...notice, tryAt: againAt }
  const channels = notice.channels.filter((channel) => channel !== last.channel)
  // Another channel need not wait for this one's rest; of the first try's moment it is due already.
  return channels.length > 0
    ? { ...notice, channels, tryAt: last.at }
    : { ...notice, channels, state: 'phone', tryAt: null }
}
