/** Alerts come and go with their causes, and go on to the next role when nobody sees to them (AL). */
import type { Alert, Workshop } from '#contract/entities.ts'
import { refuse, type Context, type Fact, type Rule } from '../rule.ts'
import { chainOf, type Cause } from './causes.ts'

export interface Kept {
  /** Open from now on. */
  open: Alert[]
  /** Those that are other than before, the closed ones too. */
  changed: Alert[]
  facts: Fact[]
}

const keyOf = ({ cause, orderId, bayId, partId, noticeId }: Cause) =>
  [cause, orderId, bayId, partId, noticeId].join(' ')

/** @param held the open alerts about the same subject @param causes all there are about it now */
export function keepAlerts(
  held: readonly Alert[],
  causes: readonly Cause[],
  workshop: Workshop,
  context: Context,
): Kept {
  const before = new Map(held.map((alert) => [keyOf(alert), alert]))
  const kept: Kept = { open: [], changed: [], facts: [] }
  for (const cause of causes) {
    const was = before.get(keyOf(cause))
    before.delete(keyOf(cause))
    const alert = was ? goneOn(was, cause, workshop, context.now) : opened(cause, workshop, context)
    kept.open.push(alert)
    if (alert === was) continue
    kept.changed.push(alert)
    if (!was) kept.facts.push(factOf('alertOpened', alert))
    else if (alert.level !== was.level) kept.facts.push(factOf('alertEscalated', alert))
  }
  for (const alert of before.values()) {
    kept.changed.push({ ...alert, closedAt: context.now, escalatesAt: null })
    kept.facts.push(factOf('alertClosed', alert))
  }
  return kept
}

const factOf = (name: string, { id: alertId, cause, orderId, bayId, owner }: Alert): Fact => ({
  ...{ name, alertId, cause, orderId, bayId, owner },
})

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

/** One that was there before: to the next role when its time is over, and as severe as its cause is now. */
function goneOn(alert: Alert, { severity }: Cause, workshop: Workshop, now: number): Alert {
  const next = severity === alert.severity ? alert : { ...alert, severity }
  if (next.escalatesAt === null || next.escalatesAt > now) return next
  const chain = chainOf[next.cause]
  const level = Math.min(next.level + 1, chain.length - 1)
  const escalatesAt = level < chain.length - 1 ? now + patience(workshop) : null
  return { ...next, level, owner: chain[level]!, escalatesAt }
}

/** AL: somebody sees to it; it goes no further. Refuses `nothing_to_change` when somebody does already. */
export const acknowledgeAlert: Rule<'acknowledgeAlert'> = {
  needs: ({ alertId }) => ({ alerts: [alertId] }),
  decide(scope, { alertId }, { now, actor }) {
    const alert = scope.alerts.get(alertId)
    if (!alert || alert.closedAt !== null) return refuse('alert_not_found')
    if (alert.acknowledgedAt !== null) return refuse('nothing_to_change')
    const seen = { ...alert, acknowledgedAt: now, acknowledgedBy: actor.personId, escalatesAt: null }
    const facts = [factOf('alertAcknowledged', alert)]
    return { ok: true, answer: {}, facts, put: { alert: [seen] }, leavesPlan: true }
  },
}
