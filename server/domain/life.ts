/** State transitions: the next state, or the refusal. */
import { allows, type Step } from '#contract/lives/life.ts'
import { operationSteps, type OperationFact } from '#contract/lives/operation.ts'
import { orderSteps, type OrderFact } from '#contract/lives/order.ts'
import type { OperationState, OrderState } from '#contract/values.ts'
import { refuse, type Refused } from './rule.ts'

/**
 * The state after the fact, or the refusal `illegal_step`. If the table has several, `wanted` chooses; a wanted state that the
 * table does not have is a bug in a rule and throws.
 */
export function take<State extends string>(step: Step<State>, state: State, wanted?: State): State | Refused {
  if (!allows(step, state)) return refuse('illegal_step')
  if (step.to.length === 0) return state
  const next = wanted ?? step.to[0]!
  if (!step.to.includes(next) || (wanted === undefined && step.to.length > 1))
    throw new Error(`A rule leads from ${state} to ${wanted ?? 'nowhere'}, which the table of states does not know`)
  return next
}

/** The order's state after the fact, or the refusal `illegal_step`; `wanted` chooses if the table has several. */
export const orderStep = (order: { state: OrderState }, fact: OrderFact, wanted?: OrderState): OrderState | Refused =>
  take<OrderState>(orderSteps[fact], order.state, wanted)

/** The operation's state after the fact, or the refusal `illegal_step`. */
export const operationStep = (operation: { state: OperationState }, fact: OperationFact): OperationState | Refused =>
  take<OperationState>(operationSteps[fact], operation.state)
