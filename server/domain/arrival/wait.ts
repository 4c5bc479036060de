/** How long a person who comes now will wait until an adviser is free (B1.2). */
import { localDay } from '#contract/calendar.ts'
import type { Arrival } from '#contract/entities/index.ts'

/** Fewer than this many people served today say nothing about the next. */
const LEAST_SERVED = 3
/** A more exact time would be a promise. */
const ROUNDED_TO = 5
const MINUTE = 60_000

/**
 * Minutes, rounded up to five; null while it is not known. Everybody who waits, and everybody at a desk, takes the time that half of
 * today's people took at most, shared among the advisers on duty.
 */
export function waitMinutes(
  arrivals: Iterable<Arrival>,
  advisers: number,
  timeZone: string,
  now: number,
): number | null {
  const isToday = (at: number) => localDay(at, timeZone) === localDay(now, timeZone)
  const served: number[] = []
  let [waiting, atDesks] = [0, 0]
  for (const { takenAt, closedAt } of arrivals) {
    if (takenAt === null) waiting += closedAt === null ? 1 : 0
    else if (closedAt === null) atDesks++
    else if (isToday(takenAt) && closedAt > takenAt) served.push(closedAt - takenAt)
  }
  if (served.length < LEAST_SERVED || advisers === 0) return null
  const each = served.sort((a, b) => a - b)[served.length >> 1]! / MINUTE
  // Nobody serves two people at once: what else is open at the desks has been forgotten there.
  const ahead = waiting + Math.min(atDesks, advisers) - advisers + 1
  return ahead <= 0 ? 0 : Math.ceil((ahead * each) / advisers / ROUNDED_TO) * ROUNDED_TO
}
