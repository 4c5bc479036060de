/** Calendar days as the setup shows them. Pure. */
import { dayName, fromLocal, localDay, type Span } from '#contract/calendar.ts'
import type { Workshop } from '#contract/entities/index.ts'
import { words } from '#kit/words.svelte.ts'
import { spansText } from './hours.ts'

const DAY = 86_400_000
/** Warn when the known public holidays end within this time. */
const WARN_WITHIN = 60 * DAY

/** Today's date in the workshop, such as 2026-10-01. */
export const today = ({ timeZone }: Pick<Workshop, 'timeZone'>, now: number): string => dayName(localDay(now, timeZone))
export const dayAfter = (day: string): string => dayName(Date.parse(`${day}T00:00Z`) + DAY)

/** The next `count` public holidays and make-up days, without the days the workshop has set itself. */
export function nextHolidays({ days, ownDays }: Pick<Workshop, 'days' | 'ownDays'>, from: string, count: number) {
  const own = new Set(ownDays.map(({ day }) => day))
  return days.filter(({ day }) => day >= from && !own.has(day)).slice(0, count)
}

/** Whether the last day with known public holidays is near. */
export const endsSoon = (until: string, from: string): boolean =>
  Date.parse(`${until}T00:00Z`) - Date.parse(`${from}T00:00Z`) < WARN_WITHIN

/** Fri, 1 January 2027 */
export const dayText = (day: string): string =>
  new Intl.DateTimeFormat(words.locale, {
    weekday: 'short',
    year: 'numeric',
    month: 'short',
    day: 'numeric',
    timeZone: 'UTC',
  }).format(Date.parse(`${day}T00:00Z`))

/** “closed”, or the hours. */
export const hoursText = (spans: readonly Span[]): string =>
  spans.length > 0 ? spansText(spans) : words.t('opening:closed')

/** Whether this is a day that exists: 2026-02-30 is none. */
export const isDay = (day: string): boolean =>
  /^\d{4}-\d\d-\d\d$/.test(day) &&
  !Number.isNaN(Date.parse(`${day}T00:00Z`)) &&
  dayName(Date.parse(`${day}T00:00Z`)) === day

/** The beginning of a day in the workshop, or of one `more` days later. */
export const midnight = (day: string, { timeZone }: Pick<Workshop, 'timeZone'>, more = 0): number =>
  fromLocal(Date.parse(`${day}T00:00Z`) + more * DAY, timeZone)
