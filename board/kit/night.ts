/** When a wall screen may go dark because nobody is there to read it. Pure. */
import { everOpens, fromLocal, localDay, spansOn, type Calendar } from '#contract/calendar.ts'

/** Staff arrive before opening and leave after closing, in minutes. */
const AROUND = 45
/** For a workshop without opening hours: light from 06:00 to 22:00, in minutes of the day. */
const LATE = [6 * 60, 22 * 60] as const

/** True when house time `now` (ms) is outside the day's opening hours. The lunch break does not count as night. */
export function isNight(calendar: Calendar, now: number): boolean {
  const { timeZone } = calendar
  const day = localDay(now, timeZone)
  const spans = spansOn(calendar, day)
  const from = spans[0]?.[0]
  const until = spans.at(-1)?.[1]
  const [begin, end] =
    from !== undefined && until !== undefined ? [from - AROUND, until + AROUND] : everOpens(calendar) ? [0, 0] : LATE
  return now < fromLocal(day + begin * 60_000, timeZone) || now >= fromLocal(day + end * 60_000, timeZone)
}
