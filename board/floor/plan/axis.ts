/**
 * The time axis of the day plan: opening hours and the lunch break to scale, and the closed time between two days as a thin seam. Its
 * unit is one minute at scale. Pure.
 */
import { everOpens, fromLocal, localDay, spansOn, type Calendar } from '#contract/calendar.ts'

export const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR
/** Today and the next two working days. */
const DAYS = 3
/** How far ahead (days) to look for a working day. */
const FAR = 40
/** A seam's width in units. */
export const SEAM = 22

interface Stretch {
  kind: 'open' | 'break' | 'closed'
  from: number
  to: number
  x: number
  width: number
}

export interface AxisDay {
  /** The day's first opening and last closing. */
  open: number
  close: number
  x: number
  end: number
  hours: { at: number; x: number }[]
}

export interface Axis {
  stretches: readonly Stretch[]
  days: readonly AxisDay[]
  from: number
  to: number
  length: number
}

/** @param now house time (ms); today lasts until midnight, even after closing */
export function axisOf(calendar: Calendar, now: number): Axis {
  const days = workingDays(calendar, now)
  const stretches: Stretch[] = []
  const shown: AxisDay[] = []
  let x = 0
  const add = (kind: Stretch['kind'], from: number, to: number, width: number) => {
    stretches.push({ kind, from, to, x, width })
    x += width
  }
  const first = days[0]!.spans[0]![0]
  if (now < first) add('closed', now - HOUR, first, SEAM)
  days.forEach(({ spans }, i) => {
    const open = spans[0]![0]
    const close = spans.at(-1)![1]
    const begin = x
    spans.forEach(([from, to], n) => {
      const before = spans[n - 1]
      if (before && before[1] < from) add('break', before[1], from, (from - before[1]) / MINUTE)
      add('open', from, to, (to - from) / MINUTE)
    })
    const day: AxisDay = { open, close, x: begin, end: x, hours: [] }
    shown.push(day)
    add('closed', close, days[i + 1]?.spans[0]![0] ?? close + 12 * HOUR, SEAM)
  })
  const axis = { stretches, days: shown, from: stretches[0]!.from, to: stretches.at(-1)!.to, length: x }
  for (const day of shown) day.hours = hoursOf(axis, day, calendar.timeZone)
  return axis
}

function workingDays(calendar: Calendar, now: number) {
  const { timeZone } = calendar
  const today = localDay(now, timeZone)
  const days: { spans: (readonly [number, number])[] }[] = []
  if (!everOpens(calendar)) return [{ spans: [[now - HOUR, now + DAY - HOUR] as const] }]
  for (let day = today; day < today + FAR * DAY && days.length < DAYS; day += DAY) {
    const spans = spansOn(calendar, day)
      .map(([from, to]) => [fromLocal(day + from * MINUTE, timeZone), fromLocal(day + to * MINUTE, timeZone)] as const)
      .filter(([from, to]) => from < to)
    if (spans.length > 0) days.push({ spans })
  }
  return days.length > 0 ? days : [{ spans: [[now - HOUR, now + DAY - HOUR] as const] }]
}

function hoursOf(axis: Axis, { open, close }: AxisDay, timeZone: string): AxisDay['hours'] {
  const midnight = localDay(open, timeZone)
  const hours: AxisDay['hours'] = []
  for (let hour = 0; hour <= 24; hour++) {
    const at = fromLocal(midnight + hour * HOUR, timeZone)
    if (at >= open && at < close && at !== hours.at(-1)?.at) hours.push({ at, x: xOf(axis, at) })
  }
  return hours
}

/** The position of an instant, clamped to the axis. */
export function xOf({ stretches, length }: Axis, at: number): number {
  for (const { from, to, x, width } of stretches)
    if (at < to) return at <= from ? x : x + ((at - from) / (to - from)) * width
  return length
}

/** The instant at a position on the axis. */
export function timeAt({ stretches, to }: Axis, place: number): number {
  for (const { from, to: until, x, width } of stretches)
    if (place < x + width) return Math.round(from + (Math.max(0, place - x) / width) * (until - from))
  return to
}

/** The first instant from `at` on at which the workshop is open, within the axis. */
export function openFrom({ stretches }: Axis, at: number): number {
  for (const { kind, from, to } of stretches) if (kind === 'open' && at < to) return Math.max(at, from)
  return at
}

/** The end of work of `minutes` opening minutes that starts at `from`. */
export function endAfter({ stretches, to }: Axis, from: number, minutes: number): number {
  let left = minutes * MINUTE
  for (const one of stretches) {
    if (one.kind !== 'open' || one.to <= from) continue
    const begin = Math.max(from, one.from)
    if (left <= one.to - begin) return begin + left
    left -= one.to - begin
  }
  return to
}

/** Opening minutes between two instants on the axis. */
export function openMinutes({ stretches }: Axis, from: number, until: number): number {
  let sum = 0
  for (const one of stretches)
    if (one.kind === 'open') sum += Math.max(0, Math.min(one.to, until) - Math.max(one.from, from))
  return sum / MINUTE
}

/** Today on the axis, or the next day once today is over. */
export const dayOf = ({ days }: Axis, now: number): AxisDay => days.find(({ close }) => now < close) ?? days.at(-1)!

/** `minutes` opening minutes later (negative: earlier), clamped to the axis. */
export function stepBy(axis: Axis, at: number, minutes: number): number {
  if (minutes >= 0) return endAfter(axis, at, minutes)
  let left = -minutes * MINUTE
  for (const one of axis.stretches.toReversed()) {
    if (one.kind !== 'open' || one.from >= at) continue
    const end = Math.min(at, one.to)
    if (left <= end - one.from) return end - left
    left -= end - one.from
  }
  return axis.from
}
