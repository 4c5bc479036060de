/** Agreed work is taken off the order before it is done (C8). */
import type { Operation, Order } from '#contract/entities/index.ts'
import { isAgreed } from '#contract/progress.ts'
import { onOperation } from './onOperation.ts'
import { paused } from './work.ts'
import { refuse } from '../rule.ts'
import { about, after, changed } from '../order/onOrder.ts'
import { follow, withOperation } from '../order/work.ts'

/** An operation in progress stops, and nothing of it is billed. Refuses `last_operation`: an order without work is cancelled, or its work is stopped. */
export const cancelOperation = onOperation(
  'cancelOperation',
  'operationCancelled',
  (order, operation, { operationId, reason }, { now }, { workshop }) => {
    if (!order.operations.some((one) => isAgreed(one) && one.id !== operationId)) return refuse('last_operation')
    const was = order.operations.find(({ id }) => id === operationId)!
    const reached = was.state === 'working' ? paused(was, 'bay', workshop, now) : was
    const cancelled: Operation = { ...reached, state: operation.state, price: 0, pauseReason: null }
    const left = withoutPartsFor(order, operationId)
    const operations = withOperation(left, cancelled)
    const next =
      order.state === 'authorised'
        ? { ...after(left, 'operationCancelled', 'authorised'), operations }
        : follow(left, 'operationCancelled', operations)
    const facts = [about('operationCancelled', order, { operationId, percent: cancelled.percent })]
    return { ...changed<'cancelOperation'>(next, facts, {}), remarks: { reason } }
  },
)

/** The order without the parts still expected for an operation that will not be done. */
const withoutPartsFor = (order: Order, operationId: string): Order => ({
  ...order,
  parts: order.parts.filter((part) => part.operationId !== operationId || part.arrivedAt !== null),
})
