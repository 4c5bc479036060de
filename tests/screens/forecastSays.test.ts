/** AL, B5: what a card says of when the car will be ready. */
import { describe, expect, it } from 'vitest'
import { foreseen } from '../../board/staff/forecastSays.ts'
import { anOrderIn, MINUTE, NOW } from '../support/factories.ts'

const at = (minutes: number) => NOW + minutes * MINUTE
const order = (promise: number | null, forecast: number | null, safe: number | null = forecast) =>
  anOrderIn('working', {
    promiseAt: promise === null ? null : at(promise),
    forecastAt: forecast === null ? null : at(forecast),
    safeForecastAt: safe === null ? null : at(safe),
  })

describe('B5 likely and safe', () => {
  it('are both said where the forecast is not the promise', () =>
    expect(foreseen(order(60, 40, 55))).toEqual({ at: at(40), safe: at(55) }))

  it('are both said where only the safe forecast is past the promise', () =>
    expect(foreseen(order(60, 60, 75))).toEqual({ at: at(60), safe: at(75) }))

  it('are one where they say the same', () => expect(foreseen(order(60, 40))).toEqual({ at: at(40), safe: null }))

  it('are not worth saying of a promise that holds to the minute, of none, or of a car that is ready', () => {
    expect(foreseen(order(60, 60))).toBeNull()
    expect(foreseen(order(null, 60, 70))).toBeNull()
    expect(foreseen(order(60, null))).toBeNull()
    expect(foreseen({ ...order(60, 40), readyAt: NOW })).toBeNull()
  })
})
