/** Weekly opening hours and the working time in them; shared by the house rules and the bars on the screens. */
/** Seven days, Monday first; each a list of spans in minutes of the day, from (inclusive) to (exclusive), in order; a gap is a break. */
export type WeeklyHours = [from: number, to: number][][]

/** Milliseconds, from (inclusive) to (exclusive). */
export type Interval = readonly [from: number, to: number]

const DAY = 86_400_000
const formats = new Map<string, Intl.DateTimeFormat>()

/** How far the zone's clocks are ahead of UTC at an instant, in milliseconds. Throws RangeError on an unknown zone. */
export function zoneOffset(at: number, timeZone: string): number {
  let format = formats.get(timeZone)
  if (!format) {
    format = new Intl.DateTimeFormat('en-US', {
      timeZone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    })
    formats.set(timeZone, format)
  }
  const part: Record<string, number> = {}
  for (const { type, value } of format.formatToParts(at)) part[type] = Number(value)
  const local = Date.UTC(
    part['year']!,
    part['month']! - 1,
    part['day']!,
    part['hour']!,
    part['minute']!,
    part['second']!,
  )
  return local - Math.floor(at / 1000) * 1000
}

/** The instant at which the zone's wall clock shows `local` (given as if it were UTC); in a gap, the instant after it. */
export function fromLocal(local: number, timeZone: string): number {
  const guess = local - zoneOffset(local, timeZone)
  const offset = zoneOffset(guess, timeZone)
  const second = local - offset
  return zoneOffset(second, timeZone) === offset ? second : Math.max(guess, second)
}

/** The midnight (as a local time, see fromLocal) that begins the zone's day in which `at` falls. */
export function localDay(at: number, timeZone: string): number {
  const local = at + zoneOffset(at, timeZone)
  return local - (((local % DAY) + DAY) % DAY)
}

/** The spans in which the workshop is open, in order, that overlap [from, to). */
export function openIntervals(hours: WeeklyHours, timeZone: string, from: number, to: number): Interval[] {
  const result: Interval[] = []
  for (let day = localDay(from, timeZone) - DAY; ; day += DAY) {
    if (fromLocal(day, timeZone) >= to) return result
    const weekday = (new Date(day).getUTCDay() + 6) % 7
    for (const [begin, end] of hours[weekday]!) {
      const open = fromLocal(day + begin * 60_000, timeZone)
      const close = fromLocal(day + end * 60_000, timeZone)
      if (close > from && open < to && close > open) result.push([open, close])
    }
  }
}

/** Working milliseconds between two instants; 0 when `to` is not after `from`. */
export function workingTime(hours: WeeklyHours, timeZone: string, from: number, to: number): number {
  let sum = 0
  if (to <= from) return 0
  for (const [open, close] of openIntervals(hours, timeZone, from, to))
    sum += Math.min(close, to) - Math.max(open, from)
  return sum
}

/** The instant by which `duration` working milliseconds have passed since `from`; null when the workshop never opens, or not for that long within ten years. */
export function addWorkingTime(hours: WeeklyHours, timeZone: string, from: number, duration: number): number | null {
  if (hours.every((day) => day.length === 0)) return null
  let left = duration
  for (let start = from; start < from + 3653 * DAY; start += 7 * DAY) {
    for (const [open, close] of openIntervals(hours, timeZone, start, start + 7 * DAY)) {
      const begin = Math.max(open, start)
      const length = Math.min(close, start + 7 * DAY) - begin
      if (left <= length) return begin + left
      left -= length
    }
  }
  return null
}
