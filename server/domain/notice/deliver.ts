/** Delivering a notice: attempt by attempt, channel by channel, and in the end by telephone (B11.3). */
import type { Attempt, Notice, Order, Workshop } from '#contract/entities/index.ts'
import { noticeAllows } from '#contract/lives/notice.ts'
import { atOnce } from './moment.ts'
import { refuse, type Fact, type Refused, type Rule, type Scope } from '../rule.ts'

/** The notice a command names, with its order, or the refusal `notice_not_found`. */
function find(scope: Scope, noticeId: string): { notice: Notice; order: Order } | Refused {
  const notice = scope.notices.get(noticeId)
  const order = notice && scope.orders.get(notice.orderId)
  return notice && order && notice.closedAt === null ? { notice, order } : refuse('notice_not_found')
}

const needs = ({ noticeId }: { noticeId: string }) => ({ notices: [noticeId] })

/**
 * Starts an attempt. A second start with the same number is refused, so that only one node sends (B11.3). During quiet hours no
 * attempt starts, except for a car expected to be picked up then (B11.4).
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
    // The result of the previous attempt never came: it counts as failed.
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

/** Records the result of an attempt, even after it was given up: the customer may have been informed. */
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

/** The notice after its last attempt: delivered, retried later, on the next channel at once, or to be phoned. */
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
  // The next channel need not wait for this one's retry: it is due at once.
  return channels.length > 0
    ? { ...notice, channels, tryAt: last.at }
    : { ...notice, channels, state: 'phone', tryAt: null }
}
