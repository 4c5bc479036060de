/** What screens derive from an order: mark, lateness, current operation, bars. */
import { describe, expect, it } from 'vitest'
import {
  barsOf,
  checkWindow,
  currentOperation,
  forecastDiffers,
  isInWorkshop,
  isReady,
  markOf,
  minutesLate,
} from '../../board/kit/orders.ts'
import { lateness } from '../../board/order/lateness.ts'
import { defaultSettings } from '#contract/settings.ts'
import { orderStates } from '#contract/values.ts'
import { anOperation, anOrder, aWorkshop, MINUTE, NOW } from '../support/factories.ts'

const workshop = aWorkshop()
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
    ['late', promised(600, { unschedulable: { operationId: null, reason: 'no_bay' } })],
    ['on_track', promised(null)],
    ['paused', promised(60, { state: 'paused', pauseReason: 'parts' })],
    ['late', promised(-1, { state: 'paused', pauseReason: 'parts' })],
    ['at_risk', promised(10, { state: 'paused', pauseReason: 'parts' })],
    ['ready', promised(-60, { state: 'ready', readyAt: NOW - 90 * MINUTE })],
    ['ready', promised(-60, { state: 'settled', readyAt: NOW - 90 * MINUTE })],
    ['waiting', promised(null, { state: 'stopped' })],
  ] as const)('%s', (mark, order) => {
    expect(markOf(order, NOW, defaultSettings)).toBe(mark)
  })
})

describe('lateness and forecast', () => {
  it('counts minutes from the promise to the later of forecast and clock', () => {
    expect(minutesLate(promised(-20), workshop, NOW)).toBe(20)
    expect(minutesLate(promised(-20, { forecastAt: NOW + 25 * MINUTE }), workshop, NOW)).toBe(45)
    expect(minutesLate(promised(30), workshop, NOW)).toBe(0)
    expect(minutesLate(promised(null), workshop, NOW)).toBe(0)
    expect(minutesLate(promised(-20, { state: 'ready', readyAt: NOW }), workshop, NOW)).toBe(0)
  })

  it('C2 counts opening hours only, for late cars and for those with time to spare', () => {
    // Tuesday 17:00 and Wednesday 09:23: an hour and 83 minutes are open between them.
    const [evening, morning] = [NOW + 7 * 60 * MINUTE, NOW + 23 * 60 * MINUTE + 23 * MINUTE]
    const late = promised(null, { promiseAt: evening, forecastAt: morning })
    expect(minutesLate(late, workshop, NOW)).toBe(143)
    expect(lateness(late, workshop, NOW)).toBe(143)
    expect(lateness(promised(null, { promiseAt: morning, forecastAt: evening }), workshop, NOW)).toBe(-143)
    const closing = NOW + 8 * 60 * MINUTE
    expect(minutesLate(promised(null, { promiseAt: closing, forecastAt: closing + 60 * MINUTE }), workshop, NOW)).toBe(
      1,
    )
  })

  it('shows a forecast only when it differs from the promise by a minute', () => {
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

  it('is the one in progress, else a paused one, else the next, else the last one done', () => {
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
  it('splits the states into those in the workshop, ready, and all others', () => {
    const inWorkshop = orderStates.filter((state) => isInWorkshop({ state }))
    expect(inWorkshop).toEqual([
      ...[
        'arrived',
        'diagnosing',
        'quoted',
        'authorised',
        'waiting',
        'working',
        'paused',
        'checking',
        'washing',
        'stopped',
      ],
    ])
    expect(orderStates.filter((state) => isReady({ state }))).toEqual(['ready', 'settled'])
  })
})
describe('barsOf', () => {
  const workshop = aWorkshop()

  it('measures time gone from receipt to promise in opening hours, and work done by standard minutes', () => {
    const operations = [
      anOperation({ state: 'done', standardMinutes: 30 }),
      anOperation({ state: 'planned', standardMinutes: 90, percent: 0, percentAt: null }),
    ]
    // Received an hour ago, promised in an hour: 9:00 to 11:00, now 10:00.
    const bars = barsOf(promised(60, { takenOverAt: NOW - 60 * MINUTE, operations }), workshop, NOW)
    expect(bars.gone).toBeCloseTo(0.5)
    expect(bars.done).toBeCloseTo(0.25)
  })

  it('shows a ready car as done, whatever its operations say', () => {
    expect(barsOf(promised(60, { state: 'ready', readyAt: NOW, operations: [] }), workshop, NOW).done).toBe(1)
  })
})

describe('checkWindow', () => {
  it('B10.2 is in the bars of an order that has a progress check, not of short work or of stopped work', () => {
    const { settings } = aWorkshop()
    const of = (order: Parameters<typeof checkWindow>[0]) => checkWindow(order, aWorkshop(), settings)
    const least = settings.progressCheckLeastMinutes
    const long = promised(least, { authorisedAt: NOW })
    expect(of(long)).toBe(settings)
    expect(of(promised(least - 1, { authorisedAt: NOW }))).toBeUndefined()
    expect(of({ ...long, promiseAt: null })).toBeUndefined()
    expect(of({ ...long, authorisedAt: null })).toBeUndefined()
  })
})
