/** Public holidays and make-up working days, from kept libraries, as days of the workshop's calendar (B5). */
import type { Workshop } from '#contract/entities.ts'

/** Stub to be replaced: own days only. */
export function daysWithHolidays(
  workshop: Pick<Workshop, 'holidays' | 'ownDays' | 'hours' | 'timeZone'>,
  _now: number,
): Pick<Workshop, 'days' | 'holidaysUntil'> {
  return { days: workshop.ownDays, holidaysUntil: null }
}

/** Whether somebody keeps a calendar of this name. */
export const isHolidayCalendar = (_name: string): boolean => false
