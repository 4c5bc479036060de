/** What the kiosk says of the opening hours: nobody can be called to a desk while the workshop is closed (B1). */
import { nextOpening, type Calendar } from '#contract/calendar.ts'

/** When a closed workshop opens again; null while it is open, and where no opening is known. */
export function opensAgainAt(calendar: Calendar, now: number): number | null {
  const at = nextOpening(calendar, now)
  return at === null || at <= now ? null : at
}
