/** Alerts open and close with their causes, and escalate until acknowledged (AL). */
import type { Alert, Workshop } from '#contract/entities/index.ts'
import { aboutAlert, chainOf, type Cause } from '../alert/causes.ts'
import type { Context, Fact } from '../rule.ts'
import type { Around, Followed } from './followUp.ts'

/** Updates the alerts to match the current causes. */
export function withAlerts<Entity>(
  followed: Followed<Entity>,
  causes: readonly Cause[],
  { workshop, context }: Around,
): Followed<Entity> {
  const before = new Map(followed.alerts.map((alert) => [keyOf(alert), alert]))
  const alerts: Alert[] = []
  const facts: Fact[] = []
  for (const cause of causes) {
    const was = before.get(keyOf(cause))
    before.delete(keyOf(cause))
    const alert = was ? goneOn(was, cause, workshop, context.now) : opened(cause, workshop, context)
    alerts.push(alert)
    if (!was) facts.push(aboutAlert('alertOpened', alert))
    else if (alert.level !== was.level) facts.push(aboutAlert('alertEscalated', alert))
  }
  for (const alert of before.values()) {
    alerts.push({ ...alert, closedAt: context.now, escalatesAt: null })
    facts.push(aboutAlert('alertClosed', alert))
  }
  return { ...followed, alerts, facts: [...followed.facts, ...facts] }
}

/** When alerts escalate to the next role. */
export const escalations = (alerts: readonly Alert[]): (number | null)[] => alerts.map(({ escalatesAt }) => escalatesAt)

const keyOf = ({ cause, orderId, bayId, partId, noticeId }: Cause) =>
  [cause, orderId, bayId, partId, noticeId].join(' ')

const patience = ({ settings }: Workshop) => settings.escalateMinutes * 60_000

function opened(cause: Cause, workshop: Workshop, { now, newId }: Context): Alert {
  const chain = chainOf[cause.cause]
  return {
    ...cause,
    ...{ id: newId(), since: now, owner: chain[0], level: 0 },
    escalatesAt: chain.length > 1 ? now + patience(workshop) : null,
    ...{ acknowledgedAt: null, acknowledgedBy: null, closedAt: null },
  }
}

/** An alert whose cause persists: takes over the severity, and escalates when due. */
function goneOn(alert: Alert, { severity }: Cause, workshop: Workshop, now: number): Alert {
  const next = severity === alert.severity ? alert : { ...alert, severity }
  if (next.escalatesAt === null || next.escalatesAt > now) return next
  const chain = chainOf[next.cause]
  const level = Math.min(next.level + 1, chain.length - 1)
  const escalatesAt = level < chain.length - 1 ? now + patience(workshop) : null
  return { ...next, level, owner: chain[level]!, escalatesAt }
}
