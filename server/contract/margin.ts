/** The margin between a finish and the promise (B5): a share of the time until then, cut at closing. Planner and screens use it. */
import { addWorkingTime, localDay, openIntervals, workingTime, type Calendar } from './calendar.ts'
import type { Settings } from './settings.ts'

const MINUTE = 60_000
/** Promises are rounded up to a quarter of an hour: nobody promises 14:07. */
const QUARTER = 15 * MINUTE
const WEEK = 7 * 24 * 60 * MINUTE

export interface WithMargin {
  promiseAt: number
  /** What is kept of the margin, in whole minutes of working time. */
  marginMinutes: number
  /** The margin would pass closing: the promise is at closing, with less of it. */
  isCut: boolean
}

type MarginSettings = Pick<Settings, 'promiseMarginPercent' | 'promiseMarginMinutes'>

/** The promise for a finish, instants in milliseconds; null if the workshop does not open for that long. */
export function withMargin(
  finishAt: number,
  now: number,
  calendar: Calendar,
  { promiseMarginPercent, promiseMarginMinutes }: MarginSettings,
): WithMargin | null {
  const share = Math.ceil((workingTime(calendar, now, finishAt) * promiseMarginPercent) / 100 / MINUTE)
  const marginMinutes = Math.max(promiseMarginMinutes, share)
  const at = addWorkingTime(calendar, finishAt, marginMinutes * MINUTE)
  if (at === null) return null
  const promiseAt = Math.ceil(at / QUARTER) * QUARTER
  const closing = closingAfter(finishAt, calendar)
  if (closing === null || promiseAt <= closing) return { promiseAt, marginMinutes, isCut: false }
  return { promiseAt: closing, marginMinutes: Math.floor((closing - finishAt) / MINUTE), isCut: true }
}

/** When the workshop closes for the day after `at`; null if it opens again on the same day, or is closed at `at`. */
function closingAfter(at: number, calendar: Calendar): number | null {
  const [span, next] = openIntervals(calendar, at - 1, at + WEEK)
  if (!span || span[0] > at) return null
  return next && localDay(next[0], calendar.timeZone) === localDay(at, calendar.timeZone) ? null : span[1]
}
