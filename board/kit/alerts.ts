/** What screens make of alerts (AL): which comes first, which are worth a sound. Pure. */
import type { Severity } from '#contract/values.ts'

/** What floor and wall know of an alert alike. */
export interface ShownAlert {
  id: string
  severity: Severity
  since: number
  level: number
  acknowledgedAt: number | null
}

/** Alarms first; then what nobody sees to yet; then what went furthest up; then the oldest. */
export function byGravity(a: ShownAlert, b: ShownAlert): number {
  return (
    Number(b.severity === 'alarm') - Number(a.severity === 'alarm') ||
    Number(a.acknowledgedAt !== null) - Number(b.acknowledgedAt !== null) ||
    b.level - a.level ||
    a.since - b.since ||
    (a.id < b.id ? -1 : 1)
  )
}

/** The alarms nobody sees to, each by a name that is another once it has gone to the next role: that is worth a sound again. */
export function unheeded(alerts: Iterable<ShownAlert>): Set<string> {
  const names = new Set<string>()
  for (const { id, severity, level, acknowledgedAt } of alerts)
    if (severity === 'alarm' && acknowledgedAt === null) names.add(`${id} ${level}`)
  return names
}
