/** When an appointment can be booked (B16). Used by the rules, the import of lists and the form. */
import { isOpenAt, openIntervals, type Calendar } from './calendar.ts'

const QUARTER = 15 * 60_000
const DAY = 86_400_000
/** How far around a time that is not possible others are looked for. */
const NEAR = 14 * DAY
/** A car that comes later than this before closing is no longer looked at that day. */
const BEFORE_CLOSING = 60 * 60_000

/** A customer keeps an appointment from this long before it until this long after it. */
const EARLY = 30 * 60_000
const LATE = 15 * 60_000

/** Whether a car has come for its appointment, and on time (B1.2). */
export function isOnTime({
  appointmentAt,
  arrivedAt,
}: {
  appointmentAt: number | null
  arrivedAt: number | null
}): boolean {
  if (appointmentAt === null || arrivedAt === null) return false
  return arrivedAt >= appointmentAt - EARLY && arrivedAt <= appointmentAt + LATE
}

/** Why a car cannot be booked for this instant; null if it can. Nobody receives it outside opening hours. */
export function objectionToTime(calendar: Calendar, at: number, now: number): 'time_in_past' | 'closed_then' | null {
  if (at <= now) return 'time_in_past'
  return isOpenAt(calendar, at) ? null : 'closed_then'
}

/**
 * Up to three free instants nearest to `at`, ascending: full quarters of an hour in opening hours, in the future, and not among
 * `taken`, the times of other appointments. One is before `at` if possible. Empty if the workshop does not open within two weeks.
 */
export function freeTimesNear(calendar: Calendar, at: number, now: number, taken: ReadonlySet<number>): number[] {
  const before: number[] = []
  const after: number[] = []
  for (const [open, close] of openIntervals(calendar, Math.max(now, at - NEAR), at + NEAR)) {
    const last = Math.max(open, close - BEFORE_CLOSING)
    for (let time = Math.ceil(open / QUARTER) * QUARTER; time <= last && time < close; time += QUARTER)
      if (time > now && !taken.has(time)) (time <= at ? before : after).push(time)
  }
  return [...before.slice(-1), ...after].slice(0, 3)
}
