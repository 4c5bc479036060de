/** What screens make of orders: how one stands, what is being done now. */
import { describe, expect, it } from 'vitest'
import {
  barsOf,
  currentOperation,
  forecastDiffers,
  isInWorkshop,
  isReady,
  markOf,
  minutesLate,
} from '../../board/kit/orders.ts'
import { defaultSettings } from '#contract/settings.ts'
import { orderStates } from '#contract/values.ts'
import { anOperation, anOrder, aWorkshop, MINUTE, NOW } from '../support/factories.ts'

const promised = (minutes: number | null, over: object = {}) =>
  anOrder({
    state: 'working',
    authorisedAt: NOW - 60 * MINUTE,
    promiseAt: minutes === null ? null : NOW + minutes * MINUTE,
    forecastAt: null,
    readyAt: null,
    ...over,
  })

describe('markOf', () => {
  it.each([
    ['on_track', promised(60)],
    ['at_risk', promised(10)],
    ['late', promised(-1)],
    ['late', promised(60, { forecastAt: NOW + 61 * MINUTE })],
    ['at_risk', promised(60, { forecastAt: NOW + 50 * MINUTE })],
    ['late', promised(600, { neverDone: { operationId: null, why: 'no_bay' } })],
    ['on_track', promised(null)],
    ['paused', promised(60, { state: 'paused', pauseReason: 'parts' })],
    ['late', promised(-1, { state: 'paused', pauseReason: 'parts' })],
    ['at_risk', promised(10, { state: 'paused', pauseReason: 'parts' })],
    ['ready', promised(-60, { state: 'ready', readyAt: NOW - 90 * MINUTE })],
    ['ready', promised(-60, { state: 'settled', readyAt: NOW - 90 * MINUTE })],
  ] as const)('%s', (mark, order) => {
    expect(markOf(order, NOW, defaultSettings)).toBe(mark)
  })
})

describe('lateness and forecast', () => {
  it('counts from the promise to the later of forecast and clock', () => {
    expect(minutesLate(promised(-20), NOW)).toBe(20)
    expect(minutesLate(promised(-20, { forecastAt: NOW + 25 * MINUTE }), NOW)).toBe(45)
    expect(minutesLate(promised(30), NOW)).toBe(0)
    expect(minutesLate(promised(null), NOW)).toBe(0)
    expect(minutesLate(promised(-20, { state: 'ready', readyAt: NOW }), NOW)).toBe(0)
  })

  it('shows a forecast only where it says something else than the promise', () => {
    expect(forecastDiffers(promised(30, { forecastAt: NOW + 30 * MINUTE + 59_000 }))).toBe(false)
    expect(forecastDiffers(promised(30, { forecastAt: NOW + 29 * MINUTE }))).toBe(true)
    expect(forecastDiffers(promised(30))).toBe(false)
    expect(forecastDiffers(promised(null, { forecastAt: NOW }))).toBe(false)
  })
})

describe('currentOperation', () => {
  const operation = (state: 'proposed' | 'planned' | 'working' | 'paused' | 'done' | 'cancelled') =>
    anOperation({ state })
  const [proposed, planned, working, paused, done, cancelled] = [
    operation('proposed'),
    operation('planned'),
    operation('working'),
    operation('paused'),
    operation('done'),
    operation('cancelled'),
  ]
  const of = (...operations: ReturnType<typeof operation>[]) => currentOperation(promised(60, { operations }))

  it('is what is worked on, else what is paused, else what comes next, else what was done last', () => {
    expect(of(done, planned, paused, working)).toBe(working)
    expect(of(done, planned, paused)).toBe(paused)
    expect(of(done, proposed, planned)).toBe(planned)
    expect(of(anOperation({ state: 'done' }), done, cancelled)).toBe(done)
    expect(of(cancelled, proposed)).toBe(proposed)
    expect(of(cancelled)).toBeNull()
    expect(of()).toBeNull()
  })
})

describe('isInWorkshop and isReady', () => {
  it('every state is booked, in the house, ready or gone', () => {
    const inHouse = orderStates.filter((state) => isInWorkshop({ state }))
    expect(inHouse).toEqual([
      ...['arrived', 'diagnosing', 'quoted', 'authorised', 'waiting', 'working', 'paused', 'checking', 'washing'],
    ])
    expect(orderStates.filter((state) => isReady({ state }))).toEqual(['ready', 'settled'])
  })
})

describe('barsOf', () => {
  const house = aWorkshop()

  it('time gone runs from receipt to promise in opening hours, work done by standard minutes', () => {
    const operations = [
      anOperation({ state: 'done', standardMinutes: 30 }),
      anOperation({ state: 'planned', standardMinutes: 90, percent: 0, percentAt: null }),
    ]
    // Received an hour ago, promised in an hour: 9:00 to 11:00, now 10:00.
    const bars = barsOf(promised(60, { takenOverAt: NOW - 60 * MINUTE, operations }), house, NOW)
    expect(bars.gone).toBeCloseTo(0.5)
    expect(bars.done).toBeCloseTo(0.25)
  })

  it('a car that is ready is done, whatever its operations say', () => {
    expect(barsOf(promised(60, { state: 'ready', readyAt: NOW, operations: [] }), house, NOW).done).toBe(1)
  })
})
