/** When a person is at work: employed, neither ill nor on leave, and on shift or on overtime. Used by rules, planner and screens. */
import {
  dayName,
  fromLocal,
  isOpenAt,
  localDay,
  openIntervals,
  shiftCalendar,
  type Calendar,
  type Interval,
} from './calendar.ts'
import type { Leave, Person } from './entities/person.ts'

const DAY = 86_400_000

type Zone = Pick<Calendar, 'timeZone'>
type Employment = Partial<Pick<Person, 'employedFrom' | 'employedUntil'>>
/** What says when a person works. What is left out means as it does when it is null or empty. */
export type Working = Employment & Pick<Person, 'shift'> & Partial<Pick<Person, 'otherWeek' | 'leave' | 'overtime'>>

/** The day of an instant in the workshop: 2026-10-01. */
export const dayOf = ({ timeZone }: Zone, at: number): string => dayName(localDay(at, timeZone))

/** Whether the person works here on the day of `now`, their first and last day included. */
export function isEmployed(
  { employedFrom = null, employedUntil = null }: Employment,
  zone: Zone,
  now: number,
): boolean {
  if (employedFrom === null && employedUntil === null) return true
  const day = dayOf(zone, now)
  return (employedFrom === null || employedFrom <= day) && (employedUntil === null || day <= employedUntil)
}

/** The leave the person is on; undefined: none. */
export const leaveAt = ({ leave = [] }: Pick<Working, 'leave'>, now: number): Leave | undefined =>
  leave.find(({ from, until }) => from <= now && now < until)

/** Whether the person is ill or on leave at `now`. */
export const isAbsent = (person: Pick<Working, 'leave'>, now: number): boolean => leaveAt(person, now) !== undefined

/** The person's weekly hours as a calendar; null: they work whenever the workshop is open. */
export const shiftOf = ({ shift, otherWeek = null }: Working, calendar: Calendar): Calendar | null =>
  shift && shiftCalendar(calendar, shift, otherWeek)

/** Whether the person can be given work now: present, and on shift while the workshop is open, or on overtime. */
export function isAtWork(person: Working, calendar: Calendar, now: number): boolean {
  if (isAbsent(person, now) || !isEmployed(person, calendar, now)) return false
  const shift = shiftOf(person, calendar)
  if (shift === null || !isOpenAt(calendar, now) || isOnOvertime(person, now)) return true
  return isOpenAt(shift, now)
}

export const isOnOvertime = ({ overtime = null }: Pick<Working, 'overtime'>, now: number): boolean =>
  overtime !== null && overtime.from <= now && now < overtime.until

/** Whether the person's hours and the opening hours have a minute in common in the coming two weeks. */
export function meetsOpening(person: Working, calendar: Calendar, now: number): boolean {
  const shift = shiftOf(person, calendar)
  if (shift === null) return true
  const open = openIntervals(calendar, now, now + 14 * DAY)
  const own = openIntervals(shift, now, now + 14 * DAY)
  return open.length === 0 || open.some(([from, until]) => own.some(([come, go]) => come < until && from < go))
}

/**
 * When the person is not at work although their shift says so: on leave, before their first day, after their last. What has passed
 * is left out; in order, without overlap. `Infinity`: they do not come back.
 */
export function absencesOf(person: Working, zone: Zone, now: number): Interval[] {
  const { leave = [], employedFrom = null, employedUntil = null } = person
  const all = leave.map(({ from, until }): Interval => [from, until])
  if (employedFrom !== null) all.push([-Infinity, midnight(employedFrom, zone)])
  if (employedUntil !== null) all.push([midnight(employedUntil, zone, 1), Infinity])
  return joined(all.filter(([from, until]) => until > now && until > from))
}

/** The beginning of a day in the workshop, or of one `more` days later. */
const midnight = (day: string, { timeZone }: Zone, more = 0): number =>
  fromLocal(Date.parse(`${day}T00:00Z`) + more * DAY, timeZone)

function joined(intervals: readonly Interval[]): Interval[] {
  const result: [number, number][] = []
  for (const [from, until] of intervals.toSorted((a, b) => a[0] - b[0])) {
    const last = result.at(-1)
    if (last && from <= last[1]) last[1] = Math.max(last[1], until)
    else result.push([from, until])
  }
  return result
}
