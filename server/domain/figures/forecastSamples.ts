/** What the board forecast at each full hour, so that the figures can say afterwards how good the forecasts were. */
import { asIfAccepted, type Asking } from '#contract/additionalWork.ts'
import { openIntervals, type Calendar } from '#contract/calendar.ts'
import { zoneOffset } from '#contract/zone.ts'
import type { Order } from '#contract/entities/index.ts'
import { isAgreed, isWaitingForPart, workDone } from '#contract/progress.ts'

export interface ForecastSample {
  orderId: string
  /** A full hour of the workshop's clock, within its opening hours; instants are milliseconds since 1970. */
  at: number
  forecastAt: number
  safeForecastAt: number
  /** When the plan had the car ready; null without one. */
  plannedAt: number | null
  /** The share of its work that was done, 0 to 1. */
  done: number
  /** A part of it was on order. */
  waitsForPart: boolean
}

const HOUR = 3_600_000

type Foreseen = Pick<
  Order,
  | 'id'
  | 'readyAt'
  | 'closedAt'
  | 'forecastAt'
  | 'safeForecastAt'
  | 'forecastChangedAt'
  | 'operations'
  | 'parts'
  | 'checkPlan'
  | 'washPlan'
> &
  Asking

/**
 * The forecast before this change, for every full hour at which it stood. An hour that was sampled by an earlier change may
 * come again; the first sample of an hour is the right one.
 */
export function forecastSamples(
  before: Foreseen | undefined,
  after: Foreseen,
  calendar: Calendar,
  now: number,
): ForecastSample[] {
  if (!before || before.readyAt !== null || before.forecastAt === null || before.forecastChangedAt === null) return []
  const isSame =
    before.forecastAt === after.forecastAt &&
    before.safeForecastAt === after.safeForecastAt &&
    before.readyAt === after.readyAt &&
    before.closedAt === after.closedAt
  if (isSame) return []
  const { id: orderId, forecastAt } = before
  const safeForecastAt = before.safeForecastAt ?? forecastAt
  const plannedAt = planEnd(before)
  return fullHours(calendar, before.forecastChangedAt, now).map((at) => ({
    ...{ orderId, at, forecastAt, safeForecastAt, plannedAt },
    done: workDone(asIfAccepted(before).operations, calendar, at),
    waitsForPart: isWaitingForPart(before),
  }))
}

/** The end of the last step on the day plan; null if any work has no place there. */
function planEnd({ operations, checkPlan, washPlan }: Foreseen): number | null {
  const open = operations.filter((one) => isAgreed(one) && one.state !== 'done')
  if (open.some(({ plan }) => plan === null)) return null
  const ends = [...open.map(({ plan }) => plan), checkPlan, washPlan].flatMap((plan) => plan?.end ?? [])
  return ends.length === 0 ? null : Math.max(...ends)
}

/** The full hours in the opening hours after `from`, up to and including `until`. */
function fullHours(calendar: Calendar, from: number, until: number): number[] {
  const hours: number[] = []
  const first = nextHour(calendar, from)
  if (first > until) return hours
  for (const [open, close] of openIntervals(calendar, first, until + 1))
    for (let at = nextHour(calendar, Math.max(open, first) - 1); at < close && at <= until; at = nextHour(calendar, at))
      hours.push(at)
  return hours
}

/** The next full hour of the workshop's clock after an instant. */
function nextHour({ timeZone }: Calendar, after: number): number {
  const offset = zoneOffset(after, timeZone)
  return (Math.floor((after + offset) / HOUR) + 1) * HOUR - offset
}
