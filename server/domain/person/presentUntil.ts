/** Until when a person is at work: the end of their shift, or the beginning of their leave (AL). Pure. */
import { fromLocal, isOpenAt, localDay, openIntervals, shiftCalendar } from '#contract/calendar.ts'
import type { Person, Workshop } from '#contract/entities/index.ts'

const DAY = 86_400_000

type Hours = Pick<Workshop, 'timeZone' | 'hours' | 'days'>

/**
 * Null: no end is known. Nobody leaves for a break, or at closing, when the workshop itself stops; and who begins after the end of
 * their shift has decided to go on.
 */
export function presentUntil(person: Person, workshop: Hours, now: number): number | null {
  const { absentFrom, absentUntil } = person
  const leaveAt = absentFrom !== null && absentFrom > now && (absentUntil ?? 0) > absentFrom ? absentFrom : null
  const ends = [leaveAt, shiftEnd(person, workshop, now)].filter((at) => at !== null)
  return ends.length === 0 ? null : Math.min(...ends)
}

/** When the person's shift ends on the day of `now`, if the workshop stays open after it. */
function shiftEnd({ shift }: Person, workshop: Hours, now: number): number | null {
  if (shift === null) return null
  const { timeZone } = workshop
  const midnight = fromLocal(localDay(now, timeZone) + DAY, timeZone)
  const end = openIntervals(shiftCalendar(workshop, shift), now, midnight).at(-1)?.[1]
  return end !== undefined && isOpenAt(workshop, end) ? end : null
}
