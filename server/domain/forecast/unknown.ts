/** Work for which no date can be named: the part it waits for is overdue, and nobody has said when it comes (B4.2). Pure. */
import type { Operation, Order, Part } from '#contract/entities/index.ts'
import { isAgreed } from '#contract/progress.ts'
import { hasForecast } from './bound.ts'

interface Waiting {
  parts: readonly Pick<Part, 'operationId' | 'expectedAt' | 'arrivedAt'>[]
}

/** Whether the operation waits for an overdue part without a new date. Work in progress waits for nothing. */
export const waitsWithoutDate = (
  { parts }: Waiting,
  { id, state }: Pick<Operation, 'id' | 'state'>,
  now: number,
): boolean =>
  state !== 'working' &&
  parts.some(
    ({ operationId, expectedAt, arrivedAt }) =>
      arrivedAt === null && expectedAt < now && (operationId === null || operationId === id),
  )

const isToCome = (one: Operation) => isAgreed(one) && one.state !== 'done'

/**
 * Why the order cannot be scheduled, after a change: a part without a date counts at once; any other reason stays while its work is
 * still to be done, as the planner reviews it a second after every change.
 */
export function stillUnschedulable(order: Order, now: number): Order['unschedulable'] {
  const { unschedulable, operations } = order
  if (!hasForecast(order)) return null
  const waiting = operations.filter((one) => isToCome(one) && waitsWithoutDate(order, one, now))
  const isAbout = ({ id }: Operation) => id === unschedulable?.operationId
  if (unschedulable?.reason === 'part_unknown' ? waiting.some(isAbout) : unschedulable !== null) {
    const isStill = unschedulable!.operationId === null || operations.some((one) => isAbout(one) && isToCome(one))
    if (isStill) return unschedulable
  }
  return waiting[0] ? { operationId: waiting[0].id, reason: 'part_unknown' } : null
}
