/** Changes to an order along the way: takeover, priority, promise, moving the car, cancelling (B5, B8, C2, C2.1). */
import type { Order } from '#contract/entities/index.ts'
import { refuse, type Context } from '../rule.ts'
import { about, after, changed, onOrder } from './onOrder.ts'
import { ended } from './stop.ts'

export const cancelOrder = onOrder('cancelOrder', (order, { reason }, context, scope) => {
  const next = { ...ended(order, 'orderCancelled', context, scope), cancelReason: reason }
  return changed(next, [about('orderCancelled', order, { reason })], {})
})

/**
 * B5: changing the promise needs a reason. The customer is informed if they do not know yet (B11.1); one who has not approved the
 * estimate is asked again, and the time limit for the answer restarts (B3). The first promise after the car was with its customer
 * (C9) is agreed with them.
 */
export const movePromise = onOrder('movePromise', (order, payload, context) => {
  const { promiseAt, reason, customerKnows } = payload
  if (promiseAt <= context.now) return refuse('promise_in_past')
  if (promiseAt === order.promiseAt) return refuse('nothing_to_change')
  const isAgreed = customerKnows || order.promiseAt === null
  const informed = isAgreed ? ({ kind: 'agreed', at: context.now, readyAt: promiseAt } as const) : order.informed
  const moved = { ...after(order, 'promiseMoved'), promiseAt, additionalOffer: null }
  const next = order.state === 'quoted' ? { ...moved, quotedAt: context.now, pageAnswer: null } : { ...moved, informed }
  const facts = [about('promiseMoved', order, { from: order.promiseAt, to: promiseAt })]
  return { ...changed<'movePromise'>(next, facts, {}), remarks: { reason } }
})

/** B8, C2.1: records who took the car over, and when. */
export const takeOverCar = onOrder('takeOverCar', (order, _payload, context) =>
  changed(takenOver(order, context), [about('carTakenOver', order)], {}),
)

/** The order as the workshop has received it (B8). */
export const takenOver = (order: Order, { now, actor }: Context): Order => ({
  ...after(order, 'carTakenOver'),
  ...{ takenOverAt: now, takenOverBy: actor.personId },
})

/** C2: sets the priority. */
export const setPriority = onOrder('setPriority', (order, { priority }) => {
  if (priority === order.priority) return refuse('nothing_to_change')
  const next = { ...after(order, 'priorityChanged'), priority }
  return changed(next, [about('priorityChanged', order, { priority })], {})
})

/** A bay holds one car; a car with work in progress cannot be moved. */
export const moveCar = onOrder(
  'moveCar',
  (order, { bayId }, context, scope) => {
    if (bayId === order.bayId) return refuse('nothing_to_change')
    if (bayId !== null) {
      const bay = scope.bays.get(bayId)
      if (!bay) return refuse('bay_not_found')
      if (bay.outOfService) return refuse('bay_out_of_service')
      for (const other of scope.orders.values())
        if (other.id !== order.id && other.bayId === bayId && other.closedAt === null) return refuse('bay_occupied')
    }
    const next = { ...after(order, 'carMoved'), bayId }
    return changed(next, [about('carMoved', order, { from: order.bayId, to: bayId })], {})
  },
  ({ bayId }) => (bayId === null ? {} : { bays: [bayId], ordersInBays: [bayId] }),
  (order, { was }) => was.bayId !== order.bayId,
)
