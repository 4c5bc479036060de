/** Where, and by whom, an operation is done (C2, S13). */
import type { Operation } from '#contract/entities.ts'
import { about, after, changed } from '../order/onOrder.ts'
import { orderAllows } from '../order/life.ts'
import { withOperation } from '../order/work.ts'
import { refuse, type Refused, type Rule, type Scope } from '../rule.ts'
import { operationAllows } from './life.ts'

/** The first assignment of an authorised order takes the car over (B8). A bay that another car stands in may be queued for. */
export const assignOperation: Rule<'assignOperation'> = {
  needs: ({ orderId, bayId, technicianId }) => ({
    orders: [orderId],
    bays: bayId === null ? [] : [bayId],
    persons: technicianId === null ? [] : [technicianId],
  }),
  decide(scope, { orderId, operationId, bayId, technicianId, was }, context) {
    const order = scope.orders.get(orderId)
    if (!order) return refuse('order_not_found')
    const operation = order.operations.find(({ id }) => id === operationId)
    if (!operation) return refuse('operation_not_found')
    if (was.bayId !== operation.bayId || was.technicianId !== operation.technicianId)
      return refuse('changed_meanwhile', { order: [order] })
    const takesOver = orderAllows(order.state, 'carTakenOver')
    if (!takesOver && !orderAllows(order.state, 'operationAssigned')) return refuse('illegal_step')
    if (operation.state === 'proposed') return refuse('approval_missing')
    if (!operationAllows(operation.state, 'operationAssigned')) return refuse('illegal_step')
    if (bayId === operation.bayId && technicianId === operation.technicianId) return refuse('nothing_to_change')
    const unfit = unfitPlace(operation, bayId, technicianId, scope)
    if (unfit) return unfit

    const received = takesOver
      ? { ...after(order, 'carTakenOver'), takenOverAt: context.now, takenOverBy: context.actor.personId }
      : order
    const next = {
      ...after(received, 'operationAssigned'),
      operations: withOperation(order, { ...operation, bayId, technicianId }),
    }
    const assigned = about('operationAssigned', order, { operationId, bayId, technicianId })
    return changed(next, takesOver ? [about('carTakenOver', order), assigned] : [assigned], {})
  },
}

/** C2: the bay is of the right kind and in service, the technician has the skill. */
function unfitPlace(
  operation: Operation,
  bayId: string | null,
  technicianId: string | null,
  scope: Scope,
): Refused | null {
  if (bayId !== null) {
    const bay = scope.bays.get(bayId)
    if (!bay) return refuse('bay_not_found')
    if (bay.kind !== operation.bayKind) return refuse('wrong_bay_kind')
    if (bay.outOfService) return refuse('bay_out_of_service')
  }
  if (technicianId !== null) {
    const technician = scope.persons.get(technicianId)
    if (!technician) return refuse('person_not_found')
    if (!technician.skills.includes(operation.skill)) return refuse('skill_missing')
  }
  return null
}
