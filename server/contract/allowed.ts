/**
 * Which commands the state of an order, a notice or an alert allows. The rules and the screens' buttons read the same tables, so no
 * button offers what would be refused. Whether a session may send the command is up to the policy.
 */
import type { CommandName, Payload } from './commands/index.ts'
import type { Alert } from './entities/alert.ts'
import type { Notice } from './entities/notice.ts'
import type { Operation } from './entities/operation.ts'
import type { Order } from './entities/order.ts'
import type { ErrorCode } from './errors.ts'
import { alertAllowsCommand, alertStateOf } from './lives/alert.ts'
import { noticeAllowsCommand } from './lives/notice.ts'
import { operationAllowsCommand, operationSteps } from './lives/operation.ts'
import { orderAllowsCommand, orderSteps } from './lives/order.ts'
import { isAgreed } from './progress.ts'
import { waitsOutside } from './outside.ts'

/** Commands that name an order. */
export type OrderCommand = {
  [N in CommandName]: Payload<N> extends { orderId: string } ? N : never
}[CommandName]

/** Commands that name an operation of an order. */
export type OperationCommand = {
  [N in OrderCommand]: Payload<N> extends { operationId: string } ? N : never
}[OrderCommand]

/** Commands that name a notice. */
export type NoticeCommand = {
  [N in CommandName]: Payload<N> extends { noticeId: string } ? N : never
}[CommandName]

/** Commands that name an alert. */
export type AlertCommand = {
  [N in CommandName]: Payload<N> extends { alertId: string } ? N : never
}[CommandName]

const unlessAgreed = ({ operations }: Order) => (operations.some(isAgreed) ? null : 'no_operations')
const isAnythingProposed = ({ operations }: Order) => operations.some(({ state }) => state === 'proposed')
const unlessPromised = (order: Order) => unlessAgreed(order) ?? (order.promiseAt === null ? 'promise_required' : null)

/** What an order needs besides its state, as the code of the refusal. */
const missing: { readonly [N in OrderCommand]?: (order: Order) => ErrorCode | null } = {
  quoteOrder: unlessAgreed,
  authoriseOrder: unlessPromised,
  answerEstimate: (order) => (order.pageAnswer === null ? unlessPromised(order) : 'already_answered'),
  offerAdditionalWork: (order) => (isAnythingProposed(order) ? null : 'nothing_to_change'),
  answerAdditionalWork: (order) => (order.additionalOffer?.onPage && isAnythingProposed(order) ? null : 'illegal_step'),
  // An order can only be cancelled if no work has ever started.
  cancelOrder: ({ operations }) => (operations.some(({ startedAt }) => startedAt !== null) ? 'illegal_step' : null),
  answerProgressCheck: ({ progressCheck, promiseAt }) =>
    (progressCheck?.askedAt ?? null) === null || promiseAt === null ? 'progress_check_not_asked' : null,
  moveCar: ({ operations }) => (operations.some(({ state }) => state === 'working') ? 'car_elsewhere_in_work' : null),
  // C9: open questions are answered before the customer leaves.
  sendHome: ({ operations, parts }) =>
    operations.some(({ state }) => state === 'proposed')
      ? 'approval_missing'
      : parts.every(({ arrivedAt }) => arrivedAt !== null)
        ? 'illegal_step'
        : null,
  carIsBack: ({ homeSince }) => (homeSince === null ? 'nothing_to_change' : null),
  startWash: ({ washStartedAt }) => (washStartedAt === null ? null : 'nothing_to_change'),
  prepareCar: ({ preparedAt }) => (preparedAt !== null ? 'nothing_to_change' : null),
  releaseNotice: ({ preparedAt, noticeReleasedBy }) =>
    preparedAt !== null || noticeReleasedBy !== null ? 'nothing_to_change' : null,
  passChecks: ({ operations }) =>
    operations.some((one) => isAgreed(one) && one.state !== 'done') ? 'operations_unfinished' : null,
}

/** B9: commands that need the customer's approval of the operation. */
const needApproval: readonly CommandName[] = [
  'assignOperation',
  'startOperation',
  'pauseOperation',
  'movePauseEnd',
  'recordTestDrive',
  'reportProgress',
  'finishOperation',
  'cancelOperation',
]

/** C9: commands that need the car in the workshop. A new time is promised once it is back. */
const needTheCar: readonly CommandName[] = [
  'movePromise',
  'takeOverCar',
  'moveCar',
  'assignOperation',
  'startOperation',
  'cancelOperation',
  'proposeAdditionalWork',
  'sendHome',
]

/** Why the order refuses the command now; null: it is allowed. */
export function whyNot(command: OrderCommand, order: Order): ErrorCode | null {
  if (!orderAllowsCommand(order.state, command)) return 'illegal_step'
  if (order.homeSince !== null && needTheCar.includes(command)) return 'car_not_here'
  return missing[command]?.(order) ?? null
}

/** The same for a command on one of its operations. */
export function whyNotOn(command: OperationCommand, order: Order, operation: Operation): ErrorCode | null {
  const code = whyNot(command, order)
  if (code) return code
  if (operation.state === 'proposed' && needApproval.includes(command)) return 'approval_missing'
  return operationAllows(command, operation) ? null : 'illegal_step'
}

/** C9: only a pause for others outside the workshop has an end that they give. */
const operationAllows = (command: CommandName, operation: Operation): boolean =>
  operationAllowsCommand(operation.state, command) && (command !== 'movePauseEnd' || waitsOutside(operation) !== null)

// The names come from the tables and not from the commands, because screens import this and must not load every schema.
const onOrders = new Set(Object.values(orderSteps).flatMap(({ by }): readonly CommandName[] => by))
const onOperations = new Set(
  Object.values(operationSteps).flatMap(({ from, by }): readonly CommandName[] => (from.length > 0 ? by : [])),
)

/** Whether the order allows the command now. A command on operations needs at least one operation that allows it. */
export const isAllowed = (command: OrderCommand, order: Order): boolean =>
  whyNot(command, order) === null &&
  (!onOperations.has(command) || order.operations.some((one) => operationAllows(command, one)))

/** Every command allowed for the order now. */
export const allowedNow = (order: Order): ReadonlySet<CommandName> =>
  new Set([...onOrders].filter((name) => isAllowed(name as OrderCommand, order)))

/** B11: whether the notice allows the command now. */
export const isAllowedForNotice = (command: NoticeCommand, { state }: Pick<Notice, 'state'>): boolean =>
  noticeAllowsCommand(state, command)

/** AL: whether the alert allows the command now. */
export const isAllowedForAlert = (command: AlertCommand, alert: Pick<Alert, 'acknowledgedAt' | 'closedAt'>): boolean =>
  alertAllowsCommand(alertStateOf(alert), command)
