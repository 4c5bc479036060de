/** By how much a car will be late. Pure. */
import type { Order } from '#contract/entities/index.ts'

const MINUTE = 60_000

/** Minutes from promise to forecast: positive is late, negative is early, null is unknown. */
export function lateness({ promiseAt, forecastAt }: Order, now: number): number | null {
  if (promiseAt === null || (forecastAt === null && now <= promiseAt)) return null
  return Math.round((Math.max(forecastAt ?? 0, now) - promiseAt) / MINUTE)
}
