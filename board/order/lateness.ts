/** By how much a car will be late. Pure. */
import type { Order } from '#contract/entities/index.ts'
import { givenPromise } from '#contract/progress.ts'

const MINUTE = 60_000

/** Minutes from promise to forecast: positive is late, negative is early, null is unknown. */
export function lateness(order: Order, now: number): number | null {
  const { forecastAt } = order
  const promiseAt = givenPromise(order)
  if (promiseAt === null || (forecastAt === null && now <= promiseAt)) return null
  return Math.round((Math.max(forecastAt ?? 0, now) - promiseAt) / MINUTE)
}
