import { allows } from '#contract/lives/life.ts'
import { alertStateOf, alertSteps, type AlertState } from '#contract/lives/alert.ts'
import { refuse, type Rule } from '../rule.ts'
import { aboutAlert } from './causes.ts'

/** AL: a colleague is on it, so it goes to nobody else. Refuses `nothing_to_change` when another colleague is already. */
export const acknowledgeAlert: Rule<'acknowledgeAlert'> = {
  needs: ({ alertId }) => ({ alerts: [alertId] }),
  decide(scope, { alertId }, { now, actor }) {
    const alert = scope.alerts.get(alertId)
    if (!alert || alert.closedAt !== null) return refuse('alert_not_found')
    if (!allows<AlertState>(alertSteps.alertAcknowledged, alertStateOf(alert))) return refuse('nothing_to_change')
    const seen = { ...alert, acknowledgedAt: now, acknowledgedBy: actor.personId, escalatesAt: null }
    const facts = [aboutAlert('alertAcknowledged', alert)]
    return { ok: true, answer: {}, facts, put: { alert: [seen] }, leavesPlan: true }
  },
}
