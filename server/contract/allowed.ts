/**
 * Which commands an order's state allows. The rules and the screens' buttons both use it, so no button offers what would be
 * refused. Whether a session may send the command is up to the policy.
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
  // An order can only be cancelled if no work has ever started.
  cancelOrder: ({ operations }) => (operations.some(({ startedAt }) => startedAt !== null) ? 'illegal_step' : null),
  answerProgressCheck: ({ progressCheck, promiseAt }) =>
    (progressCheck?.askedAt ?? null) === null || promiseAt === null ? 'progress_check_not_asked' : null,
  moveCar: ({ operations }) => (operations.some(({ state }) => state === 'working') ? 'car_elsewhere_in_work' : null),
  passChecks: ({ operations }) =>
    operations.some((one) => isAgreed(one) && one.state !== 'done') ? 'operations_unfinished' : null,
}

/** B9: commands that need the customer's approval of the operation. */
const needApproval: readonly CommandName[] = [
  'assignOperation',
  'startOperation',
  'pauseOperation',
  'reportProgress',
  'finishOperation',
]

/** Why the order refuses the command now; null: it is allowed. */
export const whyNot = (command: OrderCommand, order: Order): ErrorCode | null =>
  orderAllowsCommand(order.state, command) ? (missing[command]?.(order) ?? null) : 'illegal_step'

/** The same for a command on one of its operations. */
export function whyNotOn(command: OperationCommand, order: Order, operation: Operation): ErrorCode | null {
  const code = whyNot(command, order)
  if (code) return code
  if (operation.state === 'proposed' && needApproval.includes(command)) return 'approval_missing'
  return operationAllowsCommand(operation.state, command) ? null : 'illegal_step'
}

// The names come from the tables and not from the commands, because screens import this and must not load every schema.
const onOrders = new Set(Object.values(orderSteps).flatMap(({ by }): readonly CommandName[] => by))
const onOperations = new Set(
  Object.values(operationSteps).flatMap(({ from, by }): readonly CommandName[] => (from.length > 0 ? by : [])),
)

/** Every command allowed for the order now. A command on operations is included if at least one operation allows it. */
export function allowedNow(order: Order): ReadonlySet<CommandName> {
  const isAllowed = (name: CommandName) =>
    whyNot(name as OrderCommand, order) === null &&
    (!onOperations.has(name) || order.operations.some(({ state }) => operationAllowsCommand(state, name)))
  return new Set([...onOrders].filter(isAllowed))
}
