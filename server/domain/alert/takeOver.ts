import { alertStateOf } from '#contract/lives/alert.ts'
import { refuse, type Rule } from '../rule.ts'

/** AL: another colleague is on it from now on. Refuses `nothing_to_change` when no one was, or the same one. */
export const takeOverAlert: Rule<'takeOverAlert'> = {
  needs: ({ alertId }) => ({ alerts: [alertId] }),
  decide({ alerts }, { alertId }, { now, actor: { personId } }) {
    const alert = alerts.get(alertId)
    if (!alert || alert.closedAt !== null) return refuse('alert_not_found')
    const { acknowledgedBy } = alert
    if (alertStateOf(alert) !== 'acknowledged' || acknowledgedBy === personId) return refuse('nothing_to_change')
    const next = { ...alert, acknowledgedAt: now, acknowledgedBy: personId }
    const facts = [{ name: 'alertTakenOver', alertId, from: acknowledgedBy, to: personId }]
    return { ok: true, answer: {}, facts, put: { alert: [next] }, leavesPlan: true }
  },
}
