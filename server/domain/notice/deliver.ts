/** Delivering a notice: attempt by attempt, channel by channel, and in the end by telephone (B11.3). */
import type { AttemptReason } from '#contract/attempts.ts'
import type { Attempt, Notice, Workshop } from '#contract/entities/index.ts'
import { noticeAllows } from '#contract/lives/notice.ts'
import type { SentResult } from '#contract/values.ts'
import { find, needs, noted, step, withoutChannel } from './attempts.ts'
import { atOnce } from './moment.ts'
import { refuse, type Rule } from '../rule.ts'

/** Of an attempt whose result never came. */
const NO_ANSWER: AttemptReason = 'not_recorded'

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
    if (found.notice.closedAt !== null) return refuse('notice_not_found')
    // After a restore a manager first looks at what would go.
    if (scope.workshop.messagesHeldSince !== null) return refuse('nothing_to_change')
    const isDue =
      noticeAllows(found.notice.state, 'attemptBegun') && found.notice.tryAt !== null && found.notice.tryAt <= now
    if (!isDue || number !== found.notice.attempts.length + 1) return refuse('nothing_to_change')
    // The result of the previous attempt never came: it counts as failed.
    const lost = { result: 'failed', detail: NO_ANSWER, messageId: null } as const
    const notice = withResult(found.notice, lost, now, scope.workshop)
    const until = atOnce(order, scope.workshop, now)
    const channel = notice.channels[0]
    if (channel === undefined)
      return { ...step(notice, order, { name: 'attemptLost', noticeId, number }), answer: { channel: null } }
    if (until > now) {
      const putOff = { ...notice, tryAt: until }
      return { ...step(putOff, order, { name: 'attemptPutOff', noticeId, number, until }), answer: { channel: null } }
    }
    const attempt: Attempt = { channel, at: now, result: 'pending', detail: '', messageId: null }
    const next = { ...notice, attempts: [...notice.attempts, attempt], tryAt: giveUpAt }
    return { ...step(next, order, { name: 'attemptBegun', noticeId, number, channel }), answer: { channel } }
  },
}

/** Records the result of an attempt, even after it was given up: the customer may have been informed. */
export const recordAttempt: Rule<'recordAttempt'> = {
  needs,
  decide(scope, { noticeId, number, result, detail, messageId, againAt }) {
    const found = find(scope, noticeId)
    if ('ok' in found) return found
    const attempt = found.notice.attempts[number - 1]
    if (!attempt) return refuse('nothing_to_change')
    const isLast = number === found.notice.attempts.length && attempt.result === 'pending'
    // A receipt that was faster says more.
    const isGivenUp = attempt.result === 'failed' && attempt.detail === NO_ANSWER
    if (!isLast && !(isGivenUp && result === 'handed_over')) return refuse('nothing_to_change')
    const known = { result, detail, messageId }
    const notice = isLast
      ? withResult(found.notice, known, againAt, scope.workshop)
      : handedOver(noted(found.notice, number, known))
    return { ...step(notice, found.order, { name: 'attemptRecorded', noticeId, number, result }), answer: {} }
  },
}

/** What is known when an attempt ends. */
type Ended = Pick<Attempt, 'detail' | 'messageId'> & { result: SentResult }

/** Nothing more is sent, unless a receipt says that the message did not arrive. */
const handedOver = (notice: Notice): Notice =>
  notice.state === 'delivered' ? notice : { ...notice, state: 'handed_over', tryAt: null }

/** The notice after its last attempt: handed over, retried later, on the next channel at once, or to be phoned. */
function withResult(before: Notice, ended: Ended, againAt: number, { settings }: Workshop): Notice {
  const last = before.attempts.at(-1)
  if (last?.result !== 'pending') return before
  const notice = noted(before, before.attempts.length, ended)
  if (ended.result === 'handed_over') return handedOver(notice)
  if (notice.state !== 'sending') return notice
  const tries = notice.attempts.filter(({ channel }) => channel === last.channel).length
  if (ended.result === 'failed' && tries < settings.attemptsPerChannel) return { ...notice, tryAt: againAt }
  // The next channel need not wait for this one's retry: it is due at once.
  return withoutChannel(notice, last.channel, last.at)
}
