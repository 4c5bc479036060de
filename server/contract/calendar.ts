/** Opening hours in the workshop's time zone, and working time; used by the rules and by the progress bars on screens. */
import { zoneOffset } from './zone.ts'

/** Minutes of the day, from (inclusive) to (exclusive). */
export type Span = [from: number, to: number]
/** Seven days, Monday first; each a sorted list of spans. A gap is a break. */
export type WeeklyHours = Span[][]

/** An exception to the weekly hours: a closure or public holiday (no spans), a special opening, a make-up working day. */
export interface SpecialDay {
  /** The date in the workshop's time zone: 2026-10-01. */
  day: string
  spans: Span[]
  /** A make-up working day: the weekday it replaces, 0 = Monday, whose shifts apply. */
  weekday?: number | undefined
}

export interface Calendar {
  timeZone: string
  hours: WeeklyHours
  days: readonly SpecialDay[]
  /** Other hours in the week of this day and every second week from it, before and after. */
  otherWeek?: { shift: WeeklyHours; from: string } | null
}

/** Milliseconds, from (inclusive) to (exclusive). */
export type Interval = readonly [from: number, to: number]

const MINUTE = 60_000
const DAY = 86_400_000
/** Search limit: a workshop that does not open within ten years never opens. */
const FAR = 3653 * DAY

/**
 * The instant at which the zone's wall clock shows `local` (given as if it were UTC). If it occurs twice, the first; if the
 * clocks skip it, the instant of the change.
 */
export function fromLocal(local: number, timeZone: string): number {
  // No zone is more than a day from UTC or changes its clocks twice within two days.
  const [before, after] = [zoneOffset(local - DAY, timeZone), zoneOffset(local + DAY, timeZone)]
  if (before === after) return local - before
  if (zoneOffset(local - before, timeZone) === before) return local - before
  if (zoneOffset(local - after, timeZone) === after) return local - after
  let [from, to] = [local - after, local - before]
  while (to - from > 1) {
    const middle = Math.floor((from + to) / 2)
    if (zoneOffset(middle, timeZone) === before) from = middle
    else to = middle
  }
  return to
}

/** The midnight (as a local time, see fromLocal) at the start of the day of `at` in the zone. */
export function localDay(at: number, timeZone: string): number {
  const local = at + zoneOffset(at, timeZone)
  return local - (((local % DAY) + DAY) % DAY)
}

/** The date of a local midnight: 2026-10-01. */
export const dayName = (midnight: number): string => new Date(midnight).toISOString().slice(0, 10)

const specials = new WeakMap<readonly SpecialDay[], Map<number, Span[]>>()

/** The opening spans of the day that begins at the local midnight `day`; none if the workshop is closed. */
export function spansOn({ hours, days, otherWeek }: Calendar, day: number): readonly Span[] {
  if (days.length > 0) {
    let special = specials.get(days)
    if (!special)
      specials.set(days, (special = new Map(days.map((one) => [Date.parse(`${one.day}T00:00Z`), one.spans]))))
    const spans = special.get(day)
    if (spans) return spans
  }
  const week = otherWeek && isAlternate(day, otherWeek.from) ? otherWeek.shift : hours
  return week[weekdayOf(day)] ?? []
}

const weekdayOf = (day: number) => (new Date(day).getUTCDay() + 6) % 7

/** Whether the weeks of two days, Monday to Sunday, are an even number of weeks apart. */
function isAlternate(day: number, from: string): boolean {
  const other = Date.parse(`${from}T00:00Z`)
  const mondays = (day - weekdayOf(day) * DAY - (other - weekdayOf(other) * DAY)) / DAY
  return mondays % 14 === 0
}

const ALL_DAY: Span = [0, 1440]

/**
 * When a person with this shift works, before it is narrowed to the opening hours. A make-up working day follows the weekday it
 * replaces. On a special opening, a day on which the workshop is otherwise closed, everybody works.
 */
export function shiftCalendar(
  { timeZone, hours, days }: Calendar,
  shift: WeeklyHours,
  otherWeek: Calendar['otherWeek'] = null,
): Calendar {
  const weekOf = (day: string) =>
    otherWeek && isAlternate(Date.parse(`${day}T00:00Z`), otherWeek.from) ? otherWeek.shift : shift
  const special = days.flatMap(({ day, spans, weekday }): SpecialDay[] => {
    if (spans.length === 0) return []
    if (weekday !== undefined) return [{ day, spans: weekOf(day)[weekday] ?? [] }]
    const isClosed = spansOn({ timeZone, hours, days: [] }, Date.parse(`${day}T00:00Z`)).length === 0
    return isClosed ? [{ day, spans: [ALL_DAY] }] : []
  })
  return { timeZone, hours: shift, days: special, otherWeek }
}

