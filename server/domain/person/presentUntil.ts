/** Until when a person is at work: the end of their shift or overtime, or the beginning of their leave (AL). Pure. */
import { fromLocal, isOpenAt, localDay, openIntervals } from '#contract/calendar.ts'
import type { Person, Workshop } from '#contract/entities/index.ts'
import { shiftOf } from '#contract/presence.ts'

const DAY = 86_400_000

type Hours = Pick<Workshop, 'timeZone' | 'hours' | 'days'>

/**
 * Null: no end is known. Nobody leaves for a break, or at closing, when the workshop itself stops; and who begins after the end of
 * their shift has decided to go on.
 */
export function presentUntil(person: Person, workshop: Hours, now: number): number | null {
  const next = person.leave.filter(({ from, until }) => from > now && until > from).map(({ from }) => from)
  const end = shiftEnd(person, workshop, now)
  const ends = [...next, ...(end === null ? [] : [end])]
  return ends.length === 0 ? null : Math.min(...ends)
}

/** When the person's shift, or their overtime after it, ends on the day of `now`, if the workshop stays open after it. */
function shiftEnd(person: Person, workshop: Hours, now: number): number | null {
  const shift = shiftOf(person, workshop)
  if (shift === null) return null
  const { timeZone } = workshop
  const midnight = fromLocal(localDay(now, timeZone) + DAY, timeZone)
  const regular = openIntervals(shift, now, midnight).at(-1)?.[1]
  const { overtime } = person
  const end = overtime !== null && overtime.until > now ? Math.max(regular ?? 0, overtime.until) : regular
  return end !== undefined && isOpenAt(workshop, end) ? end : null
}
