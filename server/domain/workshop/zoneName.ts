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
