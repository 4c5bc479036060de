/** What is usual in a country, for a workshop that has just been founded there. All of it can be changed in the setup. */
import countryToCurrency from 'country-to-currency'
import type { WeeklyHours } from '#contract/calendar.ts'
import type { Workshop } from '#contract/entities/index.ts'
import { zoneName } from './zoneName.ts'

type Defaults = Pick<Workshop, 'country' | 'timeZone' | 'currency' | 'plateFormat' | 'hours'>

const workday: WeeklyHours[number] = [
  [8 * 60, 12 * 60],
  [13 * 60, 18 * 60],
]
/** Countries in which workshops work on Saturdays, too. */
const worksOnSaturday = new Set(['CN', 'HK', 'MO', 'TW'])
const SATURDAY = 6

/**
 * @param country ISO 3166
 * @param zone where the founder's browser stands; taken if it lies in the country, or if the country's zones are unknown
 */
export function countryDefaults(country: string, zone: string): Defaults {
  const { getTimeZones, getWeekInfo } = localeOf(country)
  const zones = getTimeZones() ?? []
  const own = zoneName(zone)
  const timeZone = own !== null && (zones.length === 0 || isAmong(zones, own)) ? own : (zones[0] ?? 'UTC')
  const { weekend } = getWeekInfo()
  const isOpen = (day: number) => !weekend.includes(day) || (day === SATURDAY && worksOnSaturday.has(country))
  return {
    country,
    timeZone,
    currency: (countryToCurrency as Record<string, string>)[country] ?? 'EUR',
    plateFormat: country === 'CN' ? 'cn' : 'free',
    hours: [1, 2, 3, 4, 5, 6, 7].map((day) => (isOpen(day) ? workday : [])) as unknown as WeeklyHours,
  }
}

/** A zone has several names: `Asia/Calcutta` is `Asia/Kolkata`. */
const isAmong = (zones: readonly string[], zone: string) => {
  const called = (name: string) => new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone
  return zones.some((one) => called(one) === called(zone))
}

/** TypeScript does not know these yet. */
interface Regional {
  getTimeZones: () => string[] | undefined
  /** Days from Monday, 1. */
  getWeekInfo: () => { weekend: number[] }
}

function localeOf(country: string): Regional {
  const locale = new Intl.Locale(`und-${country}`) as Intl.Locale & Regional
  return { getTimeZones: () => locale.getTimeZones(), getWeekInfo: () => locale.getWeekInfo() }
}
