/** From diagnosis to the customer's decision (B2, B3, B5). */
import { limitsOfAll } from '#contract/roleLimits.ts'
import type { Operation, Order } from '#contract/entities/index.ts'
import { expectedMinutes } from '../durations/learned.ts'
import { operationStep } from '../life.ts'
import { isOffered } from '../money/priceItem.ts'
import { refuse, type Context, type Fact, type Refused, type Scope } from '../rule.ts'
import { holdsOperations } from './bounds.ts'
import { about, after, changed, onOrder } from './onOrder.ts'
import { ended } from './stop.ts'
import { withOperation } from './work.ts'

/** How long a quote is valid (house time, milliseconds): later, the shop has changed too much. */
const QUOTE_COUNTS = 3_600_000

/** B2: diagnosis starts with the customer's consent. */
export const startDiagnosis = onOrder('startDiagnosis', (order, _payload) =>
  changed(after(order, 'diagnosisStarted'), [about('diagnosisStarted', order)], {}),
)

/** What `operationsFrom` needs loaded. */
export const needsOperations = (itemIds: readonly string[]) => ({ priceItems: itemIds, pace: true })

/** Operations from the price list, in the given order, with their expected durations on this model (B5). Refuses `item_not_found`. */
export function operationsFrom(
  itemIds: readonly string[],
  model: string | null,
  { priceItems, pace }: Pick<Scope, 'priceItems' | 'pace'>,
  context: Context,
  additional: { findings: string; safety: boolean } | null = null,
): Operation[] | Refused {
  const operations: Operation[] = []
  for (const itemId of itemIds) {
    const item = priceItems.get(itemId)
    if (!item || !isOffered(item)) return refuse('item_not_found')
    const { title, bayKind, skill, standardMinutes, price } = item
    operations.push({
      id: context.newId(),
      itemId,
      title,
      bayKind,
      skill,
      standardMinutes,
      ...expectedMinutes(item, model, pace),
      price,
      state: additional ? 'proposed' : 'planned',
      bayId: null,
      technicianId: null,
      startAt: null,
      placedAt: null,
      plan: null,
      percent: 0,
      percentAt: null,
      pauseReason: null,
      pausedUntil: null,
      testDrive: null,
      startedAt: null,
      finishedAt: null,
      restedMinutes: 0,
      presentUntil: null,
      additional: additional !== null,
      safety: additional?.safety ?? false,
      findings: additional?.findings ?? '',
      foundAt: additional ? context.now : null,
      askedAt: null,
      decidedAt: null,
      approved: null,
      answeredOnPage: false,
      sentBack: 0,
    })
  }
  return operations
}

export const addOperations = onOrder(
  'addOperations',
  (order, { itemIds }, context, scope) => {
    const added = operationsFrom(itemIds, order.model, scope, context)
    if ('ok' in added) return added
    if (!holdsOperations(order, added.length)) return refuse('order_full')
    const operationIds = added.map(({ id }) => id)
    const { order: open, facts } = withoutEstimate(order)
    const next = { ...after(open, 'operationsAdded'), operations: [...order.operations, ...added] }
    return changed(next, [...facts, about('operationsAdded', order, { operationIds })], { operationIds })
  },
  ({ itemIds }) => needsOperations(itemIds),
)

/** The operation stays on the order as cancelled, so that nobody wonders where it has gone. */
export const removeOperation = onOrder('removeOperation', (order, { operationId }) => {
  const operation = order.operations.find(({ id }) => id === operationId)
  if (!operation) return refuse('operation_not_found')
  const state = operationStep(operation, 'operationRemoved')
  if (typeof state !== 'string') return state
  const { order: open, facts } = withoutEstimate(order)
  const next = { ...after(open, 'operationRemoved'), operations: withOperation(order, { ...operation, state }) }
  return changed(next, [...facts, about('operationRemoved', order, { operationId })], {})
})

/** B4: a changed estimate is no longer the one the customer was shown, so it is withdrawn and has to be shown again. */
function withoutEstimate(order: Order): { order: Order; facts: Fact[] } {
  if (order.state !== 'quoted') return { order, facts: [] }
  const open = { ...after(order, 'estimateWithdrawn'), promiseAt: null, quotedAt: null, pageAnswer: null }
  return { order: open, facts: [about('estimateWithdrawn', order)] }
}

/**
 * B3, B5: submits the estimate with its promise. A promise without a valid quote, or earlier than quoted, needs a reason;
 * afterwards it changes only by `movePromise`. The person who submits it becomes the order's adviser.
 */
export const quoteOrder = onOrder('quoteOrder', (order, payload, context, scope) => {
  const { promiseAt, quoteId, reason } = payload
  if (promiseAt <= context.now) return refuse('promise_in_past')
  const quote = quoteId === null ? null : context.quoted(order.id, quoteId)
  const isFresh = quote !== null && context.now - quote.at <= QUOTE_COUNTS
  const earliestAt = isFresh ? quote.earliestAt : null
  const isEarlier = earliestAt !== null && promiseAt < earliestAt
  if (isEarlier && !limitsOfAll(context.roles, scope.workshop.roleLimits).earlierPromise)
    return refuse('promise_too_early')
  if (reason === null && (!isFresh || isEarlier)) return refuse('reason_required')
  const next = {
    ...after(order, 'orderQuoted'),
    promiseAt,
    quotedAt: context.now,
    pageAnswer: null,
    adviserId: order.adviserId ?? context.actor.personId,
  }
  const accepted = changed<'quoteOrder'>(next, [about('orderQuoted', order, { promiseAt, earliestAt })], {})
  return reason === null ? accepted : { ...accepted, remarks: { reason } }
})

/** B3: the customer agrees. */
export const authoriseOrder = onOrder('authoriseOrder', (order, { wash }, context) => {
  return changed(authorised(order, wash, context), [about('orderAuthorised', order)], {})
})

/** The order as the customer has agreed to it, with its promise (B3). */
export function authorised(order: Order, wash: boolean, { now }: Context): Order {
  const informed = { kind: 'agreed', at: now, readyAt: order.promiseAt } as const
  return { ...after(order, 'orderAuthorised'), wash, authorisedAt: now, informed, pageAnswer: null }
}

/** B3: the customer declines. */
export const declineOrder = onOrder('declineOrder', (order, _payload, context, scope) => {
  const next = ended(order, 'orderDeclined', context, scope)
  return changed(next, [about('orderDeclined', order)], {})
})
