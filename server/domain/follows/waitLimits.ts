/** When a wait for the desk is a warning, and when an alarm; only opening hours count (B1.2). */
import { addWorkingTime } from '#contract/calendar.ts'
import type { Workshop } from '#contract/entities/index.ts'
import type { Severity } from '#contract/values.ts'

interface Limits {
  warningAt: number | null
  alarmAt: number | null
}

/** Of a wait since `since`; null: it never is. */
export function waitLimits(since: number, workshop: Workshop): Limits {
  const after = (minutes: number) => addWorkingTime(workshop, since, minutes * 60_000)
  const { doorWarningMinutes, doorAlarmMinutes } = workshop.settings
  return { warningAt: after(doorWarningMinutes), alarmAt: after(doorAlarmMinutes) }
}

/** How severe a wait since `since` is at `now`; null: not yet. */
export function waitSeverity(since: number, workshop: Workshop, now: number): Severity | null {
  const { warningAt, alarmAt } = waitLimits(since, workshop)
  if (now >= (alarmAt ?? Infinity)) return 'alarm'
  return now >= (warningAt ?? Infinity) ? 'warning' : null
}
