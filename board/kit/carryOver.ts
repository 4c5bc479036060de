/** What stays overnight: the cars that a workshop takes into its next day, with their promises. Pure. */
import { localDay, nextOpening, openIntervals, fromLocal, type Calendar } from '#contract/calendar.ts'
import { isInWorkshop, type ShownOrder } from './orders.ts'

const HOUR = 3_600_000
const DAY = 24 * HOUR

/** From this long before closing on, screens say what stays: there is still time to tell a customer, or to finish one car more. */
const AHEAD = HOUR

/**
 * The closing time that matters at `now`: of today from an hour before it on, or the last one while the workshop is closed for
 * the night; null during the day, in a break, and where it never closes.
 */
export function closingAt(calendar: Calendar, now: number): number | null {
  const midnight = localDay(now, calendar.timeZone)
  const at = (day: number) => fromLocal(day, calendar.timeZone)
  const today = openIntervals(calendar, at(midnight), at(midnight + DAY))
  const closing = today.at(-1)?.[1] ?? null
  if (closing !== null && now >= closing - AHEAD) return nextOpening(calendar, closing) === closing ? null : closing
  // Before the first opening of a day, it is still last night.
  if (today.length > 0 && now >= today[0]![0]) return null
  return openIntervals(calendar, at(midnight - 7 * DAY), now).at(-1)?.[1] ?? null
}

/** Cars with agreed work that will not be ready at that closing, the earliest promise first. */
export function carryOver<O extends ShownOrder>(orders: Iterable<O>, closing: number, now: number): O[] {
  const stays = ({ forecastAt }: O) => now >= closing || forecastAt === null || forecastAt > closing
  return [...orders]
    .filter((order) => order.authorisedAt !== null && isInWorkshop(order) && order.state !== 'stopped' && stays(order))
    .sort((a, b) => (a.promiseAt ?? Infinity) - (b.promiseAt ?? Infinity) || (a.id < b.id ? -1 : 1))
}
