/** The form that rules on one operation share: order and operation exist, and both state tables allow the fact. */
import { whyNotOn, type OperationCommand } from '#contract/allowed.ts'
import type { Payload } from '#contract/commands/index.ts'
import type { Operation, Order } from '#contract/entities/index.ts'
import type { OperationFact } from '#contract/lives/operation.ts'
import { operationStep } from '../life.ts'
import { onOrder } from '../order/onOrder.ts'
import { refuse, type Context, type Decision, type Needs, type Rule, type Scope } from '../rule.ts'

/**
 * A rule on one operation. `decide` gets the order, and the operation already in its new state. Refuses a proposed operation with
 * `approval_missing`: no work starts without the customer's approval (B9).
 */
export function onOperation<N extends OperationCommand>(
  name: N,
  fact: OperationFact,
  decide: (order: Order, operation: Operation, payload: Payload<N>, context: Context, scope: Scope) => Decision<N>,
  needsThen?: (operation: Operation) => Needs,
  needs?: (payload: Payload<N>) => Needs,
): Rule<N> {
  const find = (order: Order | undefined, payload: unknown) =>
    order?.operations.find(({ id }) => id === (payload as { operationId: string }).operationId)
  const rule = onOrder(
    name,
    (order, payload, context, scope) => {
      const operation = find(order, payload)
      if (!operation) return refuse('operation_not_found')
      const code = whyNotOn(name, order, operation)
      if (code) return refuse(code)
      const state = operationStep(operation, fact)
      if (typeof state !== 'string') return state
      return decide(order, { ...operation, state }, payload, context, scope)
    },
    needs,
  )
  if (!needsThen) return rule
  return {
    ...rule,
    needsThen(payload, scope) {
      const operation = find(scope.orders.get((payload as { orderId: string }).orderId), payload)
      return operation ? needsThen(operation) : {}
    },
  }
}
