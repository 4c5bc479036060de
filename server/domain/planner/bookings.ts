/**
 * Appointments hold their capacity against new promises (B5, B16): the first bay and technician that are free from the appointment
 * on are kept for it. So are those of cars that have come and have no estimate yet. Pure.
 */
import { canDo, suits } from '#contract/placement.ts'
import { isAgreed } from '#contract/progress.ts'
import { placesOf } from './places.ts'
import type { PlannedOperation, PlannedOrder, ShopState } from './shop.ts'
import { standsUntil } from './standing.ts'

const MINUTE = 60_000
/** A customer this late is not expected any more. */
const TOO_LATE = 60 * MINUTE
/** Later appointments hold nothing: plans that far ahead say little. */
const AHEAD = 14 * 86_400_000

/** The shop's orders as they count for a new promise: estimates not answered yet as agreed, those without an estimate placed. */
export function holdingCapacity(shop: ShopState): PlannedOrder[] {
  const { opening, bays, technicians } = placesOf(shop)
  /** Until when each bay and technician is held. */
  const held = new Map<string, number>()
  const firstFree = <T extends { id: string; backAt: number }>(list: readonly T[], from: number): T | undefined => {
    const freeAt = (one: T) => Math.max(from, one.backAt, held.get(one.id) ?? 0)
    return list.reduce<T | undefined>((best, one) => (best && freeAt(best) <= freeAt(one) ? best : one), undefined)
  }
  /** The operation where and when its turn comes. */
  const placed = (operation: PlannedOperation, from: number, share: number): PlannedOperation => {
    const bay = firstFree(
      bays.filter((one) => suits(one, operation)).sort((a, b) => a.uses.length - b.uses.length),
      from,
    )
    const technician = firstFree(
      technicians.filter((one) => canDo(one, operation)),
      from,
    )
    const likelyMinutes = Math.ceil(operation.likelyMinutes * share)
    const start = Math.max(from, ...[bay, technician].map((one) => held.get(one?.id ?? '') ?? 0))
    const end = opening.add(start, likelyMinutes * MINUTE) ?? start
    for (const one of [bay, technician]) if (one) held.set(one.id, end)
    return {
      ...operation,
      ...{ likelyMinutes, bayId: bay?.id ?? null, technicianId: technician?.id ?? null, startAt: from },
    }
  }
  const holding = new Map<string, PlannedOrder>()
  for (const { order, from, share } of shop.orders
    .flatMap((order) => heldFrom(order, shop))
    .sort((a, b) => a.from - b.from || a.order.number - b.order.number)) {
    let at = from
    const operations = order.operations.filter(isAgreed).map((operation) => {
      const one = placed(operation, at, share)
      at = opening.add(at, one.likelyMinutes * MINUTE) ?? at
      return one
    })
    holding.set(order.id, { ...asAgreed(order, shop), promiseAt: null, operations })
  }
  return shop.orders.map((order) => holding.get(order.id) ?? (order.state === 'quoted' ? asAgreed(order, shop) : order))
}

/** As if the customer had agreed, with a wash (C7); if it stands in a bay, it still does so for as long as its real state says. */
const asAgreed = (order: PlannedOrder, shop: ShopState): PlannedOrder => ({
  ...{ ...order, state: 'authorised', authorisedAt: shop.now, wash: true },
  standsUntil: standsUntil(order, shop),
})

/** From when an order without an estimate holds capacity, and for what share of its work; empty: it holds none. */
function heldFrom(order: PlannedOrder, shop: ShopState): { order: PlannedOrder; from: number; share: number }[] {
  const { now, workshop } = shop
  if (!order.operations.some(isAgreed)) return []
  if (order.state === 'arrived' || order.state === 'diagnosing')
    return [{ order, from: Math.max(now, standsUntil(order, shop)), share: 1 }]
  const share = workshop.settings.showPercent / 100
  const at = order.state === 'booked' ? order.appointmentAt : null
  if (at === null || share === 0 || at < now - TOO_LATE || at > now + AHEAD) return []
  return [{ order, from: Math.max(now, at), share }]
}
