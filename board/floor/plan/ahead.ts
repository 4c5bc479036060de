/** Moves that put work ahead of the queue, and the work that then still goes before it (C2). Pure. */
import type { Move, Operation, Order } from '#contract/entities/index.ts'
import { asServed, inQueueOrder, putNextAt } from '#contract/queue.ts'
import { MINUTE } from './axis.ts'

type Orders = ReadonlyMap<string, Order>

/** A start time that has come puts the work ahead of everything that waits. */
export const goesNext = ({ was, to }: Pick<Move, 'was' | 'to'>, now: number): boolean =>
  to.startAt !== null && to.startAt <= now + MINUTE && to.startAt !== was.startAt

/** The cars put ahead before this move was made, for the same bays, in the order served. They still go first. */
export function aheadOf({ orderId, operationId, to }: Move, orders: Orders, now: number): Order[] {
  const own = workOf(orders, orderId, operationId)
  if (!own) return []
  return [...orders.values()]
    .filter((order) => {
      const next = order.operations.find(({ state }) => state === 'planned')
      if (order.id === orderId || !next || (putNextAt(order, now) ?? Infinity) > to.startAt!) return false
      return compete({ ...own, bayId: to.bayId }, next)
    })
    .sort(asServed(now))
}

/** The cars that these moves put ahead of one another, in the order served; none if each has its own place. */
export function servedInTurn(moves: readonly Move[], orders: Orders, now: number): Order[] {
  const next = moves
    .filter((move) => goesNext(move, now))
    .flatMap((move) => {
      const [order, operation] = [orders.get(move.orderId), workOf(orders, move.orderId, move.operationId)]
      return order && operation ? [{ order, operation: { ...operation, ...move.to } }] : []
    })
  return next
    .filter((one) => next.some((other) => other.order !== one.order && compete(other.operation, one.operation)))
    .sort((a, b) => a.operation.startAt! - b.operation.startAt! || inQueueOrder(a.order, b.order))
    .map(({ order }) => order)
}

const workOf = (orders: Orders, orderId: string, operationId: string): Operation | undefined =>
  orders.get(orderId)?.operations.find(({ id }) => id === operationId)

type Work = Pick<Operation, 'bayKind' | 'bayId'>

const compete = (a: Work, b: Work): boolean =>
  a.bayId !== null && b.bayId !== null ? a.bayId === b.bayId : a.bayKind === b.bayKind
