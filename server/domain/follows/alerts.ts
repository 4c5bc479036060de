/**
 * Alerts open and close with their causes, and escalate until acknowledged (AL). Only opening hours count, and roles with nobody
 * on duty are passed over.
 */
import { addWorkingTime } from '#contract/calendar.ts'
import type { Alert } from '#contract/entities/index.ts'
import { aboutAlert, chainOf, type Cause } from '../alert/causes.ts'
import type { Fact } from '../rule.ts'
import type { Around, Followed } from './followUp.ts'

/** Updates the alerts to match the current causes. */
export function withAlerts<Entity>(
  followed: Followed<Entity>,
  causes: readonly Cause[],
  around: Around,
): Followed<Entity> {
  const before = new Map(followed.alerts.map((alert) => [keyOf(alert), alert]))
  const alerts: Alert[] = []
  const facts: Fact[] = []
  for (const cause of causes) {
    const was = before.get(keyOf(cause))
    before.delete(keyOf(cause))
    const alert = was ? goneOn(was, cause, around) : opened(cause, around)
    alerts.push(alert)
    if (!was) facts.push(aboutAlert('alertOpened', alert))
    else if (alert.level !== was.level) facts.push(aboutAlert('alertEscalated', alert))
  }
  for (const alert of before.values()) {
    alerts.push({ ...alert, closedAt: around.context.now, escalatesAt: null })
    facts.push(aboutAlert('alertClosed', alert))
  }
  return { ...followed, alerts, facts: [...followed.facts, ...facts] }
}

/** When alerts escalate to the next role. */
export const escalations = (alerts: readonly Alert[]): (number | null)[] => alerts.map(({ escalatesAt }) => escalatesAt)

const keyOf = ({ cause, orderId, bayId, partId, noticeId, arrivalId }: Cause) =>
  [cause, orderId, bayId, partId, noticeId, arrivalId].join(' ')

function opened(cause: Cause, around: Around): Alert {
  const { now, newId } = around.context
  return {
    ...cause,
    ...{ id: newId(), since: now, ...ownedFrom(0, cause.cause, around) },
    ...{ acknowledgedAt: null, acknowledgedBy: null, closedAt: null },
  }
}

/** The first role on duty in the chain, from a level on, and when it must have acted; with nobody on duty, that level's role. */
function ownedFrom(
  from: number,
  cause: Cause['cause'],
  { workshop, context, onDuty }: Around,
): Pick<Alert, 'owner' | 'level' | 'escalatesAt'> {
  const chain = chainOf[cause]
  const present = chain.findIndex((role, at) => at >= from && onDuty.has(role))
  const level = present === -1 ? Math.min(from, chain.length - 1) : present
  const patience = workshop.settings.escalateMinutes * 60_000
  const escalatesAt = level < chain.length - 1 ? addWorkingTime(workshop, context.now, patience) : null
  return { owner: chain[level]!, level, escalatesAt }
}

/** An alert whose cause persists: takes over the severity, and escalates when due. */
function goneOn(alert: Alert, { severity }: Cause, around: Around): Alert {
  const next = severity === alert.severity ? alert : { ...alert, severity }
  if (next.escalatesAt === null || next.escalatesAt > around.context.now) return next
  return { ...next, ...ownedFrom(next.level + 1, next.cause, around) }
}
