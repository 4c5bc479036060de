/** The order of alerts, and which of them deserve a sound (AL). Pure. */
import type { Severity } from '#contract/values.ts'

/** What floor and wall alerts have in common. */
export interface ShownAlert {
  id: string
  severity: Severity
  since: number
  level: number
  acknowledgedAt: number | null
}

/** Alarms first, then unacknowledged, then the highest escalation, then the oldest. */
export function bySeverity(a: ShownAlert, b: ShownAlert): number {
  return (
    Number(b.severity === 'alarm') - Number(a.severity === 'alarm') ||
    Number(a.acknowledgedAt !== null) - Number(b.acknowledgedAt !== null) ||
    b.level - a.level ||
    a.since - b.since ||
    (a.id < b.id ? -1 : 1)
  )
}

/** Keys of all unacknowledged alarms. An alarm gets a new key when it escalates, so that it sounds again. */
export function unacknowledged(alerts: Iterable<ShownAlert>): Set<string> {
  const names = new Set<string>()
  for (const { id, severity, level, acknowledgedAt } of alerts)
    if (severity === 'alarm' && acknowledgedAt === null) names.add(`${id} ${level}`)
  return names
}
