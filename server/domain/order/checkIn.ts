/** The progress check-in (B10, B10.1): asked at 70 % of the planned duration, answered by 80 %. */
import type { CheckIn, Order, Workshop } from '#contract/entities.ts'
import { addWorkingTime, workingTime } from '#contract/calendar.ts'
import { latestInstant } from '#contract/fields.ts'
import { orderAllows } from '#contract/lives/order.ts'
import { receiptOf } from '#contract/progress.ts'
import { about, changed, onOrder } from './onOrder.ts'
import { refuse, type Fact } from '../rule.ts'

const MINUTE = 60_000

/** States in which there is still something to be asked: work is to be done. */
const atWork = (order: Order) => orderAllows(order.state, 'checkInAnswered')

/** When it is due and when it is late; null for an order that has no promise, or is too short to be asked about. */
export function checkInTimes(order: Order, workshop: Workshop): Pick<CheckIn, 'dueAt' | 'lateAt'> | null {
  const receipt = receiptOf(order)
  const { promiseAt } = order
  const { checkInFromPercent, checkInUntilPercent, checkInLeastMinutes } = workshop.settings
  if (receipt === null || promiseAt === null) return null
  const planned = workingTime(workshop, receipt, promiseAt)
  if (planned < checkInLeastMinutes * MINUTE || planned === 0) return null
  const at = (percent: number) => addWorkingTime(workshop, receipt, Math.round((planned * percent) / 100))
  const [dueAt, lateAt] = [at(checkInFromPercent), at(checkInUntilPercent)]
  return dueAt === null || lateAt === null ? null : { dueAt, lateAt }
}

/** The order with its check-in as it is now: moved with the promise (B10.1), asked when it is due, missed when it is late. */
export function withCheckIn(order: Order, workshop: Workshop, now: number): { order: Order; facts: Fact[] } {
  const facts: Fact[] = []
  // Whatever was asked and answered stays on the order once the work is done.
  if (!atWork(order) && order.checkIn !== null) return { order, facts }
  const times = atWork(order) ? checkInTimes(order, workshop) : null
  // An order that has become too short is not asked about any more; an answer given stays.
  const kept = order.checkIn?.answeredAt == null ? null : order.checkIn
  let checkIn = times ? moved(order.checkIn, times, now) : kept
  if (checkIn && checkIn.askedAt === null && checkIn.dueAt <= now) {
    checkIn = { ...checkIn, askedAt: now }
    facts.push(about('checkInAsked', order))
  }
  if (checkIn && checkIn.answeredAt === null && checkIn.missedAt === null && checkIn.lateAt <= now) {
    checkIn = { ...checkIn, missedAt: now }
    facts.push(about('checkInMissed', order))
  }
  return { order: checkIn === order.checkIn ? order : { ...order, checkIn }, facts }
}

const unasked = {
  askedAt: null,
  missedAt: null,
  answeredAt: null,
  answeredBy: null,
  answer: null,
  finishAt: null,
  reason: null,
  solvedAt: null,
  words: '',
} as const

/** B10.1: with the promise the check-in moves; if it is still to come, it is asked again. */
function moved(before: CheckIn | null, times: Pick<CheckIn, 'dueAt' | 'lateAt'>, now: number): CheckIn {
  if (before === null) return { ...times, ...unasked }
  if (before.dueAt === times.dueAt && before.lateAt === times.lateAt) return before
  if (times.dueAt > now) return { ...times, ...unasked }
  return { ...before, ...times, missedAt: times.lateAt > now ? null : before.missedAt }
}

/** When the clock must look at an order for its check-in's sake. */
export const checkInMoments = ({ checkIn }: Order): (number | null)[] =>
  checkIn === null || checkIn.answeredAt !== null ? [checkIn?.finishAt ?? null] : [checkIn.dueAt, checkIn.lateAt]

/**
 * B10: on time, later than promised by some working minutes, or a problem and what it is about (with a time, if there is one).
 * Refuses `check_in_not_asked`, `changed_meanwhile` when somebody else was quicker, `answer_incomplete` without what belongs
 * to the answer, `promise_in_past` for "on time" after the promise.
 */
export const answerCheckIn = onOrder<'answerCheckIn'>('checkInAnswered', (order, payload, context, { workshop }) => {
  const { checkIn, promiseAt } = order
  const { answer, laterMinutes, reason, words, was } = payload
  if (!checkIn || checkIn.askedAt === null || promiseAt === null) return refuse('check_in_not_asked')
  if (was.answeredAt !== checkIn.answeredAt) return refuse('changed_meanwhile', { order: [order] }) // S13
  if (answer === 'later' && laterMinutes === null) return refuse('answer_incomplete')
  if (answer === 'problem' && reason === null) return refuse('answer_incomplete')
  if (answer === 'on_time' && promiseAt <= context.now) return refuse('promise_in_past')
  const later =
    laterMinutes === null ? null : addWorkingTime(workshop, Math.max(promiseAt, context.now), laterMinutes * MINUTE)
  const answered: CheckIn = {
    ...checkIn,
    ...{ answer, words, answeredAt: context.now, answeredBy: context.actor.personId },
    finishAt: answer === 'on_time' ? promiseAt : later && Math.min(later, latestInstant),
    reason: answer === 'problem' ? reason : null,
    solvedAt: null,
  }
  const fact = about('checkInAnswered', order, { answer, laterMinutes, reason: answered.reason })
  return changed({ ...order, checkIn: answered }, [fact], {})
})
