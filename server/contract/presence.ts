/** When a person is at work: employed, neither ill nor on leave, and on shift while the workshop is open. Used by rules, planner and screens. */
import { dayName, fromLocal, isOpenAt, localDay, shiftCalendar, type Calendar, type Interval } from './calendar.ts'
import type { Person } from './entities/person.ts'

const DAY = 86_400_000

type Zone = Pick<Calendar, 'timeZone'>
export type Absence = Pick<Person, 'absentFrom' | 'absentUntil'>
export type Employment = Partial<Pick<Person, 'employedFrom' | 'employedUntil'>>

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

/** Whether the person is ill or on leave at `now`. */
export const isAbsent = ({ absentFrom, absentUntil }: Absence, now: number): boolean =>
  absentUntil !== null && absentUntil > now && (absentFrom ?? 0) <= now

/** Whether the person can be given work now: present, and on shift while the workshop is open. */
export function isAtWork(
  person: Absence & Employment & Pick<Person, 'shift'>,
  calendar: Calendar,
  now: number,
): boolean {
  if (isAbsent(person, now) || !isEmployed(person, calendar, now)) return false
  if (person.shift === null || !isOpenAt(calendar, now)) return true
  return isOpenAt(shiftCalendar(calendar, person.shift), now)
}

/**
 * When the person is not at work although their shift says so: on leave, before their first day, after their last. What has passed
 * is left out; in order, without overlap. `Infinity`: they do not come back.
 */
export function absencesOf(person: Absence & Employment, zone: Zone, now: number): Interval[] {
  const { absentFrom, absentUntil, employedFrom = null, employedUntil = null } = person
  const all: Interval[] = []
  if (absentUntil !== null) all.push([absentFrom ?? now, absentUntil])
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
