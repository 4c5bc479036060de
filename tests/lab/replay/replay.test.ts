/** `npm run replay`: the model of release 0.2 beside today's, on the same days. */
import { describe, expect, it } from 'vitest'
import type { Order } from '#contract/entities/index.ts'
import { defaultSettings } from '#contract/settings.ts'
import { forecastsOf } from '#server/domain/planner/forecasts.ts'
import { oldForecasts } from '#server/lab/replay/oldModel.ts'
import { readArguments } from '#server/lab/replay/options.ts'
import { countTable } from '#server/lab/replay/print.ts'
import type { Recorded } from '#server/lab/replay/record.ts'
import { replay } from '#server/lab/replay/replay.ts'
import { aBay, anOperation, anOrderIn, aPart, aPerson, aWorkshop, HOUR, MINUTE, NOW } from '../../support/factories.ts'

// Tuesday 10:00 in Shanghai; open 8–12 and 13–18. A check takes 10 minutes, a wash 20.
const at = (hour: number, minute = 0) => NOW + (hour - 10) * HOUR + minute * MINUTE
const workshop = aWorkshop({ settings: defaultSettings })
const lift = aBay({ number: 1, uses: ['lift', 'inspection'] })
const washBay = aBay({ number: 2, uses: ['wash'] })
const people = [aPerson({ skills: ['mechanical', 'inspection'] }), aPerson({ skills: ['wash'] })]
const shop = (orders: Order[], over = {}) => ({
  ...{ workshop, bays: [lift, washBay], persons: people, now: NOW },
  ...over,
  orders,
})
const car = (number: number, over: Partial<Order> = {}) =>
  anOrderIn('waiting', {
    ...{ number, promiseAt: at(11), wash: true },
    operations: [anOperation({ standardMinutes: 40 })],
    ...over,
  })

describe('the model of release 0.2', () => {
  it('adds check and wash to the work, as if every car had a place for them to itself', () => {
    const one = car(1)
    expect(oldForecasts(shop([one])).get(one.id)!.forecastAt).toBe(at(11, 10))
    const done = Array.from({ length: 5 }, (_, n) =>
      car(n + 1, { state: 'washing', checkedAt: NOW, operations: [anOperation({ state: 'done', finishedAt: NOW })] }),
    )
    const old = [...oldForecasts(shop(done)).values()].map(({ forecastAt }) => forecastAt)
    expect(old).toEqual(Array<number>(5).fill(at(10, 20)))
    const now = forecastsOf(shop(done)).map(({ forecastAt }) => forecastAt)
    expect(now.toSorted()).toEqual([at(10, 20), at(10, 40), at(11), at(11, 20), at(11, 40)])
  })

  it('lets an overdue part come in an hour, and a car under diagnosis hold no bay', () => {
    const operation = anOperation({ standardMinutes: 40 })
    const waits = car(1, { operations: [operation], parts: [aPart({ operationId: operation.id, expectedAt: at(9) })] })
    expect(oldForecasts(shop([waits])).get(waits.id)!.forecastAt).toBe(at(13, 10))
    const standing = anOrderIn('diagnosing', { number: 2, bayId: lift.id, operations: [], arrivedAt: NOW })
    const next = car(3)
    expect(oldForecasts(shop([standing, next])).get(next.id)!.forecastAt).toBe(at(11, 10))
  })
})

describe('the replay', () => {
  const due = car(1)
  const day = (readyAt: number, surprised: string[] = []) => ({
    shop: shop([due]),
    before: {},
    surprised,
    foreseen: [{ orderId: due.id, forecastAt: 0, safeForecastAt: 0, readyAt }],
  })

  it('compares both with when the cars were ready', () => {
    const { old, new: now, ratio } = replay([day(at(11, 40))], [])
    expect(old).toMatchObject({ cars: 1, minutes: 30 })
    expect(now.minutes).toBe(30)
    expect(ratio).toBe(1)
  })

  it('also compares them for the cars of which nothing came up later', () => {
    const { old, unsurprised } = replay([day(at(11, 40)), day(at(13, 10), [due.id])], [])
    expect(old.cars).toBe(2)
    expect(unsurprised).toMatchObject({ old: { cars: 1, minutes: 30 }, new: { cars: 1, minutes: 30 }, ratio: 1 })
  })

  it('lets the new model learn from the other days', () => {
    // Everything took half as long again as planned.
    const took = { at: at(8), plannedAt: at(9, 10), done: 0, waitsForPart: false, readyAt: at(9, 45) }
    const { new: now, ratio } = replay([day(at(11, 45))], Array(100).fill(took))
    expect(now).toMatchObject({ minutes: 0, kept: 1 })
    expect(ratio).toBe(0)
  })
})

it('the counts are a table with a line for each seed and their sum', () => {
  const seed = (n: number): Recorded => ({
    ...{ seed: n, days: [], outcomes: [] },
    counts: {
      delays: { told: n, unfounded: 0, inVain: 0, late: n, inTime: n, afterwards: 0, untold: 0 },
      ...{ pickUps: { told: 10, unprepared: 0 }, door: { arrivals: 40, long: 1, unheard: 0 } },
      forecast: { cars: 1, minutes: 1, kept: 1 },
    },
  })
  expect(countTable([seed(1), seed(2)]).slice(2)).toEqual([
    '| 1 | 1 | 0 | 1 | 1 | 0 | 0 | 10 | 0 | 1 | 0 |',
    '| 2 | 2 | 0 | 2 | 2 | 0 | 0 | 10 | 0 | 1 | 0 |',
    '| all | 3 | 0 | 3 | 3 | 0 | 0 | 20 | 0 | 2 | 0 |',
  ])
})

it('the arguments are ranges of seeds', () => {
  expect(readArguments(['--learn', '3', '--report', '4-6', '--days', '2'])).toEqual({
    ...{ days: 2, learn: [3], report: [4, 5, 6], folder: null, json: false },
  })
  expect(readArguments([])).toMatchObject({ days: 10, report: Array.from({ length: 10 }, (_, n) => n + 11) })
  expect(() => readArguments(['--learn', '9-3'])).toThrow(/--learn must be a seed or a range/)
})
