/**
 * How far a zone's clocks are ahead of UTC: as `Intl` knows it, and on screens as the server has told. A browser may be years older
 * than a zone, or than its last change of rules.
 */

const MINUTE = 60_000
const QUARTER = 15 * MINUTE

/** From when on the zone is ahead of UTC by how many minutes, in order. */
export type ZoneOffsets = [from: number, minutes: number][]

/** The server tells the offsets between these instants: from before any workshop's first day until rules are anyone's guess. */
export const TOLD_FROM = Date.UTC(2020, 0)
export const TOLD_UNTIL = Date.UTC(2040, 0)

const told = new Map<string, ZoneOffsets>()

/** Takes over what the server says of a zone. At other times `Intl` counts, or the nearest offset if it does not know the zone. */
export function tellOffsets(timeZone: string, offsets: ZoneOffsets): void {
  told.set(timeZone, offsets)
}

const formats = new Map<string, Intl.DateTimeFormat>()
/**
 * Cached offsets by zone and quarter of an hour, because `Intl` is slow. NaN if the clocks change within the quarter, as in
 * Newfoundland, where they changed at one minute past midnight until 2011.
 */
const offsets = new Map<string, Map<number, number>>()
const MOST_OFFSETS = 20_000

/** How far the zone's clocks are ahead of UTC at an instant, in milliseconds. Throws RangeError on an unknown zone. */
export function zoneOffset(at: number, timeZone: string): number {
  const list = told.get(timeZone)
  if (list && ((at >= TOLD_FROM && at < TOLD_UNTIL) || !isKnown(timeZone))) return toldOffset(list, at)
  let known = offsets.get(timeZone)
  if (!known) {
    askOffset(at, timeZone)
    offsets.set(timeZone, (known = new Map()))
  }
  const quarter = Math.floor(at / QUARTER)
  let offset = known.get(quarter)
  if (offset === undefined) {
    if (known.size >= MOST_OFFSETS) known.clear()
    const [first, last] = [quarter * QUARTER, (quarter + 1) * QUARTER - 1].map((one) => askOffset(one, timeZone))
    known.set(quarter, (offset = first === last ? first! : NaN))
  }
  return Number.isNaN(offset) ? askOffset(at, timeZone) : offset
}

function askOffset(instant: number, timeZone: string): number {
  // The format has no milliseconds.
  const at = Math.floor(instant / 1000) * 1000
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
  const { year, month, day, hour, minute, second } = part as Record<
    'year' | 'month' | 'day' | 'hour' | 'minute' | 'second',
    number
  >
  return Date.UTC(year, month - 1, day, hour, minute, second) - at
}

function toldOffset(list: ZoneOffsets, at: number): number {
  const [, minutes] = list.findLast(([from]) => from <= at) ?? list[0] ?? [0, 0]
  return minutes * MINUTE
}

function isKnown(timeZone: string): boolean {
  try {
    askOffset(0, timeZone)
    return true
  } catch {
    return false
  }
}
