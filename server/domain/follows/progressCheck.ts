/** The progress check (B10, B10.1): asked at 70 % of the planned duration, answered by 80 %. */
import { addWorkingTime, workingTime } from '#contract/calendar.ts'
import type { CheckIn, Order, Workshop } from '#contract/entities/index.ts'
import { orderAllows } from '#contract/lives/order.ts'
import { receiptOf } from '#contract/progress.ts'
import { about } from '../order/onOrder.ts'
import type { Fact } from '../rule.ts'
import type { FollowUp } from './followUp.ts'

const MINUTE = 60_000

export const progressCheck: FollowUp<Order> = {
  after(followed, { workshop, context }) {
    const { order, facts } = withCheckIn(followed.entity, workshop, context.now)
    return { ...followed, entity: order, facts: [...followed.facts, ...facts] }
  },
  moments: ({ entity }) => checkInMoments(entity),
}

/** States in which there is still something to be asked: work is to be done. */
const atWork = (order: Order) => orderAllows(order.state, 'checkInAnswered')

/** When it is due and when it is late; null for an order that has no promise, or is too short to be asked about. */
function checkInTimes(order: Order, workshop: Workshop): Pick<CheckIn, 'dueAt' | 'lateAt'> | null {
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

/** The order with its check as it is now: moved with the promise (B10.1), asked when it is due, missed when it is late. */
function withCheckIn(order: Order, workshop: Workshop, now: number): { order: Order; facts: Fact[] } {
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

const checkInMoments = ({ checkIn }: Order): (number | null)[] =>
  checkIn === null || checkIn.answeredAt !== null ? [checkIn?.finishAt ?? null] : [checkIn.dueAt, checkIn.lateAt]
