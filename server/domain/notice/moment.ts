/** The latest moment to inform the customer (B11, B11.4). */
import type { Asking } from '#contract/additionalWork.ts'
import { localDay, spansOn, subtractWorkingTime } from '#contract/calendar.ts'
import type { Order, Workshop } from '#contract/entities/index.ts'
import { givenPromise, receiptOf } from '#contract/progress.ts'
import { quietAt } from './quiet.ts'

const MINUTE = 60_000
const HOUR = 3_600_000
const DAY = 24 * HOUR

type Planned = Pick<Order, 'authorisedAt' | 'promiseAt' | 'noticeAt'> & Asking

/**
 * How long before a time the customer must know of it, in milliseconds. Depends on the time from receipt to promise; an order of
 * exactly the threshold counts as long.
 */
export function leadOf(order: Planned, workshop: Workshop): number {
  const receipt = receiptOf(order)
  const promiseAt = givenPromise(order)
  const { noticeLongMinutes, noticeShortMinutes } = workshop.settings
  const isLong = receipt !== null && promiseAt !== null && isLongFrom(receipt, promiseAt, workshop)
  return (isLong ? noticeLongMinutes : noticeShortMinutes) * MINUTE
}

/** B11: what "two days" means is a setting: hours elapsed, or days after the receipt's on which the workshop is open. */
function isLongFrom(receipt: number, promiseAt: number, workshop: Workshop): boolean {
  const { longFromHours, longInWorkingDays } = workshop.settings
  if (!longInWorkingDays) return promiseAt - receipt >= longFromHours * HOUR
  let left = Math.ceil(longFromHours / 24)
  const last = localDay(promiseAt, workshop.timeZone)
  for (let day = localDay(receipt, workshop.timeZone) + DAY; day <= last && left > 0; day += DAY)
    if (spansOn(workshop, day).length > 0) left--
  return left === 0
}

/** Null without a promise or before the workshop has received the car. */
function lastMomentOf(order: Planned, workshop: Workshop): number | null {
  const promiseAt = givenPromise(order)
  return promiseAt === null ? null : promiseAt - leadOf(order, workshop)
}

/** A notice that would fall into quiet hours goes out this long before they begin. */
const BEFORE_THE_NIGHT = MINUTE

/** The notice's time. One that would fall into quiet hours goes out before them, if the car was here and it is not too late. */
export function noticeAtOf(order: Planned, workshop: Workshop, now: number): number | null {
  const at = lastMomentOf(order, workshop)
  const quiet = at === null ? null : quietAt(workshop, at)
  if (at === null || !quiet) return at
  const before = quiet[0] - BEFORE_THE_NIGHT
  if (before <= (receiptOf(order) ?? at)) return at
  const isOver = before <= now && order.noticeAt !== before
  return isOver ? at : before
}

/**
 * When a person has to be asked to tell a customer by `at`: calls take their time, may have to be repeated, and are made in opening
 * hours. A time before opening is met in the opening hours before it.
 */
export function callBy(at: number, workshop: Workshop): number {
  const ahead = workshop.settings.callAheadMinutes * MINUTE
  if (ahead === 0) return at
  return subtractWorkingTime(workshop, at, ahead) ?? at - ahead
}

/**
 * When an immediate message goes out: now, or at the end of quiet hours, or at the last moment before the promise if that is
 * earlier (a car promised for the night or early morning). Missed messages and delivery attempts wait in the same way.
 */
export function atOnce(order: Planned & Pick<Order, 'informed'>, workshop: Workshop, now: number): number {
  const quiet = quietAt(workshop, now)
  if (!quiet) return now
  const { informed } = order
  const promiseAt = givenPromise(order)
  const last = lastMomentOf(order, workshop)
  if (last === null || promiseAt === null || last >= quiet[1]) return quiet[1]
  // Once the promise has passed, no customer comes at night unless they have heard nothing at all.
  const isAwaited = now < promiseAt || (quiet[0] <= last && (informed?.at ?? 0) < last)
  return isAwaited ? Math.max(now, last) : quiet[1]
}
