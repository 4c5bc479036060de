/** How good the forecasts of 13:30 were for cars due that day. Pure. */
import { fromLocal, localDay, workingTime, type Calendar } from '#contract/calendar.ts'
import { valueAt, type History } from './history.ts'

const MINUTE = 60_000
/** When the day's cars are in and none of the afternoon's is ready: minutes of the day. */
const LOOKED_AT = 13 * 60 + 30

/** What was forecast for a car, and when it was ready; instants. */
export interface Foreseen {
  orderId: string
  forecastAt: number
  safeForecastAt: number
  readyAt: number
}

export interface ForecastError {
  cars: number
  /** Mean absolute error, in minutes of opening hours; 0 without cars. */
  minutes: number
  /** The share of cars that kept the safe forecast, 0 to 1. */
  kept: number
}

/** The instants at which forecasts are looked at: one for each day of the record. */
export function instantsOf({ timeZone }: Calendar, from: number, until: number): number[] {
  const instants = []
  for (let day = localDay(from, timeZone); ; day += 1440 * MINUTE) {
    const at = fromLocal(day + LOOKED_AT * MINUTE, timeZone)
    if (at > until) return instants
    if (at >= from) instants.push(at)
  }
}

/** The cars that were agreed, due that day and not ready at `at`. */
const dueThen = ({ workshop, orders }: History, at: number): string[] =>
  [...orders].flatMap(([id, values]) => {
    const { authorisedAt, promiseAt, readyAt, closedAt } = valueAt(values, at) ?? {}
    if (!authorisedAt || !promiseAt || readyAt !== null || closedAt !== null) return []
    return localDay(promiseAt, workshop!.timeZone) === localDay(at, workshop!.timeZone) ? [id] : []
  })

/** The board's own forecasts at `at`; cars that are never ready or have no forecast are left out. */
export function foreseenAt(history: History, at: number): Foreseen[] {
  return dueThen(history, at).flatMap((orderId) => {
    const values = history.orders.get(orderId)!
    const { forecastAt, safeForecastAt } = valueAt(values, at)!
    const { readyAt } = values.at(-1)!.is
    if (forecastAt === null || readyAt === null) return []
    return [{ orderId, forecastAt, safeForecastAt: safeForecastAt ?? forecastAt, readyAt }]
  })
}

export function errorOf(foreseen: readonly Foreseen[], calendar: Calendar): ForecastError {
  const cars = foreseen.length
  const missed = foreseen.reduce((sum, one) => sum + minutesBetween(one.forecastAt, one.readyAt, calendar), 0)
  const kept = foreseen.filter(({ readyAt, safeForecastAt }) => readyAt <= safeForecastAt).length
  return { cars, minutes: missed / Math.max(1, cars), kept: kept / Math.max(1, cars) }
}

const minutesBetween = (a: number, b: number, calendar: Calendar): number =>
  workingTime(calendar, Math.min(a, b), Math.max(a, b)) / MINUTE
