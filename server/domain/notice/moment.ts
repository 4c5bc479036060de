/** When the customer is told, at the latest (B11, B11.4). */
import type { Order, Workshop } from '#contract/entities.ts'
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

/**
 * The notice's time: one that would fall in the night goes out before it, where the car was here before and the night had not
 * begun when that came about.
 */
export function noticeAtOf(order: Planned, workshop: Workshop, now: number): number | null {
  const at = lastMomentOf(order, workshop)
  const quiet = at === null ? null : quietAt(workshop, at)
  if (at === null || !quiet || quiet[0] <= (receiptOf(order) ?? at)) return at
  const isOver = quiet[0] <= now && order.noticeAt !== quiet[0]
  return isOver ? at : quiet[0]
}

/**
 * When something that is to be told at once is told: now, or at the end of the quiet hours, or at the notice's time if that is
 * earlier, which it is where the car was promised for the night or the early morning.
 */
export function atOnce(order: Planned, workshop: Workshop, now: number): number {
  const quiet = quietAt(workshop, now)
  if (!quiet) return now
  const last = lastMomentOf(order, workshop)
  const isWithin = last !== null && quiet[0] <= last && last < quiet[1]
  return isWithin ? Math.max(now, last) : quiet[1]
}
