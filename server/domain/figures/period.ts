/** The periods of the figures: a day, week or month of the workshop's calendar, and the one before. */
import { fromLocal, localDay, openIntervals, spansOn, type Calendar, type Interval } from '#contract/calendar.ts'
import { zoneOffset } from '#contract/zone.ts'
import type { PeriodName } from '#contract/figureNames.ts'

/** What is counted: from (inclusive) to until (exclusive), in milliseconds since 1970. */
export interface Period {
  from: number
  until: number
  /** When the last day of the period closes; null: it has no opening hours. */
  closing: number | null
  /** The opening hours from its begin until a week after its end, for what ends later than it began. */
  open: readonly Interval[]
}

export interface Periods {
  ends: number
  now: Period
  /** The period before, for as long as this one has lasted. */
  before: Period
}

const DAY = 86_400_000
const WEEK = 7 * DAY
/** How many days back a day with opening hours is sought. */
const FORTNIGHT = 14

/** @param day the local midnight of a day in the period (see `fromLocal`); null: today */
export function periodsOf(name: PeriodName, day: number | null, calendar: Calendar, now: number): Periods {
  const { timeZone } = calendar
  const first = firstDay(name, day ?? localDay(now, timeZone))
  const end = nextFirst(name, first)
  const earlier = dayBefore(name, first, calendar)
  const [from, ends] = [fromLocal(first, timeZone), fromLocal(end, timeZone)]
  const until = Math.max(from, Math.min(ends, now))
  // As long as this one has lasted by the wall clock, whatever the clocks' changes in between.
  const lasted = until === ends ? Infinity : until + zoneOffset(until, timeZone) - first
  const earlierEnd = Math.min(nextFirst(name, earlier), earlier + lasted)
  const before = periodOf(calendar, fromLocal(earlier, timeZone), fromLocal(earlierEnd, timeZone), now)
  return { ends, now: periodOf(calendar, from, until, now), before }
}

function periodOf(calendar: Calendar, from: number, until: number, now: number): Period {
  const { timeZone } = calendar
  const lastDay = localDay(Math.max(from, until - 1), timeZone)
  const closing = openIntervals(calendar, from, fromLocal(lastDay + DAY, timeZone)).at(-1)?.[1] ?? null
  return { from, until, closing, open: openIntervals(calendar, from, Math.min(now, until + WEEK)) }
}

/** The first day of the period that contains a day; all as local midnights. */
function firstDay(name: PeriodName, day: number): number {
  const date = new Date(day)
  if (name === 'week') return day - ((date.getUTCDay() + 6) % 7) * DAY
  return name === 'day' ? day : Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), 1)
}

function nextFirst(name: PeriodName, first: number): number {
  const date = new Date(first)
  return name === 'month'
    ? Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 1)
    : first + (name === 'day' ? 1 : 7) * DAY
}

/** Before a Monday comes Saturday, if the workshop is closed on Sundays. */
function dayBefore(name: PeriodName, first: number, calendar: Calendar): number {
  if (name !== 'day') return firstDay(name, first - DAY)
  for (let back = 1; back <= FORTNIGHT; back++)
    if (spansOn(calendar, first - back * DAY).length > 0) return first - back * DAY
  return first - DAY
}
