/** What stays overnight: from an hour before closing until the next opening. */
import { describe, expect, it } from 'vitest'
import { carryOver, closingAt } from '#kit/carryOver.ts'
import { anOrder, aWorkshop, HOUR, MINUTE } from '../support/factories.ts'
import { ALWAYS_OPEN } from '../support/testWorkshop.ts'

// Monday to Saturday 8–12 and 13–18, Sunday closed.
const workshop = aWorkshop()
const at = (day: string, hour: number) => Date.parse(`${day}T00:00+08:00`) + hour * HOUR
const saturday = '2026-11-28'
const closing = at(saturday, 18)

describe('the closing that matters', () => {
  it.each([
    ['during the day', at(saturday, 10), null],
    ['in a break', at(saturday, 12.5), null],
    ['more than an hour before closing', at(saturday, 17) - MINUTE, null],
    ['an hour before closing', at(saturday, 17), closing],
    ['in the evening', at(saturday, 22), closing],
    ['on a closed day', at('2026-11-29', 12), closing],
    ['in the morning before opening', at('2026-11-30', 7), closing],
    ['once it is open again', at('2026-11-30', 8), null],
  ])('%s', (_, now, expected) => expect(closingAt(workshop, now)).toBe(expected))

  it('never comes where the workshop never closes', () => {
    for (const hour of [0, 10, 23.5])
      expect(closingAt(aWorkshop({ hours: ALWAYS_OPEN }), at(saturday, hour))).toBeNull()
  })
})

describe('cars that stay', () => {
  const authorisedAt = at(saturday, 9)
  const car = (forecastAt: number | null, promiseAt: number | null, over = {}) =>
    anOrder({ state: 'working', authorisedAt, forecastAt, promiseAt, ...over })
  const done = car(closing - HOUR, closing)
  const late = car(closing + 15 * HOUR, closing - HOUR)
  const planned = car(at('2026-11-30', 11), at('2026-11-30', 12))
  const unknown = car(null, at('2026-11-30', 9))
  const all = [
    planned,
    done,
    unknown,
    late,
    car(null, null, { authorisedAt: null, state: 'quoted' }),
    car(null, null, { state: 'ready' }),
    // C8: nothing is left to do on it.
    car(null, null, { state: 'stopped' }),
  ]

  it('before closing are those not expected to be ready, the earliest promise first', () => {
    expect(carryOver(all, closing, closing - HOUR)).toEqual([late, unknown, planned])
  })
  it('after closing are all that are not ready', () => {
    expect(carryOver(all, closing, closing + HOUR)).toEqual([late, done, unknown, planned])
  })
})
