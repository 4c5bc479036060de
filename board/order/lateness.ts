/** By how much a car will be late, and the queue of the day plan, which is sorted by it. Pure. */
import type { Order } from '#contract/entities.ts'

const MINUTE = 60_000

/** Minutes between forecast and promise: above 0 late, below 0 in hand; null: nobody can say. */
export function lateness({ promiseAt, forecastAt }: Order, now: number): number | null {
  if (promiseAt === null || (forecastAt === null && now <= promiseAt)) return null
  return Math.round((Math.max(forecastAt ?? 0, now) - promiseAt) / MINUTE)
}

/** The worst first; of what nobody can say nothing is known, so it comes first of all that is promised, and last without a promise. */
export function byLateness(orders: readonly Order[], now: number): Order[] {
  const rank = (order: Order) =>
    order.promiseAt === null ? -Infinity : (lateness(order, now) ?? Number.MAX_SAFE_INTEGER)
  const ranks = new Map(orders.map((order) => [order, rank(order)]))
  return [...orders].sort((a, b) => {
    const [one, other] = [ranks.get(a)!, ranks.get(b)!]
    return one === other ? 0 : other - one
  })
}
