/** When the customer is told, at the latest (B11, B11.4). */
import type { Order, Workshop } from '#contract/entities.ts'
import { receiptOf } from '#contract/progress.ts'
import { quietAt } from './quiet.ts'

const MINUTE = 60_000
const HOUR = 3_600_000

/**
 * So many minutes before the promise as the length of the order asks for: elapsed time from receipt to promise, and exactly as
 * many hours as make an order long is long. One that would fall in the night goes out before it, where the car was here before.
 * Null without a promise or before the workshop's receipt of the car.
 */
export function noticeAtOf(order: Order, workshop: Workshop): number | null {
  const receipt = receiptOf(order)
  const { promiseAt } = order
  if (receipt === null || promiseAt === null) return null
  const { longFromHours, noticeLongMinutes, noticeShortMinutes } = workshop.settings
  const isLong = promiseAt - receipt >= longFromHours * HOUR
  const at = promiseAt - (isLong ? noticeLongMinutes : noticeShortMinutes) * MINUTE
  const quiet = quietAt(workshop, at)
  return quiet && quiet[0] > receipt ? quiet[0] : at
}

/** When something that is to be told at once is told: now, or at the end of the quiet hours, or at the notice's time if that is earlier. */
export function atOnce(order: Order, workshop: Workshop, now: number): number {
  const quiet = quietAt(workshop, now)
  if (!quiet) return now
  const { noticeAt } = order
  return noticeAt !== null && noticeAt > now && noticeAt < quiet[1] ? noticeAt : quiet[1]
}
