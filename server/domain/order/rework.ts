/** Work that comes back: from the quality check (C5), from the wash or from hand-over (C8). */
import type { Operation, Order } from '#contract/entities/index.ts'
import { usualRework } from '#contract/progress.ts'
import { operationStep } from '../life.ts'
import { refuse, type Context, type Refused, type Scope } from '../rule.ts'
import { about, after, changed, onOrder } from './onOrder.ts'
import { withMinutesLeft, withOperation } from './work.ts'

interface Rework {
  operationId: string
  minutes: number | null
}

/**
 * The operation goes back for rework, which is counted. What was done stays done: the operation becomes longer by the minutes of
 * rework, and only these are left.
 */
function sentBack(
  order: Order,
  { operationId, minutes: given }: Rework,
  { now }: Context,
  { workshop }: Scope,
): { operation: Operation; minutes: number } | Refused {
  const operation = order.operations.find(({ id }) => id === operationId)
  if (!operation) return refuse('operation_not_found')
  const state = operationStep(operation, 'operationSentBack')
  if (typeof state !== 'string') return state
  const minutes = given ?? usualRework(operation, workshop.settings.reworkPercent)
  return {
    minutes,
    operation: {
      ...{ ...withMinutesLeft(operation, 100, minutes), state },
      ...{ percentAt: now, finishedAt: null, placedAt: null, sentBack: operation.sentBack + 1 },
    },
  }
}

const aboutRework = (order: Order, { id: operationId, sentBack: times }: Operation, minutes: number) =>
  about('operationSentBack', order, { operationId, minutes, times })

/** B10: nobody could answer while the work was done, so a progress check without an answer is asked anew. */
const askedAnew = (order: Order): Order =>
  order.progressCheck?.answeredAt === null
    ? { ...order, progressCheck: { ...order.progressCheck, askedAt: null, missedAt: null } }
    : order

/** C5: a failed check says what, why and how long. */
export const failChecks = onOrder('failChecks', (order, payload, context, scope) => {
  const back = sentBack(order, payload, context, scope)
  if ('ok' in back) return back
  const next = { ...askedAnew(after(order, 'operationSentBack')), operations: withOperation(order, back.operation) }
  const facts = [aboutRework(order, back.operation, back.minutes)]
  return { ...changed<'failChecks'>(next, facts, {}), remarks: { reason: payload.reason } }
})

/** C8: the customer, or the washer, finds what the check did not. */
export const reopenOrder = onOrder('reopenOrder', (order, payload, context, scope) => {
  const back = sentBack(order, payload, context, scope)
  if ('ok' in back) return back
  const again = takenBack(after(order, 'orderReopened'))
  const next = { ...again, operations: withOperation(order, back.operation) }
  const facts = [about('orderReopened', order, { from: order.state }), aboutRework(order, back.operation, back.minutes)]
  return { ...changed<'reopenOrder'>(next, facts, {}), remarks: { reason: payload.reason } }
})

/** The order as no longer checked or ready. */
export const takenBack = (order: Order): Order => ({
  ...askedAnew(order),
  ...{ checkedAt: null, washStartedAt: null, readyAt: null, preparedAt: null, noticeReleasedBy: null, settledAt: null },
})
