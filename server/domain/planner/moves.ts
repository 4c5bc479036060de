/** The shop with work moved, and the effect on every order (C2). Pure. */
import type { Effect, Move, Placement } from '#contract/entities/index.ts'
import { placementOf } from '#contract/placement.ts'
import { givenPromise } from '#contract/progress.ts'
import type { ShopState, Simulated } from './shop.ts'

/** Smaller changes are ignored (milliseconds). */
const NOTICED = 60_000

/** The shop as if the moves had been made. */
export function withMoves(shop: ShopState, moves: readonly Pick<Move, 'orderId' | 'operationId' | 'to'>[]): ShopState {
  const to = new Map<string, Placement>(moves.map((move) => [move.operationId, move.to]))
  const orders = new Set(moves.map(({ orderId }) => orderId))
  return {
    ...shop,
    orders: shop.orders.map((order) =>
      orders.has(order.id)
        ? {
            ...order,
            operations: order.operations.map((one) => {
              const place = to.get(one.id)
              return place ? { ...one, ...placementOf(place), placedAt: shop.now } : one
            }),
          }
        : order,
    ),
  }
}

/** The orders whose finish changes by a minute or more: `first` first, then the largest change first. */
export function effectsOf(
  { orders }: ShopState,
  before: ReadonlyMap<string, Simulated>,
  after: ReadonlyMap<string, Simulated>,
  first: string | null,
): Effect[] {
  const changed = orders.flatMap((order): Effect[] => {
    const orderId = order.id
    const from = before.get(orderId)?.finishAt ?? null
    const to = after.get(orderId)?.finishAt ?? null
    return sizeOf(from, to) < NOTICED ? [] : [{ orderId, promiseAt: givenPromise(order), from, to }]
  })
  return changed.sort(
    (a, b) =>
      Number(b.orderId === first) - Number(a.orderId === first) || sizeOf(b.from, b.to) - sizeOf(a.from, a.to) || 0,
  )
}

const sizeOf = (from: number | null, to: number | null): number =>
  from === to ? 0 : from === null || to === null ? Infinity : Math.abs(to - from)
