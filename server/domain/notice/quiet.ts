/** Quiet hours (B11.4), in the workshop's time zone. */
import { fromLocal, localDay } from '#contract/calendar.ts'
import type { Workshop } from '#contract/entities/index.ts'

const MINUTE = 60_000
const DAY = 86_400_000

/** The quiet period an instant falls in, from (inclusive) to (exclusive); null if none. */
export function quietAt({ settings, timeZone }: Workshop, at: number): readonly [from: number, until: number] | null {
  const { quietFrom, quietUntil } = settings
  if (quietFrom === quietUntil) return null
  const today = localDay(at, timeZone)
  const length = quietUntil > quietFrom ? quietUntil - quietFrom : quietUntil + 1440 - quietFrom
  for (const day of [today - DAY, today]) {
    const from = fromLocal(day + quietFrom * MINUTE, timeZone)
    const until = fromLocal(day + (quietFrom + length) * MINUTE, timeZone)
    if (from <= at && at < until) return [from, until]
  }
  return null
}
