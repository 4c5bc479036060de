/** Additional work: found on the shop floor, done only with the customer's approval (B9). */
import { isToAsk, toAskSince } from '#contract/additionalWork.ts'
import type { Operation, Order } from '#contract/entities/index.ts'
import { operationStep } from '../life.ts'
import { refuse, type Context, type Decision } from '../rule.ts'
import { holdsOperations } from './bounds.ts'
import { needsOperations, operationsFrom } from './estimate.ts'
import { isAsShown } from './answerEstimate.ts'
import { about, after, changed, onOrder } from './onOrder.ts'
import { takenBack } from './rework.ts'
import { follow } from './work.ts'

/** C8: found on a car that was to be washed or handed over, which is checked again. */
const isChecked = ({ checkedAt }: Order) => checkedAt !== null

export const proposeAdditionalWork = onOrder(
  'proposeAdditionalWork',
  (order, { itemIds, findings, safety }, context, scope) => {
    const proposed = operationsFrom(itemIds, order.model, scope, context, { findings, safety })
    if ('ok' in proposed) return proposed
    if (!holdsOperations(order, proposed.length)) return refuse('order_full')
    const operationIds = proposed.map(({ id }) => id)
    const operations = [...order.operations, ...proposed]
    const next = { ...follow(order, 'additionalWorkProposed', operations), additionalOffer: null }
    const open = isChecked(order) ? takenBack(next) : next
    const facts = [about('additionalWorkProposed', order, { operationIds, safety })]
    return changed(open, facts, { operationIds })
  },
  ({ itemIds }) => needsOperations(itemIds),
)

/**
 * B9: the customer is asked about all proposed work, with the promise it needs. `onPage`: they can answer on their page. Work
 * proposed later, and a promise moved since, must be offered again.
 */
export const offerAdditionalWork = onOrder('offerAdditionalWork', (order, { promiseAt, onPage }, { now }) => {
  if (promiseAt <= now) return refuse('promise_in_past')
  if (!onPage && toAskSince(order) === null) return refuse('nothing_to_change')
  const operationIds = proposedIn(order).map(({ id }) => id)
  const operations = order.operations.map((one) => (isToAsk(one) ? { ...one, askedAt: now } : one))
  const next = {
    ...{ ...after(order, 'additionalWorkOffered'), operations },
    additionalOffer: { at: now, promiseAt, onPage },
  }
  return changed(next, [about('additionalWorkOffered', order, { operationIds, promiseAt, onPage })], {})
})

export const decideAdditionalWork = onOrder(
  'decideAdditionalWork',
  (order, { operationIds, accepted, promiseAt }, context) =>
    decided(order, { operationIds, approved: accepted ? operationIds : [], promiseAt, onPage: false }, context),
)

/** B9, S13: the customer answers all that the page showed, which is all that is proposed. */
export const answerAdditionalWork = onOrder(
  'answerAdditionalWork',
  (order, { approved, was }, context) => {
    if (was.promiseAt <= context.now) return refuse('offer_expired')
    const operationIds = was.operations.map(({ id }) => id)
    if (!approved.every((id) => operationIds.includes(id))) return refuse('operation_not_found')
    const answer = { operationIds, approved, promiseAt: was.promiseAt, onPage: true }
    return decided(order, answer, context)
  },
  undefined,
  (order, { was }) => !isAsShown(was, order.additionalOffer?.promiseAt, proposedIn(order)),
)

const proposedIn = ({ operations }: Order) => operations.filter(({ state }) => state === 'proposed')

interface Answer {
  operationIds: readonly string[]
  /** Those of them that the customer wants. */
  approved: readonly string[]
  /** The promise with the approved work; null: it stays. */
  promiseAt: number | null
  onPage: boolean
}

/** Decides all named operations together; a new promise requires approval. */
function decided(
  order: Order,
  { operationIds, approved, promiseAt, onPage }: Answer,
  { now }: Context,
): Decision<'decideAdditionalWork'> {
  const answered = new Map<string, Operation>()
  for (const id of operationIds) {
    const operation = order.operations.find((one) => one.id === id)
    if (!operation) return refuse('operation_not_found')
    const isApproved = approved.includes(id)
    const state = operationStep(operation, isApproved ? 'additionalWorkAccepted' : 'additionalWorkDeclined')
    if (typeof state !== 'string') return state
    const askedAt = operation.askedAt ?? now
    answered.set(id, { ...operation, state, askedAt, decidedAt: now, approved: isApproved, answeredOnPage: onPage })
  }
  const moved = approved.length > 0 && promiseAt !== null && promiseAt !== order.promiseAt
  if (moved && promiseAt <= now) return refuse('promise_in_past')
  const operations = order.operations.map((operation) => answered.get(operation.id) ?? operation)
  const declined = operationIds.filter((id) => !approved.includes(id))
  const facts = [
    ...(approved.length > 0 ? [about('additionalWorkAccepted', order, { operationIds: approved })] : []),
    ...(declined.length > 0 ? [about('additionalWorkDeclined', order, { operationIds: declined })] : []),
  ]
  const fact = approved.length > 0 ? 'additionalWorkAccepted' : 'additionalWorkDeclined'
  const next = { ...follow(order, fact, operations), additionalOffer: null }
  if (!moved) return changed(next, facts, {})
  facts.push(about('promiseMoved', order, { from: order.promiseAt, to: promiseAt }))
  const informed = { kind: 'agreed', at: now, readyAt: promiseAt } as const
  return changed({ ...next, promiseAt, informed }, facts, {})
}
