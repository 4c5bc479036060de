/** Nobody at the door is forgotten: an arrival that nobody takes is a warning, later an alarm (B1.2). */
import { addWorkingTime } from '#contract/calendar.ts'
import type { Arrival, Workshop } from '#contract/entities/index.ts'
import { causeOf, type Cause } from '../alert/causes.ts'
import { escalations, withAlerts } from './alerts.ts'
import type { Around, FollowUp } from './followUp.ts'

export const atTheDoor: FollowUp<Arrival> = {
  after(followed, around) {
    const arrival = attended(followed.entity, around)
    const causes = doorCauses(arrival, around.workshop, around.context.now)
    return withAlerts({ ...followed, entity: arrival }, causes, around)
  },
  moments: ({ entity, alerts }, { workshop }) => {
    const { warningAt, alarmAt } = waitLimits(entity, workshop)
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
export function doorCauses(arrival: Arrival, workshop: Workshop, now: number): Cause[] {
  const { id: arrivalId, orderId, takenAt, closedAt } = arrival
  const { warningAt, alarmAt } = waitLimits(arrival, workshop)
  const isAlarm = now >= (alarmAt ?? Infinity)
  if (takenAt !== null || closedAt !== null || (now < (warningAt ?? Infinity) && !isAlarm)) return []
  return [causeOf('customer_waiting', { arrivalId, orderId, ...(isAlarm && { severity: 'alarm' as const }) })]
}

/** When a wait is a warning and when an alarm; only opening hours count. */
function waitLimits({ at }: Arrival, workshop: Workshop): { warningAt: number | null; alarmAt: number | null } {
  const after = (minutes: number) => addWorkingTime(workshop, at, minutes * 60_000)
  const { doorWarningMinutes, doorAlarmMinutes } = workshop.settings
  return { warningAt: after(doorWarningMinutes), alarmAt: after(doorAlarmMinutes) }
}
