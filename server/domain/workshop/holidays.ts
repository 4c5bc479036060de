/** The workshop's calendar: public holidays and make-up working days, overridden by its own days (B5). */
import { dayName, localDay, spansOn, type Span } from '#contract/calendar.ts'
import { cut } from '#contract/characters.ts'
import type { Workshop } from '#contract/entities/index.ts'
import type { NotedDay } from '#contract/fields.ts'
import { publicDays, type PublicDay } from './publicDays.ts'

export { isHolidayCalendar, loadHolidays } from './publicDays.ts'

/** Maximum length of a note. */
const MOST_LETTERS = 60

/**
 * The exceptional days from the start of last month to two years ahead, and the date until which holidays are known. Leaves out
 * holidays on days closed anyway and make-up days on days open anyway.
 */
export function daysWithHolidays(
  { holidays, ownDays, hours, timeZone }: Pick<Workshop, 'holidays' | 'ownDays' | 'hours' | 'timeZone'>,
  now: number,
): Pick<Workshop, 'days' | 'holidaysUntil'> {
  if (holidays === null) return { days: ownDays, holidaysUntil: null }
  const today = new Date(localDay(now, timeZone))
  const [year, month] = [today.getUTCFullYear(), today.getUTCMonth()]
  const first = dayName(Date.UTC(year, month - 1, 1))
  const last = dayName(Date.UTC(year + 2, month, today.getUTCDate()))

  const weekly = { hours, timeZone, days: [] }
  const ordinary = hours.find((spans) => spans.length > 0) ?? []
  const days = new Map<string, NotedDay>()
  const known = publicDays(holidays, Number(first.slice(0, 4)), Number(last.slice(0, 4)))
  for (const one of known.days) {
    if (one.day < first || one.day > last) continue
    const usual = spansOn(weekly, Date.parse(`${one.day}T00:00Z`))
    const before = days.get(one.day)
    const weekday = one.replaces
    const made = (weekday === undefined ? [] : hours[weekday]) ?? []
    const spans = spansOf(one, before?.spans ?? usual, made.length > 0 ? made : ordinary)
    // Even if the hours are the usual ones, other people may work on a make-up day.
    if (JSON.stringify(spans) === JSON.stringify(usual) && weekday === undefined) continue
    // Two holidays can fall on the same day.
    const note = before && before.note !== one.name ? `${before.note} / ${one.name}` : one.name
    days.set(one.day, { day: one.day, spans, ...(weekday !== undefined && { weekday }), note: cut(note, MOST_LETTERS) })
  }
  for (const own of ownDays) days.set(own.day, own)
  return {
    days: [...days.values()].toSorted((a, b) => (a.day < b.day ? -1 : 1)),
    holidaysUntil: known.until !== null && known.until < last ? known.until : last,
  }
}

/** Opening hours left on a holiday, which may be half a day; a make-up day has those of the weekday it replaces, or ordinary ones. */
function spansOf({ closed }: PublicDay, spans: readonly Span[], ordinary: Span[]): Span[] {
  if (closed === null) return ordinary
  const [from, until] = closed
  return spans
    .flatMap(([begin, end]): Span[] => [
      [begin, Math.min(end, from)],
      [Math.max(begin, until), end],
    ])
    .filter(([begin, end]) => begin < end)
}
