/** Nobody at the door is forgotten: an arrival that nobody takes is a warning, later an alarm (B1.2). */
import type { Arrival, Workshop } from '#contract/entities/index.ts'
import { causeOf, type Cause } from '../alert/causes.ts'
import { escalations, withAlerts } from './alerts.ts'
import type { Around, FollowUp } from './followUp.ts'
import { waitLimits, waitSeverity } from './waitLimits.ts'

export const atTheDoor: FollowUp<Arrival> = {
  after(followed, around) {
    const arrival = attended(followed.entity, around)
    const causes = doorCauses(arrival, around.workshop, around.context.now)
    return withAlerts({ ...followed, entity: arrival }, causes, around)
  },
  moments: ({ entity, alerts }, { workshop }) => {
    const { warningAt, alarmAt } = waitLimits(entity.at, workshop)
    return entity.takenAt === null ? [warningAt, alarmAt, ...escalations(alerts)] : []
  },
}

/** The desk's work on the car takes the arrival; once its order is no longer just arrived, the arrival is over. */
function attended(arrival: Arrival, { changedOrders, context }: Around): Arrival {
  const order = changedOrders.get(arrival.orderId ?? '')
  if (!order || arrival.closedAt !== null) return arrival
  const { before, after } = order
  const isOver = after.state !== 'arrived'
  const hasBegun = before?.state === 'arrived' && after.operations.length > before.operations.length
  const isTaken = (isOver && after.state !== 'cancelled') || hasBegun
  if (!isOver && !isTaken) return arrival
  const taken = isTaken && arrival.takenAt === null
  return {
    ...arrival,
    ...(taken && { takenAt: context.now, takenBy: context.actor.personId }),
    ...(isOver && { closedAt: context.now }),
  }
}

/** The causes of alerts for an arrival at `now`. */
export function doorCauses({ id, at, orderId, takenAt, closedAt }: Arrival, workshop: Workshop, now: number): Cause[] {
  const severity = takenAt === null && closedAt === null ? waitSeverity(at, workshop, now) : null
  return severity === null ? [] : [causeOf('customer_waiting', { arrivalId: id, orderId, severity })]
}
