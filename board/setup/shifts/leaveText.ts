/** A leave in words: whole days as days, part of one with times. Pure. */
import { dayName, fromLocal, localDay } from '#contract/calendar.ts'
import type { Leave } from '#contract/entities/index.ts'
import { words } from '#kit/words.svelte.ts'
import { dayText } from '../days.ts'

export function leaveText({ kind, from, until }: Leave, timeZone: string): string {
  const isMidnight = (at: number) => fromLocal(localDay(at, timeZone), timeZone) === at
  const day = (at: number) => dayText(dayName(localDay(at, timeZone)))
  const isWhole = isMidnight(from) && isMidnight(until)
  const [first, last] = isWhole ? [day(from), day(until - 1)] : [words.dateTime(from), words.dateTime(until)]
  return words.line([words.t(`people:leaveKind.${kind}`), first === last ? first : `${first} – ${last}`])
}
