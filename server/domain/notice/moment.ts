/** When the customer is told, at the latest (B11, B11.4). */
import type { Order, Workshop } from '#contract/entities/index.ts'
import { receiptOf } from '#contract/progress.ts'
import { quietAt } from './quiet.ts'

const MINUTE = 60_000
const HOUR = 3_600_000

type Planned = Pick<Order, 'authorisedAt' | 'promiseAt' | 'noticeAt'>

/**
 * How long before a time the customer must know of it, in milliseconds: by the length of the order, which is the elapsed time
 * from receipt to promise; exactly as many hours as make an order long is long.
 */
export function leadOf(order: Planned, { settings }: Workshop): number {
  const receipt = receiptOf(order)
  const { longFromHours, noticeLongMinutes, noticeShortMinutes } = settings
  const isLong = receipt !== null && order.promiseAt !== null && order.promiseAt - receipt >= longFromHours * HOUR
  return (isLong ? noticeLongMinutes : noticeShortMinutes) * MINUTE
}

/** Null without a promise or before the workshop's receipt of the car. */
function lastMomentOf(order: Planned, workshop: Workshop): number | null {
  const { promiseAt } = order
  return promiseAt === null || receiptOf(order) === null ? null : promiseAt - leadOf(order, workshop)
}

/** So long before the quiet hours begin, a notice goes out that would fall into them: their first instant is quiet. */
const BEFORE_THE_NIGHT = MINUTE

/**
 * The notice's time: one that would fall in the night goes out before it, where the car was here before and the night had not
 * begun when that came about.
 */
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
 * When something that is to be told at once is told: now, or at the end of the quiet hours, or at the last moment of the promise
 * if that is earlier, which it is where the car was promised for the night or the early morning. What was missed before the
 * night waits in the same way, and so does a try to deliver.
 */
export function atOnce(order: Planned & Pick<Order, 'informed'>, workshop: Workshop, now: number): number {
  const quiet = quietAt(workshop, now)
  if (!quiet) return now
  const { promiseAt, informed } = order
  const last = lastMomentOf(order, workshop)
  if (last === null || promiseAt === null || last >= quiet[1]) return quiet[1]
  // Once the promise is over nobody comes for the car in the night, unless he has heard nothing at all.
  const isAwaited = now < promiseAt || (quiet[0] <= last && (informed?.at ?? 0) < last)
  return isAwaited ? Math.max(now, last) : quiet[1]
}
