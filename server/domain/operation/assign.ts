/** Assigning an operation's bay, technician and earliest start (C2, S13). */
import type { Operation, Order, Placement } from '#contract/entities/index.ts'
import { isSamePlace, bayBlocker, moveBlocker, personBlocker, placementOf, takesPlaces } from '#contract/placement.ts'
import { limitsOfAll } from '#contract/roleLimits.ts'
import { about, after, changed } from '../order/onOrder.ts'
import { withOperation } from '../order/work.ts'
import { refuse, type Context, type Fact, type Refused, type Rule, type Scope } from '../rule.ts'

/** A plan takes no car over (B8). A bay occupied by another car can be assigned: the work queues. */
export const assignOperation: Rule<'assignOperation'> = {
  needs: ({ orderId, bayId, technicianId }) => ({
    orders: [orderId],
    bays: bayId === null ? [] : [bayId],
    persons: technicianId === null ? [] : [technicianId],
  }),
  decide(scope, { orderId, operationId, bayId, technicianId, startAt, was, anyway }, context) {
    const order = scope.orders.get(orderId)
    if (!order) return refuse('order_not_found')
    const assigned = assign(order, operationId, was, { bayId, technicianId, startAt }, scope, context, anyway)
    return 'ok' in assigned ? assigned : changed(assigned.order, assigned.facts, {})
  },
}

export interface Assigned {
  order: Order
  facts: Fact[]
}

/**
 * The order with one operation reassigned, or the refusal.
 * @param was the placement the move was based on
 * @param anyway the foreman overrules the kind of bay and the skill; the fact says so if it was needed
 */
export function assign(
  order: Order,
  operationId: string,
  was: Placement,
  to: Placement,
  scope: Scope,
  context: Context,
  anyway = false,
): Assigned | Refused {
  const operation = order.operations.find(({ id }) => id === operationId)
  if (!operation) return refuse('operation_not_found')
  if (!isSamePlace(was, operation)) return refuse('changed_meanwhile', { order: [order] })
  if (order.homeSince !== null) return refuse('car_not_here')
  const isUnasked = operation.state === 'proposed' && takesPlaces(order.state)
  if (moveBlocker(order, operation)) return refuse(isUnasked ? 'approval_missing' : 'illegal_step')
  if (isSamePlace(operation, to)) return refuse('nothing_to_change')
  const unfit = unfitPlace(operation, to, scope, false)
  const refused = anyway ? unfitPlace(operation, to, scope, true) : unfit
  if (refused) return refused
  if (unfit && !limitsOfAll(context.roles, scope.workshop.roleLimits).overrule) return refuse('may_not_overrule')

  const placedAt = isSamePlace(to, placementOf(null)) ? null : context.now
  const next = {
    ...after(order, 'operationAssigned'),
    operations: withOperation(order, { ...operation, ...placementOf(to), placedAt }),
  }
  const assigned = about('operationAssigned', order, {
    ...{ operationId, ...placementOf(to) },
    ...(unfit !== null && { anyway: true }),
  })
  return { order: next, facts: [assigned] }
}

/** C2: the bay is fit for the work and in service, the technician has the skill. */
function unfitPlace(
  operation: Operation,
  { bayId, technicianId }: Placement,
  scope: Scope,
  anyway: boolean,
): Refused | null {
  if (bayId !== null) {
    const bay = scope.bays.get(bayId)
    const blocker = bay ? bayBlocker(bay, operation, anyway) : 'bay_not_found'
    if (blocker) return refuse(blocker)
  }
  if (technicianId !== null) {
    const technician = scope.persons.get(technicianId)
    const blocker = technician ? personBlocker(technician, operation, anyway) : 'person_not_found'
    if (blocker) return refuse(blocker)
  }
  return null
}
