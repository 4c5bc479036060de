/** The progress check (B10–B10.2): asked at 70 % of the planned duration, answered by 80 %; not for short work. */
import { addWorkingTime } from '#contract/calendar.ts'
import type { ProgressCheck, Order, Workshop } from '#contract/entities/index.ts'
import { orderAllows } from '#contract/lives/order.ts'
import { checkedDuration, receiptOf } from '#contract/progress.ts'
import { about } from '../order/onOrder.ts'
import type { Fact } from '../rule.ts'
import type { FollowUp } from './followUp.ts'

const MINUTE = 60_000

export const progressCheck: FollowUp<Order> = {
  after(followed, { workshop, context }) {
    const { order, facts } = withProgressCheck(followed.entity, workshop, context.now)
    return { ...followed, entity: order, facts: [...followed.facts, ...facts] }
  },
  moments: ({ entity }) => progressCheckMoments(entity),
}

/** Whether the order is in a state with work left to ask about. */
const atWork = (order: Order) => orderAllows(order.state, 'progressCheckAnswered')

/** When the check is due and when it is late; null for an order without a promise or too short for a check. */
function progressCheckTimes(
  order: Order,
  workshop: Workshop,
  now: number,
): Pick<ProgressCheck, 'dueAt' | 'lateAt'> | null {
  const receipt = receiptOf(order)
  const planned = checkedDuration(order, workshop, workshop.settings)
  if (receipt === null || planned === null) return null
  const { progressCheckFromPercent, progressCheckUntilPercent, progressCheckWindowMinutes } = workshop.settings
  const at = (percent: number) => addWorkingTime(workshop, receipt, Math.round((planned * percent) / 100))
  const [dueAt, lateAt] = [at(progressCheckFromPercent), at(progressCheckUntilPercent)]
  if (dueAt === null || lateAt === null) return null
  // B10.2: the window counts from the question, which comes late after a promise moved forward or work that came back.
  const { askedAt, answeredAt } = order.progressCheck ?? { askedAt: null, answeredAt: null }
  const asked = dueAt > now || answeredAt !== null ? dueAt : Math.max(dueAt, askedAt ?? now)
  const windowEnd = addWorkingTime(workshop, asked, progressCheckWindowMinutes * MINUTE)
  return { dueAt, lateAt: Math.max(lateAt, windowEnd ?? 0) }
}

/** Updates the check: moved with the promise (B10.1), asked when due, missed when late. */
function withProgressCheck(order: Order, workshop: Workshop, now: number): { order: Order; facts: Fact[] } {
  const facts: Fact[] = []
  const before = order.progressCheck
  // A check stays on the order once the work is done.
  if (!atWork(order) && before !== null) return { order, facts }
  const times = atWork(order) ? progressCheckTimes(order, workshop, now) : null
  // An order that has become too short is no longer asked about; an answer given stays.
  const answered = before?.answeredAt == null ? null : before
  let check = times ? moved(before, times, now) : answered
  if (check && check.askedAt === null && check.dueAt <= now) {
    check = { ...check, askedAt: now }
    facts.push(about('progressCheckAsked', order))
  }
  if (check && check.answeredAt === null && check.missedAt === null && check.lateAt <= now) {
    check = { ...check, missedAt: now }
    facts.push(about('progressCheckMissed', order))
  }
  return { order: check === before ? order : { ...order, progressCheck: check }, facts }
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

/** B10.1: with the promise the progress check moves; if it is still to come, it is asked again. */
function moved(
  before: ProgressCheck | null,
  times: Pick<ProgressCheck, 'dueAt' | 'lateAt'>,
  now: number,
): ProgressCheck {
  if (before === null) return { ...times, ...unasked }
  if (before.dueAt === times.dueAt && before.lateAt === times.lateAt) return before
  if (times.dueAt > now) return { ...times, ...unasked }
  return { ...before, ...times, missedAt: times.lateAt > now ? null : before.missedAt }
}

const progressCheckMoments = ({ progressCheck: check }: Order): (number | null)[] =>
  check === null || check.answeredAt !== null ? [check?.finishAt ?? null] : [check.dueAt, check.lateAt]
