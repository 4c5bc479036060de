/** What screens make of orders: how one stands, what comes first, what is being done now. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  barsOf,
  byUrgency,
  currentOperation,
  forecastDiffers,
  isInHouse,
  isReady,
  markOf,
  minutesLate,
} from '../../board/kit/orders.ts'
import { defaultSettings } from '#contract/settings.ts'
import { orderStates, priorities } from '#contract/values.ts'
import { anOperation, anOrder, aWorkshop, MINUTE, NOW, uuid } from '../support/factories.ts'

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

describe('isInHouse and isReady', () => {
  it('every state is booked, in the house, ready or gone', () => {
    const inHouse = orderStates.filter((state) => isInHouse({ state }))
    expect(inHouse).toEqual([
      ...['arrived', 'diagnosing', 'quoted', 'authorised', 'waiting', 'working', 'paused', 'checking', 'washing'],
    ])
    expect(orderStates.filter((state) => isReady({ state }))).toEqual(['ready', 'settled'])
  })
})

describe('byUrgency', () => {
  it('late first (what nobody can do, then the latest), then urgent (C2), then at risk, then by promise, without a promise last', () => {
    const order = {
      never: promised(600, { neverDone: { operationId: null, why: 'no_bay' } }),
      veryLate: promised(-90),
      late: promised(60, { forecastAt: NOW + 70 * MINUTE }),
      urgent: promised(200, { priority: 'urgent' }),
      atRisk: promised(10),
      soon: promised(100),
      later: promised(150),
      none: promised(null),
    }
    const shuffled = [
      order.none,
      order.later,
      order.urgent,
      order.late,
      order.soon,
      order.atRisk,
      order.veryLate,
      order.never,
    ]
    expect(shuffled.sort(byUrgency(NOW, defaultSettings))).toEqual(Object.values(order))
  })

  it('gives one order however the list comes, and never contradicts itself', () => {
    const any = fc.record({
      minutes: fc.option(fc.integer({ min: -300, max: 300 })),
      forecast: fc.option(fc.integer({ min: -300, max: 300 })),
      priority: fc.constantFrom(...priorities),
    })
    fc.assert(
      fc.property(fc.array(any, { maxLength: 12 }), fc.nat(), (list, turn) => {
        const orders = list.map(({ minutes, forecast, priority }, i) =>
          promised(minutes, {
            id: uuid(i + 1),
            priority,
            forecastAt: forecast === null ? null : NOW + forecast * MINUTE,
          }),
        )
        const at = orders.length === 0 ? 0 : turn % orders.length
        const turned = [...orders.slice(at), ...orders.slice(0, at)].reverse()
        expect(turned.sort(byUrgency(NOW, defaultSettings))).toEqual([...orders].sort(byUrgency(NOW, defaultSettings)))
      }),
    )
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