/** Yields the opening intervals that end after `from`, in order, for up to ten years. */
function* openings(calendar: Calendar, from: number): Generator<Interval> {
  const { timeZone } = calendar
  const first = localDay(from, timeZone) - DAY
  for (let day = first; day < first + FAR; day += DAY)
    for (const [begin, end] of spansOn(calendar, day)) {
      const open = fromLocal(day + begin * MINUTE, timeZone)
      const close = fromLocal(day + end * MINUTE, timeZone)
      if (close > from && close > open) yield [open, close]
    }
}

/** Whether the calendar has any opening hours, weekly or special. */
export const everOpens = ({ hours, days, otherWeek }: Calendar): boolean =>
  [...hours, ...(otherWeek?.shift ?? [])].some((spans) => spans.length > 0) ||
  days.some(({ spans }) => spans.length > 0)

/** The opening intervals that overlap [from, to), in order. */
export function openIntervals(calendar: Calendar, from: number, to: number): Interval[] {
  const result: Interval[] = []
  if (!everOpens(calendar)) return result
  for (const interval of openings(calendar, from)) {
    if (interval[0] >= to) break
    result.push(interval)
  }
  return result
}

/** Working milliseconds between two instants; 0 unless `to` is after `from`. */
export function workingTime(calendar: Calendar, from: number, to: number): number {
  let sum = 0
  if (to <= from) return 0
  for (const [open, close] of openIntervals(calendar, from, to)) sum += Math.min(close, to) - Math.max(open, from)
  return sum
}

/**
 * Opening minutes from one instant to another, rounded; negative if `to` is earlier. Instants a minute or more apart are at least
 * a minute apart, even if the workshop is closed all the time between them.
 */
export function openMinutesBetween(calendar: Calendar, from: number, to: number): number {
  const minutes = Math.round((to - from) / MINUTE)
  if (minutes === 0) return 0
  const open = workingTime(calendar, Math.min(from, to), Math.max(from, to)) / MINUTE
  return Math.sign(minutes) * Math.max(1, Math.round(open))
}

/**
 * The instant at which `duration` working milliseconds have passed since `from` (`from` itself for 0); null if the workshop
 * is not open for that long within ten years.
 */
export function addWorkingTime(calendar: Calendar, from: number, duration: number): number | null {
  if (!everOpens(calendar)) return null
  if (duration <= 0) return from
  let left = duration
  for (const [open, close] of openings(calendar, from)) {
    const begin = Math.max(open, from)
    if (left <= close - begin) return begin + left
    left -= close - begin
  }
  return null
}

/** Yields the opening intervals that begin before `until`, latest first, for up to ten years back. */
function* openingsBefore(calendar: Calendar, until: number): Generator<Interval> {
  const { timeZone } = calendar
  const last = localDay(until, timeZone)
  for (let day = last; day > last - FAR; day -= DAY)
    for (const [begin, end] of spansOn(calendar, day).toReversed()) {
      const open = fromLocal(day + begin * MINUTE, timeZone)
      const close = fromLocal(day + end * MINUTE, timeZone)
      if (open < until && close > open) yield [open, close]
    }
}

/**
 * The latest instant from which `duration` working milliseconds, more than none, pass until `until`; null if the workshop was not
 * open for that long within ten years.
 */
export function subtractWorkingTime(calendar: Calendar, until: number, duration: number): number | null {
  if (!everOpens(calendar)) return null
  let left = duration
  for (const [open, close] of openingsBefore(calendar, until)) {
    const end = Math.min(close, until)
    if (left <= end - open) return end - left
    left -= end - open
  }
  return null
}

/** The first instant from `from` on at which the workshop is open; null if it never opens again. */
export function nextOpening(calendar: Calendar, from: number): number | null {
  if (!everOpens(calendar)) return null
  for (const [open] of openings(calendar, from)) return Math.max(open, from)
  return null
}

/**
 * The instant `duration` milliseconds after `from`, day and night, without the days on which the workshop stays closed; null if it
 * never opens again.
 */
export function addOpenDays(calendar: Calendar, from: number, duration: number): number | null {
  const today = localDay(from, calendar.timeZone)
  const begin = spansOn(calendar, today).length > 0 ? from : nextOpening(calendar, from)
  if (begin === null) return null
  let at = begin + duration
  for (let day = localDay(begin, calendar.timeZone); fromLocal(day, calendar.timeZone) <= at; day += DAY) {
    if (day >= today + FAR) return null
    if (spansOn(calendar, day).length === 0) at += DAY
  }
  return at
}

export const isOpenAt = (calendar: Calendar, at: number): boolean => nextOpening(calendar, at) === at
