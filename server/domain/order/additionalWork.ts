/** Additional work: found on the shop floor, done only with the customer's approval (B9). */
import type { Operation, Order } from '#contract/entities/index.ts'
import { operationStep } from '../life.ts'
import { refuse } from '../rule.ts'
import { holdsOperations } from './bounds.ts'
import { needsOperations, operationsFrom } from './estimate.ts'
import { about, changed, onOrder } from './onOrder.ts'
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
    const next = follow(order, 'additionalWorkProposed', [...order.operations, ...proposed])
    const open = isChecked(order) ? takenBack(next) : next
    const facts = [about('additionalWorkProposed', order, { operationIds, safety })]
    return changed(open, facts, { operationIds })
  },
  ({ itemIds }) => needsOperations(itemIds),
)

/** Decides all named operations together; a new promise requires approval. */
export const decideAdditionalWork = onOrder(
  'decideAdditionalWork',
  (order, { operationIds, accepted, promiseAt }, context) => {
    const fact = accepted ? 'additionalWorkAccepted' : 'additionalWorkDeclined'
    const decided = new Map<string, Operation>()
    for (const id of operationIds) {
      const operation = order.operations.find((one) => one.id === id)
      if (!operation) return refuse('operation_not_found')
      const state = operationStep(operation, fact)
      if (typeof state !== 'string') return state
      decided.set(id, { ...operation, state, decidedAt: context.now })
    }
    const moved = accepted && promiseAt !== null && promiseAt !== order.promiseAt
    if (moved && promiseAt <= context.now) return refuse('promise_in_past')
    const operations = order.operations.map((operation) => decided.get(operation.id) ?? operation)
    const next = follow(order, fact, operations)
    const facts = [about(fact, order, { operationIds: [...decided.keys()] })]
    if (!moved) return changed(next, facts, {})
    facts.push(about('promiseMoved', order, { from: order.promiseAt, to: promiseAt }))
    const informed = { kind: 'agreed', at: context.now, readyAt: promiseAt } as const
    return changed({ ...next, promiseAt, informed }, facts, {})
  },
)
