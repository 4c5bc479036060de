/**
 * Public holidays from two libraries. China's holidays and make-up working days are decreed each year: `chinese-days` has the
 * decrees (only its data is used, as its functions compute in the machine's zone). Others follow the rules in `date-holidays`.
 */
import decrees from 'chinese-days/dist/chinese-days.json' with { type: 'json' }
import type Holidays from 'date-holidays'
import type { HolidaysTypes } from 'date-holidays'
import { dayName, type Span } from '#contract/calendar.ts'

export interface PublicDay {
  /** 2026-10-01. */
  day: string
  name: string
  /** The minutes of it that are free; null: it is a make-up working day. */
  closed: Span | null
  /** A make-up working day: the weekday it replaces, 0 = Monday, if known. */
  replaces?: number
}

const DAY = 86_400_000
const MINUTE = 60_000
const ALL_DAY: Span = [0, 1440]

let Library: typeof Holidays | null = null

/** Loads the rules of all countries, which takes some hundred milliseconds. Await it before calling anything else here. */
export async function loadHolidays(): Promise<void> {
  Library ??= (await import('date-holidays')).default
}

function library(): typeof Holidays {
  if (!Library) throw new Error('The calendars of public holidays have not been loaded.')
  return Library
}

/** Whether a calendar of this name exists: a country, with state and region after hyphens (`CN`, `GB-ENG`, `DE-BY-A`). */
export function isHolidayCalendar(name: string): boolean {
  if (name === 'CN') return true
  const [country = '', state, region, ...more] = name.split('-')
  const all = new (library())()
  const has = (list: Record<string, string> | undefined, key: string) => list !== undefined && Object.hasOwn(list, key)
  if (more.length > 0 || !has(all.getCountries(), country)) return false
  if (state === undefined) return true
  return has(all.getStates(country), state) && (region === undefined || has(all.getRegions(country, state), region))
}

/** The holidays of the years `first` to `last`, unordered, and the last day for which they are known; null: no limit. */
export function publicDays(name: string, first: number, last: number): { days: PublicDay[]; until: string | null } {
  const years = Array.from({ length: last - first + 1 }, (_, i) => first + i)
  if (name === 'CN') return { days: years.flatMap(chineseYear), until: `${lastDecreed}-12-31` }
  const [country = '', state = '', region = ''] = name.split('-')
  const calendar = new (library())(country, state, region, { types: ['public'] })
  return { days: years.flatMap((year) => calendar.getHolidays(year).flatMap(daysOf)), until: null }
}

/** The last year for which the library has the State Council's decree. */
export const lastDecreed = Number(
  Object.keys(decrees.holidays)
    .reduce((latest, day) => (day > latest ? day : latest))
    .slice(0, 4),
)

/** As decreed; for a year without a decree, only the holidays fixed by law. */
function chineseYear(year: number): PublicDay[] {
  if (year > lastDecreed) return statutory(year)
  const of = (list: Record<string, string>, make: (day: string, name: string) => PublicDay) =>
    Object.entries(list)
      .filter(([day]) => day.startsWith(`${year}-`))
      // "National Day,国庆节,3"
      .map(([day, names]) => make(day, names.split(',')[1] ?? names))
  return [
    ...of(decrees.holidays, (day, name) => ({ day, name, closed: ALL_DAY })),
    ...of(decrees.workdays, (day, name) => ({ day, name: `${name}（调休上班）`, closed: null, ...replaced(day) })),
  ]
}

/** A decree moves working days around one holiday: its make-up days and the days off they pay for follow in the same order. */
function replaced(day: string): { replaces?: number } {
  const isNear = (other: string) => Math.abs(Date.parse(other) - Date.parse(day)) < 31 * DAY
  const name = (decrees.workdays as Record<string, string>)[day]
  const around = (list: Record<string, string>) =>
    Object.keys(list)
      .filter((other) => list[other] === name && isNear(other))
      .sort()
  const [made, off] = [around(decrees.workdays), around(decrees.inLieuDays)]
  const at = made.length === off.length ? off[made.indexOf(day)] : undefined
  return at === undefined ? {} : { replaces: (new Date(at).getUTCDay() + 6) % 7 }
}

/** The thirteen days of the regulation on public holidays, in force since 2025, in the library's grammar. */
const law: readonly (readonly [rule: string, name: string])[] = [
  ['01-01', '元旦'],
  ['chinese 01-0-00', '春节'],
  ['chinese 01-0-01 P3D', '春节'],
  ['chinese 5-01 solarterm', '清明节'],
  ['05-01 P2D', '劳动节'],
  ['chinese 05-0-05', '端午节'],
  ['chinese 08-0-15', '中秋节'],
  ['10-01 P3D', '国庆节'],
]

function statutory(year: number): PublicDay[] {
  const calendar = new (library())({ languages: 'zh' })
  for (const [rule, zh] of law) calendar.setHoliday(rule, { name: { zh }, type: 'public' })
  return calendar.getHolidays(year).flatMap(daysOf)
}

/** The days a holiday covers; it may begin at noon or last several days. Uses only the calendar's local times. */
function daysOf({ date, start, end, name }: HolidaysTypes.Holiday): PublicDay[] {
  const midnight = Date.parse(`${date.slice(0, 10)}T00:00Z`)
  const from = Number(date.slice(11, 13)) * 60 + Number(date.slice(14, 16))
  const minutes = Math.round((end.getTime() - start.getTime()) / MINUTE)
  const whole = Math.round(minutes / 1440) * 1440
  // A day with a clock change is an hour longer or shorter.
  const until = from + (Math.abs(minutes - whole) <= 60 ? whole : minutes)
  return Array.from({ length: Math.ceil(until / 1440) }, (_, i) => ({
    day: dayName(midnight + i * DAY),
    // The library marks every Chinese substitute day in simplified characters; traditional ones are wanted here.
    name: name.replace(' (更换日)', '（補假）'),
    closed: [Math.max(from - i * 1440, 0), Math.min(until - i * 1440, 1440)],
  }))
}
