/**
 * Alerts open and close with their causes, and escalate until acknowledged (AL). Only opening hours count, and roles with nobody
 * on duty are passed over.
 */
import { addWorkingTime } from '#contract/calendar.ts'
import type { Alert } from '#contract/entities/index.ts'
import type { Role } from '#contract/values.ts'
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

/**
 * The first role on duty in the chain, from a level on, and when it must have acted. With nobody on duty, the first role that is filled;
 * if none is, that level's.
 */
function ownedFrom(
  from: number,
  cause: Cause['cause'],
  { workshop, context, onDuty, held }: Around,
): Pick<Alert, 'owner' | 'level' | 'escalatesAt'> {
  const chain = chainFor(cause, held)
  const present = chain.findIndex((role, at) => at >= from && onDuty.has(role))
  const level = present === -1 ? levelWithoutDuty(from, chain, held) : present
  const patience = workshop.settings.escalateMinutes * 60_000
  const isLast = !chain.some((role, at) => at > level && isHeld(role, chain, held))
  return { owner: chain[level]!, level, escalatesAt: isLast ? null : addWorkingTime(workshop, context.now, patience) }
}

/** Where nobody is the manager, the owner acts last. */
const chainFor = (cause: Cause['cause'], held: Around['held']): readonly Role[] =>
  held?.has('owner') && !held.has('manager') ? [...chainOf[cause], 'owner'] : chainOf[cause]

/** A workshop in which nobody has any of these roles counts as one that has them all. */
const isHeld = (role: Role, chain: readonly Role[], held: Around['held']): boolean =>
  held === null || held.has(role) || !chain.some((one) => held.has(one))

function levelWithoutDuty(from: number, chain: readonly Role[], held: Around['held']): number {
  const next = chain.findIndex((role, at) => at >= from && isHeld(role, chain, held))
  return next === -1 ? chain.findLastIndex((role) => isHeld(role, chain, held)) : next
}

/** An alert whose cause persists: takes over the severity, and escalates when due. */
function goneOn(alert: Alert, { severity }: Cause, around: Around): Alert {
  const next = severity === alert.severity ? alert : { ...alert, severity }
  if (next.escalatesAt === null || next.escalatesAt > around.context.now) return next
  return { ...next, ...ownedFrom(next.level + 1, next.cause, around) }
}
