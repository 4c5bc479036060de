/** By how much a car will be late. Pure. */
import { openMinutesBetween, type Calendar } from '#contract/calendar.ts'
import type { Order } from '#contract/entities/index.ts'
import { givenPromise } from '#contract/progress.ts'

/** Opening minutes from promise to forecast: positive is late, negative is early, null is unknown. */
export function lateness(order: Order, calendar: Calendar, now: number): number | null {
  const { forecastAt } = order
  const promiseAt = givenPromise(order)
  if (promiseAt === null || (forecastAt === null && now <= promiseAt)) return null
  return openMinutesBetween(calendar, promiseAt, Math.max(forecastAt ?? 0, now))
}
