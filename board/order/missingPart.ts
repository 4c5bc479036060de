/** When the last missing part of an order is expected (ms); null when none is missing. Pure. */
import type { Order } from '#contract/entities/index.ts'

export function missingPartAt(order: Order): number | null {
  let latest: number | null = null
  for (const { arrivedAt, expectedAt } of order.parts)
    if (arrivedAt === null) latest = Math.max(latest ?? 0, expectedAt)
  return latest
}
