/**
 * What can be done to an order now, as far as the order itself says. The rules refuse by it and screens show their buttons
 * by it, so that no button offers what is refused. Whether a session may send the command is for the policy to say.
 */
import type { CommandName, Payload } from './commands/index.ts'
import type { Operation } from './entities/operation.ts'
import type { Order } from './entities/order.ts'
import type { ErrorCode } from './errors.ts'
import { operationAllowsCommand, operationSteps } from './lives/operation.ts'
import { orderAllowsCommand, orderSteps } from './lives/order.ts'
import { isAgreed } from './progress.ts'

/** Commands that name an order. */
export type OrderCommand = {
  [N in CommandName]: Payload<N> extends { orderId: string } ? N : never
}[CommandName]

/** Commands that name an operation of an order. */
export type OperationCommand = {
  [N in OrderCommand]: Payload<N> extends { operationId: string } ? N : never
}[OrderCommand]

const unlessAgreed = ({ operations }: Order) => (operations.some(isAgreed) ? null : 'no_operations')

/** What an order needs besides its state, as the code of the refusal. */
const missing: { readonly [N in OrderCommand]?: (order: Order) => ErrorCode | null } = {
  quoteOrder: unlessAgreed,
  authoriseOrder: (order) => unlessAgreed(order) ?? (order.promiseAt === null ? 'promise_required' : null),
  // Only an order on which no work was ever begun comes to nothing.
  cancelOrder: ({ operations }) => (operations.some(({ startedAt }) => startedAt !== null) ? 'illegal_step' : null),
  answerProgressCheck: ({ progressCheck, promiseAt }) =>
    (progressCheck?.askedAt ?? null) === null || promiseAt === null ? 'progress_check_not_asked' : null,
  moveCar: ({ operations }) => (operations.some(({ state }) => state === 'working') ? 'car_elsewhere_in_work' : null),
  passChecks: ({ operations }) =>
    operations.some((one) => isAgreed(one) && one.state !== 'done') ? 'operations_unfinished' : null,
}

/** B9: commands that say so where the customer has not agreed to the operation yet. */
const afterTheYes: readonly CommandName[] = [
  'assignOperation',
  'startOperation',
  'pauseOperation',
  'reportProgress',
  'finishOperation',
]

/** Why the order refuses the command now; null: it does not. */
export const whyNot = (command: OrderCommand, order: Order): ErrorCode | null =>
  orderAllowsCommand(order.state, command) ? (missing[command]?.(order) ?? null) : 'illegal_step'

/** The same of a command on one of its operations. */
export function whyNotOn(command: OperationCommand, order: Order, operation: Operation): ErrorCode | null {
  const code = whyNot(command, order)
  if (code) return code
  if (operation.state === 'proposed' && afterTheYes.includes(command)) return 'approval_missing'
  return operationAllowsCommand(operation.state, command) ? null : 'illegal_step'
}

// Screens import this: the names come from the tables, not from the commands, which would bring all their schemas along.
const onOrders = new Set(Object.values(orderSteps).flatMap(({ by }): readonly CommandName[] => by))
const onOperations = new Set(
  Object.values(operationSteps).flatMap(({ from, by }): readonly CommandName[] => (from.length > 0 ? by : [])),
)

/** Every command that can be given for the order now; of those on operations, each that some operation allows. */
export function allowedNow(order: Order): ReadonlySet<CommandName> {
  const isAllowed = (name: CommandName) =>
    whyNot(name as OrderCommand, order) === null &&
    (!onOperations.has(name) || order.operations.some(({ state }) => operationAllowsCommand(state, name)))
  return new Set([...onOrders].filter(isAllowed))
}
