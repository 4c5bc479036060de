/** Work for which no date can be named: a part, or others outside the workshop, are overdue without a new date (B4.2, C9). Pure. */
import type { Operation, Order, Part } from '#contract/entities/index.ts'
import { goesOnAt, waitsOutside } from '#contract/outside.ts'
import { isAgreed } from '#contract/progress.ts'
import { isUnknown, type OutsideReason } from '#contract/values.ts'
import { hasForecast } from './bound.ts'

interface Waiting {
  parts: readonly Pick<Part, 'operationId' | 'expectedAt' | 'arrivedAt'>[]
}

type Awaiting = Pick<Operation, 'id' | 'state'> & Partial<Pick<Operation, 'pauseReason' | 'pausedUntil'>>

/** What without a date the operation waits for; null: for nothing. Work in progress waits for nothing. */
export function waitsWithoutDate(
  { parts }: Waiting,
  operation: Awaiting,
  now: number,
): 'part_unknown' | `${OutsideReason}_unknown` | null {
  if (operation.state === 'working') return null
  const isOverdue = parts.some(
    ({ operationId, expectedAt, arrivedAt }) =>
      arrivedAt === null && expectedAt < now && (operationId === null || operationId === operation.id),
  )
  if (isOverdue) return 'part_unknown'
  const outside = waitsOutside(operation)
  return outside !== null && goesOnAt(operation, now) === null ? `${outside}_unknown` : null
}

const isToCome = (one: Operation) => isAgreed(one) && one.state !== 'done'

/**
 * Why the order cannot be scheduled, after a change: what has no date counts at once; any other reason stays while its work is
 * still to be done, as the planner reviews it a second after every change.
 */
export function stillUnschedulable(order: Order, now: number): Order['unschedulable'] {
  const { unschedulable, operations } = order
  if (!hasForecast(order)) return null
  const waiting = operations.filter(isToCome).flatMap((one) => {
    const reason = waitsWithoutDate(order, one, now)
    return reason === null ? [] : [{ operationId: one.id, reason }]
  })
  const isAbout = ({ id }: Operation) => id === unschedulable?.operationId
  const isDated = unschedulable !== null && isUnknown(unschedulable.reason) && unschedulable.reason !== 'bay_unknown'
  const isSame = ({ operationId, reason }: (typeof waiting)[number]) =>
    operationId === unschedulable?.operationId && reason === unschedulable.reason
  if (isDated ? waiting.some(isSame) : unschedulable !== null) {
    const isStill = unschedulable!.operationId === null || operations.some((one) => isAbout(one) && isToCome(one))
    if (isStill) return unschedulable
  }
  return waiting[0] ?? null
}
