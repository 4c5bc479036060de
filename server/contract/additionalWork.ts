/** Additional work: when the adviser has to ask about it, and how it counts until the customer has answered (B9). */
import type { Operation } from './entities/operation.ts'
import type { Order } from './entities/order.ts'

/** Work the customer has not been asked about. */
export const isToAsk = ({ state, askedAt }: Pick<Operation, 'state' | 'askedAt'>): boolean =>
  state === 'proposed' && askedAt === null

/** When the floor reported the first of it; null: there is none. */
export function toAskSince({ operations }: { operations: readonly Operation[] }): number | null {
  const found = operations.filter(isToAsk).flatMap(({ foundAt }) => foundAt ?? [])
  return found.length === 0 ? null : Math.min(...found)
}

/** The part of an order that says whether its customer is being asked. */
export interface Asking {
  additionalOffer?: Pick<NonNullable<Order['additionalOffer']>, 'at' | 'promiseAt'> | null
}

/** Whether the customer has been offered a promise with the operation, and has not answered. */
export const isAsked = ({ additionalOffer }: Asking, { state }: Pick<Operation, 'state'>): boolean =>
  state === 'proposed' && (additionalOffer ?? null) !== null

/**
 * The order as forecasts and plans count on it: work the customer has been offered a promise with counts as agreed. Most say yes,
 * and a no makes the car earlier. Work they have not been asked about does not count yet: no promise includes it.
 */
export function asIfAccepted<O extends Asking & { operations: readonly Pick<Operation, 'state'>[] }>(order: O): O {
  if (!order.additionalOffer) return order
  const operations = order.operations.map((one) => (isAsked(order, one) ? { ...one, state: 'planned' } : one))
  return { ...order, operations }
}
