/** Delivery receipts: a gateway reports later whether a message that it took has reached the customer (B11.3). */
import type { Notice, Order, Workshop } from '#contract/entities/index.ts'
import type { Rule } from '../rule.ts'
import { refuse } from '../rule.ts'
import { delivered, find, needs, noted, step, withoutChannel } from './attempts.ts'
import { isCurrent } from './message.ts'

const MINUTE = 60_000

/**
 * Records a receipt. Refuses `nothing_to_change` for one that says nothing new: gateways send each of them several times, and a
 * success is final. It may come before the result of its attempt is recorded.
 */
export const recordReceipt: Rule<'recordReceipt'> = {
  needs,
  decide(scope, { noticeId, number, result, detail }, { now }) {
    const found = find(scope, noticeId)
    if ('ok' in found) return found
    const { order, notice } = found
    const attempt = notice.attempts[number - 1]
    if (!attempt || attempt.result === 'delivered') return refuse('nothing_to_change')
    const isOpen = attempt.result === 'pending' || attempt.result === 'handed_over'
    if (result === 'failed' && !isOpen) return refuse('nothing_to_change')
    const known = noted(notice, number, { result, detail })
    const next = result === 'delivered' ? delivered(known) : undelivered(known, number, order, scope.workshop, now)
    return { ...step(next, order, { name: 'receiptRecorded', noticeId, number, result }), answer: {} }
  },
}

/** The notice after a receipt that its message did not arrive. */
function undelivered(notice: Notice, number: number, order: Order, { settings }: Workshop, now: number): Notice {
  const { at, channel } = notice.attempts[number - 1]!
  const isUnderWay = notice.state === 'sending' || notice.state === 'handed_over'
  // A later attempt decides.
  if (!isUnderWay || number < notice.attempts.length) return notice
  if (!isCurrent(notice, order)) return { ...notice, state: 'withdrawn', tryAt: null }
  // So late, the customer may have come or called meanwhile: a person finds out, and no second message is sent.
  if (now > at + settings.receiptMinutes * MINUTE) return { ...notice, state: 'phone', tryAt: null }
  return withoutChannel(notice, channel, now)
}
