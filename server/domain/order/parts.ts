/** Expected parts and their arrival (B4.2). */
import type { Order, Part } from '#contract/entities/index.ts'
import { refuse, type Refused } from '../rule.ts'
import { MOST_PARTS } from './bounds.ts'
import { about, after, changed, onOrder } from './onOrder.ts'

/** A part belongs to an open operation or to the whole order. */
export const expectPart = onOrder('expectPart', (order, payload, context) => {
  const { operationId, name, quantity, expectedAt } = payload
  if (operationId !== null) {
    const operation = order.operations.find(({ id }) => id === operationId)
    if (!operation) return refuse('operation_not_found')
    if (operation.state === 'done' || operation.state === 'cancelled') return refuse('illegal_step')
  }
  if (expectedAt <= context.now) return refuse('time_in_past')
  if (order.parts.length >= MOST_PARTS) return refuse('order_full')
  const part: Part = { id: context.newId(), operationId, name, quantity, expectedAt, arrivedAt: null }
  const next = { ...after(order, 'partExpected'), parts: [...order.parts, part] }
  const facts = [about('partExpected', order, { partId: part.id, operationId, expectedAt })]
  return changed(next, facts, { partId: part.id })
})

export const movePartArrival = onOrder('movePartArrival', (order, payload, context) => {
  const part = missingPart(order, payload.partId)
  if ('ok' in part) return part
  const { expectedAt } = payload
  if (expectedAt <= context.now) return refuse('time_in_past')
  if (expectedAt === part.expectedAt) return refuse('nothing_to_change')
  const next = { ...after(order, 'partArrivalMoved'), parts: withPart(order, { ...part, expectedAt }) }
  const facts = [about('partArrivalMoved', order, { partId: part.id, from: part.expectedAt, to: expectedAt })]
  return changed(next, facts, {})
})

export const recordPartArrival = onOrder('recordPartArrival', (order, { partId }, context) => {
  const part = missingPart(order, partId)
  if ('ok' in part) return part
  const next = { ...after(order, 'partArrived'), parts: withPart(order, { ...part, arrivedAt: context.now }) }
  return changed(next, [about('partArrived', order, { partId })], {})
})

function missingPart(order: Order, partId: string): Part | Refused {
  const part = order.parts.find(({ id }) => id === partId)
  if (!part) return refuse('part_not_found')
  return part.arrivedAt === null ? part : refuse('part_already_arrived')
}

const withPart = (order: Order, changed: Part) => order.parts.map((part) => (part.id === changed.id ? changed : part))
