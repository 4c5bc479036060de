/** By how much a car will be late. Pure. */
import type { Order } from '#contract/entities/index.ts'

const MINUTE = 60_000

/** Minutes between forecast and promise: above 0 late, below 0 in hand; null: nobody can say. */
export function lateness({ promiseAt, forecastAt }: Order, now: number): number | null {
  if (promiseAt === null || (forecastAt === null && now <= promiseAt)) return null
  return Math.round((Math.max(forecastAt ?? 0, now) - promiseAt) / MINUTE)
}
