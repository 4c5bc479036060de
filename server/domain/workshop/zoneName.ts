import { zoneOffset } from '#contract/zone.ts'

/** The areas of the names that the time zone database calls current. All others are old, such as `PRC` or `US/Pacific`. */
const current = /^(Africa|America|Antarctica|Arctic|Asia|Atlantic|Australia|Europe|Indian|Pacific)\/[A-Z]/

/**
 * The name under which a time zone is stored: `Asia/Shanghai` for `PRC` and `asia/shanghai`; `Asia/Kolkata` stays itself. Null if there
 * is no such zone, or it is a mere offset: `+08:00` knows no summer time, and PostgreSQL and older browsers read it otherwise or not at all.
 */
export function zoneName(typed: string): string | null {
  if (/^[+-]/.test(typed)) return null
  try {
    const { timeZone } = new Intl.DateTimeFormat('en', { timeZone: typed }).resolvedOptions()
    return current.test(typed) && timeZone.toLowerCase() !== typed.toLowerCase() ? typed : timeZone
  } catch {
    return null
  }
}

/** A day of winter and one of summer: a zone with the same offset on both has no summer time. */
const WINTER_AND_SUMMER = [Date.UTC(2026, 0, 15), Date.UTC(2026, 6, 15)]
const HOUR = 3_600_000

/**
 * The name for a zone that an older release took as an offset: `Asia/Shanghai` for `+08:00` in China, `Etc/GMT-8` (eight hours ahead)
 * where no zone of the country has this offset all year. Null if no zone has it.
 */
export function zoneNameOf(offset: string, country: string | null): string | null {
  const hours = zoneOffset(0, offset) / HOUR
  const own = (country !== null && localeOf(country).getTimeZones()) || []
  const whole = Number.isInteger(hours)
    ? [hours === 0 ? 'UTC' : `Etc/GMT${hours > 0 ? '-' : '+'}${Math.abs(hours)}`]
    : []
  const isSame = (timeZone: string) =>
    WINTER_AND_SUMMER.every((at) => zoneOffset(at, timeZone) === zoneOffset(at, offset))
  return [...own, ...whole, ...Intl.supportedValuesOf('timeZone')].find(isSame) ?? null
}

/** TypeScript does not know `getTimeZones` yet. */
const localeOf = (country: string) =>
  new Intl.Locale(`und-${country}`) as Intl.Locale & { getTimeZones: () => string[] | undefined }
