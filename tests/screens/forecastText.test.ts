/** AL, B5: a card's text about when the car will be ready. */
import { describe, expect, it } from 'vitest'
import { shownForecast } from '../../board/staff/forecastText.ts'
import { anOrderIn, MINUTE, NOW } from '../support/factories.ts'

const at = (minutes: number) => NOW + minutes * MINUTE
const order = (promise: number | null, forecast: number | null, safe: number | null = forecast) =>
  anOrderIn('working', {
    promiseAt: promise === null ? null : at(promise),
    forecastAt: forecast === null ? null : at(forecast),
    safeForecastAt: safe === null ? null : at(safe),
  })

describe('B5 the expected and the safe time', () => {
  it('are both shown when the forecast differs from the promise', () =>
    expect(shownForecast(order(60, 40, 55))).toEqual({ at: at(40), safe: at(55) }))

  it('are both shown when only the safe forecast is past the promise', () =>
    expect(shownForecast(order(60, 60, 75))).toEqual({ at: at(60), safe: at(75) }))

  it('are one time when both are the same minute', () =>
    expect(shownForecast(order(60, 40))).toEqual({ at: at(40), safe: null }))

  it('are not shown when the promise holds to the minute, when there is none, or when the car is ready', () => {
    expect(shownForecast(order(60, 60))).toBeNull()
    expect(shownForecast(order(null, 60, 70))).toBeNull()
    expect(shownForecast(order(60, null))).toBeNull()
    expect(shownForecast({ ...order(60, 40), readyAt: NOW })).toBeNull()
  })
})
