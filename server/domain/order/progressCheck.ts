/** The floor's answer to a progress check (B10). */
import type { ProgressCheck, Order } from '#contract/entities/index.ts'
import { addWorkingTime } from '#contract/calendar.ts'
import { latestInstant } from '#contract/fields.ts'
import { isProblem } from '#contract/progress.ts'
import { about, changed, onOrder } from './onOrder.ts'
import { refuse } from '../rule.ts'

const MINUTE = 60_000

/**
 * B10: on time, later than promised by some working minutes, or a problem with its reason (and a time, if known). Refuses
 * `progress_check_not_asked`, `changed_meanwhile` if a colleague was quicker, `answer_incomplete`, `promise_in_past` for
 * "on time" after the promise.
 */
export const answerProgressCheck = onOrder('answerProgressCheck', (order, payload, context, { workshop }) => {
  const { progressCheck, promiseAt } = order
  const { answer, laterMinutes, reason, words, was } = payload
  if (!progressCheck || progressCheck.askedAt === null || promiseAt === null) return refuse('progress_check_not_asked')
  if (was.answeredAt !== progressCheck.answeredAt) return refuse('changed_meanwhile', { order: [order] }) // S13
  if (answer === 'later' && laterMinutes === null) return refuse('answer_incomplete')
  if (answer === 'problem' && reason === null) return refuse('answer_incomplete')
  if (answer === 'on_time' && promiseAt <= context.now) return refuse('promise_in_past')
  const later =
    laterMinutes === null ? null : addWorkingTime(workshop, Math.max(promiseAt, context.now), laterMinutes * MINUTE)
  const answered: ProgressCheck = {
    ...progressCheck,
    ...{ answer, words, answeredAt: context.now, answeredBy: context.actor.personId },
    finishAt: answer === 'on_time' ? promiseAt : later && Math.min(later, latestInstant),
    reason: answer === 'problem' ? reason : null,
    solvedAt: null,
  }
  const fact = about('progressCheckAnswered', order, { answer, laterMinutes, reason: answered.reason })
  return changed({ ...order, progressCheck: answered }, [fact], {})
})

/** The order with its open problem, if any, marked as solved. */
export const solved = (order: Order, now: number): Order =>
  order.progressCheck && isProblem(order.progressCheck)
    ? { ...order, progressCheck: { ...order.progressCheck, solvedAt: now } }
    : order
