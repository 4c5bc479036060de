/**
 * The forecast of release 0.2, to compare with: check and wash are minutes after the work, not work that waits for a place and a
 * person; a bay has one use; a car under diagnosis holds no bay; work goes on at the likely pace whatever was reported; an overdue
 * part comes in an hour; work that stopped waits for the bay and technician it had; the safe forecast takes all safe minutes at once. Pure.
 */
import { addWorkingTime } from '#contract/calendar.ts'
import { afterWork } from '#server/domain/order/afterWork.ts'
import { safeShop } from '#server/domain/planner/safeShop.ts'
import type { ShopState } from '#server/domain/planner/shop.ts'
import { simulate } from '#server/domain/planner/simulate.ts'

const HOUR = 3_600_000

export interface Foretold {
  forecastAt: number
  safeForecastAt: number
}

/**
 * By order; orders that cannot be scheduled are left out.
 * @param before likely minutes by operation before its work began: reports of progress did not change them
 */
export function oldForecasts(shop: ShopState, before: Readonly<Record<string, number>> = {}): Map<string, Foretold> {
  const { workshop, now } = shop
  const bare: ShopState = {
    ...shop,
    experience: null,
    bays: shop.bays.map((bay) => ({ ...bay, uses: bay.uses.slice(0, 1) })),
    workshop: { ...workshop, settings: { ...workshop.settings, checkMinutes: 0, washMinutes: 0 } },
    orders: shop.orders.map((order) => ({
      ...order,
      ...{ standsUntil: 0, additionalOffer: null },
      operations: order.operations.map((one) => ({
        ...{ ...one, placedAt: now },
        likelyMinutes: one.sentBack > 0 ? one.likelyMinutes : (before[one.id] ?? one.likelyMinutes),
      })),
      parts: order.parts.map((part) => ({ ...part, expectedAt: Math.max(part.expectedAt, now + HOUR) })),
    })),
  }
  const [likely, safe] = [simulate(bare), simulate(safeShop(bare))]
  const found = new Map<string, Foretold>()
  for (const order of shop.orders) {
    const after = (finishAt: number | null | undefined) =>
      finishAt ? addWorkingTime(workshop, finishAt, afterWork(order, workshop, now)) : null
    const forecastAt = after(likely.get(order.id)?.finishAt)
    const safeForecastAt = after(safe.get(order.id)?.finishAt)
    if (forecastAt !== null && safeForecastAt !== null) found.set(order.id, { forecastAt, safeForecastAt })
  }
  return found
}
