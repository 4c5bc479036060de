/** A leave in words: at midnight as days, else with times. Pure. */
import { dayName, fromLocal, localDay } from '#contract/calendar.ts'
import type { Leave } from '#contract/entities/index.ts'
import { words } from '#kit/words.svelte.ts'
import { dayText } from '../days.ts'

export const leaveText = (leave: Leave, timeZone: string): string =>
  words.line([words.t(`people:leaveKind.${leave.kind}`), spanText(leave, timeZone)])

export function spanText({ from, until }: Pick<Leave, 'from' | 'until'>, timeZone: string): string {
  const isMidnight = (at: number) => fromLocal(localDay(at, timeZone), timeZone) === at
  const day = (at: number) => dayText(dayName(localDay(at, timeZone)))
  const first = isMidnight(from) ? day(from) : words.dateTime(from)
  const last = isMidnight(until) ? day(until - 1) : words.dateTime(until)
  return first === last ? first : `${first} – ${last}`
}
