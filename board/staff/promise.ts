/** Times offered for a promise: one suggested by the remaining work, and a few more to tap (B5). Pure. */
import type { Order } from '#contract/entities/index.ts'
import { addWorkingTime, fromLocal, localDay, openIntervals, type Calendar } from '#contract/calendar.ts'
import { withMargin } from '#contract/margin.ts'
import { remainingMinutes, safely } from '#contract/progress.ts'
import type { Settings } from '#contract/settings.ts'
import type { TimeChoice } from '#kit/timeField.ts'

/** Promises are rounded to a quarter of an hour: nobody promises 14:07. */
const STEP = 15 * 60_000
const MINUTE = 60_000
const DAY = 86_400_000

const roundedUp = (at: number) => Math.ceil(at / STEP) * STEP

/**
 * The suggested promise, estimated from this order alone until the server's quote arrives: the safe remaining minutes plus the margin
 * (B5, settings), in opening hours, from now or from the last missing part's arrival; never before the safe forecast plus the
 * margin. Null when the workshop never opens.
 */
export function suggestedPromise(
  order: Pick<Order, 'operations' | 'parts' | 'forecastAt' | 'safeForecastAt'>,
  calendar: Calendar,
  now: number,
  settings: Pick<Settings, 'promiseMarginPercent' | 'promiseMarginMinutes'>,
): number | null {
  const partsAt = order.parts.filter(({ arrivedAt }) => arrivedAt === null).map(({ expectedAt }) => expectedAt)
  const work = remainingMinutes(safely(order.operations), calendar, now)
  const own = addWorkingTime(calendar, Math.max(now, ...partsAt), work * MINUTE)
  if (own === null) return null
  const forecast = order.safeForecastAt ?? order.forecastAt
  return withMargin(Math.max(own, forecast ?? 0), now, calendar, settings)?.promiseAt ?? null
}

/**
 * The suggestion, then an hour later, today's closing, and on the next open day two hours after opening and at closing; ascending
 * after the first.
 */
export function promiseChoices(suggested: number | null, calendar: Calendar, now: number): TimeChoice[] {
  const choices: TimeChoice[] = suggested === null ? [] : [{ at: suggested, why: 'suggested' }]
  const later = suggested === null ? null : addWorkingTime(calendar, suggested, 60 * MINUTE)
  const today = localDay(now, calendar.timeZone)
  const days = new Map<number, [open: number, close: number]>()
  for (const [open, close] of openIntervals(calendar, fromLocal(today, calendar.timeZone), now + 8 * DAY)) {
    const day = localDay(open, calendar.timeZone)
    days.set(day, [days.get(day)?.[0] ?? open, close])
  }
  const rest: TimeChoice[] = later === null ? [] : [{ at: later, why: 'plain' }]
  const closing = days.get(today)?.[1]
  if (closing !== undefined) rest.push({ at: closing, why: 'today' })
  const nextDay = [...days].find(([day]) => day > today)?.[1]
  if (nextDay) rest.push({ at: nextDay[0] + 120 * MINUTE, why: 'next_day' }, { at: nextDay[1], why: 'next_day' })
  const earliest = suggested ?? now
  const seen = new Set(choices.map(({ at }) => at))
  for (const choice of rest.sort((a, b) => a.at - b.at)) {
    if (choice.at <= earliest || seen.has(choice.at)) continue
    seen.add(choice.at)
    choices.push(choice)
  }
  return choices
}

/** Appointments this near to each other are received at the same time, so they share the desk. */
const TOGETHER = 30 * MINUTE
/** No appointment is offered in the last hour of a morning or an afternoon. */
const BEFORE_CLOSING = 60 * MINUTE

/**
 * Times offered for an appointment: in each morning and afternoon of the next three open days the first half hour with the fewest
 * appointments around it (B16).
 * @param booked the times of all appointments
 */
export function appointmentChoices(calendar: Calendar, now: number, booked: readonly number[]): TimeChoice[] {
  const spans = openIntervals(calendar, now + DAY / 4, now + 8 * DAY).filter(([open]) => open > now)
  const around = (at: number) => booked.filter((one) => Math.abs(one - at) < TOGETHER).length
  return spans.slice(0, 6).map(([open, close]) => {
    let best = roundedUp(open)
    for (let at = best; at <= close - BEFORE_CLOSING; at += TOGETHER) if (around(at) < around(best)) best = at
    return { at: best, why: 'plain' }
  })
}

/** Closing today, if the workshop is still open, and on the next open day. */
export function nextClosings(calendar: Calendar, now: number): number[] {
  const days = new Map<number, number>()
  for (const [, close] of openIntervals(calendar, now, now + 8 * DAY))
    days.set(localDay(close - 1, calendar.timeZone), close)
  return [...days.values()].slice(0, 2)
}
