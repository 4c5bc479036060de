/**
 * Where work that has stopped, or was sent back, goes on (C2, C5): where it was and by the same technician, unless another car
 * stands there now, or they work on another. Then any that is free will do: a foreman does not let a car wait until tomorrow for
 * the technician who began it. Where he has assigned it since, it waits. Pure.
 */
import type { PlannedOperation, PlannedOrder } from './shop.ts'

type Place = Pick<PlannedOperation, 'bayId' | 'technicianId'>

/** The place an operation is bound to; null leaves it to the plan. */
export function placesToResume(
  orders: readonly PlannedOrder[],
): (order: PlannedOrder, operation: PlannedOperation) => Place {
  const standing = orders.flatMap(({ id, bayId }) => (bayId === null ? [] : [{ bayId, id }]))
  const atWork = new Set(
    orders.flatMap(({ operations }) =>
      operations.flatMap(({ state, technicianId }) => (state === 'working' ? [technicianId] : [])),
    ),
  )
  return ({ id }, operation) => {
    const { bayId, technicianId } = operation
    if (!isWhereItWas(operation)) return { bayId, technicianId }
    const isTaken = standing.some((other) => other.bayId === bayId && other.id !== id)
    return { bayId: isTaken ? null : bayId, technicianId: atWork.has(technicianId) ? null : technicianId }
  }
}

/** Whether its place only says where it was last worked on. */
const isWhereItWas = ({ state, sentBack, startAt, placedAt = null }: PlannedOperation): boolean =>
  (state === 'paused' || (state === 'planned' && sentBack > 0)) && startAt === null && placedAt === null
