/** AL, B5: what plans came to in this workshop stretches the forecast and the promise. */
import { describe, expect, it } from 'vitest'
import type { Order } from '#contract/entities/index.ts'
import { learnExperience, type PlanOutcome } from '#server/domain/forecast/experience.ts'
import { forecastsOf } from '#server/domain/planner/forecasts.ts'
import { promiseOf } from '#server/domain/planner/promise.ts'
import {
  aBay,
  anOperation,
  anOrderIn,
  aPerson,
  aProgressCheck,
  aWorkshop,
  DAY,
  HOUR,
  MINUTE,
  NOW,
} from '../support/factories.ts'

// Tuesday 10:00 in Shanghai; open 8–12 and 13–18.
const at = (hour: number, minute = 0, days = 0) => NOW + (hour - 10) * HOUR + minute * MINUTE + days * DAY
const workshop = aWorkshop()

/** Plans of `planned` minutes, made at 8:00, that took this many minutes each. */
const outcomes = (planned: number, took: readonly number[], done = 0, waitsForPart = false): PlanOutcome[] =>
  took.map((minutes) => ({
    ...{ at: at(8), plannedAt: at(8) + planned * MINUTE, done, waitsForPart },
    readyAt: at(8) + minutes * MINUTE,
  }))
/** Of a hundred plans of an hour: half take an hour and a quarter or less, four of five an hour and a half or less. */
const hundred = outcomes(60, [
  ...Array<number>(70).fill(75),
  ...Array<number>(20).fill(90),
  ...Array<number>(10).fill(200),
])

describe('AL experience', () => {
  it('is the median and the P80 of how long similar plans took', () => {
    expect(learnExperience(hundred, workshop)!({ expected: 60, done: 0 })).toEqual({ likely: 1.25, safe: 1.5 })
  })

  it('does not exist while there are fewer than sixty outcomes', () => {
    expect(learnExperience(hundred.slice(0, 59), workshop)).toBeNull()
    expect(learnExperience(hundred.slice(0, 60), workshop)).not.toBeNull()
  })

  it('tells short times from long ones, and work that has begun from work that has not', () => {
    const short = outcomes(20, Array<number>(100).fill(40))
    const experience = learnExperience([...hundred, ...short], workshop)!
    expect(experience({ expected: 60, done: 0 }).likely).toBe(1.25)
    expect(experience({ expected: 20, done: 0 }).likely).toBe(2)
    const nearlyDone = outcomes(60, Array<number>(100).fill(60), 0.9)
    expect(learnExperience([...hundred, ...nearlyDone], workshop)!({ expected: 60, done: 0.9 }).likely).toBe(1)
  })

  it('learns about work that has not begun from such work alone: the queue before it decides', () => {
    const begun = outcomes(60, Array<number>(60).fill(60), 0.05)
    const queued = outcomes(30, Array<number>(100).fill(60))
    expect(learnExperience([...begun, ...queued], workshop)!({ expected: 60, done: 0 }).likely).toBe(2)
  })

  it('takes the most similar tenth of all outcomes, and a hundred or half of them while there are few', () => {
    const alike = outcomes(60, Array<number>(250).fill(60), 0.5)
    const likely = (others: number) => {
      const rest = outcomes(80, Array<number>(others).fill(160), 0.5)
      return learnExperience([...alike, ...rest], workshop)!({ expected: 60, done: 0.5 }).likely
    }
    expect(likely(250)).toBe(1)
    expect(likely(2750)).toBe(2)
  })

  it('tells cars that wait for a part from all others, however alike they are', () => {
    const late = outcomes(60, Array<number>(100).fill(180), 0.5, true)
    const experience = learnExperience([...outcomes(60, Array<number>(100).fill(60), 0.5), ...late], workshop)!
    expect(experience({ expected: 60, done: 0.5 }).likely).toBe(1)
    expect(experience({ expected: 60, done: 0.5, waitsForPart: true }).likely).toBe(3)
    expect(experience({ expected: 240, done: 0.5, waitsForPart: true }).likely).toBe(3)
  })

  it('counts opening hours only', () => {
    const overNight = Array.from({ length: 60 }, () => ({
      ...{ at: at(17), plannedAt: at(18), done: 0, waitsForPart: false, readyAt: at(8, 30, 1) },
    }))
    expect(learnExperience(overNight, workshop)!({ expected: 60, done: 0 }).likely).toBe(1.5)
  })

  it('is bounded, so that a few odd days cannot make every forecast absurd', () => {
    const awful = learnExperience(outcomes(20, Array<number>(60).fill(230)), workshop)!
    expect(awful({ expected: 20, done: 0 })).toEqual({ likely: 4, safe: 4 })
    const quick = learnExperience(outcomes(200, Array<number>(60).fill(20)), workshop)!
    expect(quick({ expected: 200, done: 0 }).likely).toBe(0.7)
  })
})

describe('a shop with experience', () => {
  const bay = aBay()
  const chen = aPerson()
  const experience = () => ({ likely: 1.25, safe: 1.5 })
  const shop = (orders: Order[], over = {}) => ({
    ...{ workshop, bays: [bay], persons: [chen], now: NOW, experience },
    ...over,
    orders,
  })
  const car = (over: Partial<Order> = {}) =>
    anOrderIn('waiting', { operations: [anOperation({ standardMinutes: 80 })], promiseAt: null, ...over })

  it('AL: the forecast is the plan stretched by it in opening hours, the safe forecast by the P80', () => {
    expect(forecastsOf(shop([car()]))[0]).toMatchObject({ forecastAt: at(11, 40), safeForecastAt: at(12) })
    const later = forecastsOf(shop([car({ operations: [anOperation({ standardMinutes: 100 })] })]))[0]
    expect(later).toMatchObject({ forecastAt: at(13, 5), safeForecastAt: at(13, 30) })
    // The places on the day plan stay where the plan has them.
    expect(later!.work[0]!.end).toBe(at(11, 40))
  })

  it.each([
    ['half as long again as planned', 100, at(12)],
    ['the safe minutes of the work, if they are longer', 150, at(13, 30)],
  ])('AL: without experience the safe forecast is %s', (_, safeMinutes, safeForecastAt) => {
    const operations = [anOperation({ standardMinutes: 80, likelyMinutes: 80, safeMinutes })]
    const [found] = forecastsOf(shop([car({ operations })], { experience: null }))
    expect(found).toMatchObject({ forecastAt: at(11, 20), safeForecastAt })
  })

  it('B10: a time the floor has reported is not stretched', () => {
    const progressCheck = aProgressCheck({ answer: 'later', finishAt: at(11, 30), answeredAt: NOW })
    const operations = [anOperation({ standardMinutes: 80, state: 'working', bayId: bay.id, technicianId: chen.id })]
    const [found] = forecastsOf(shop([car({ state: 'working', operations, progressCheck })]))
    expect(found).toMatchObject({ forecastAt: at(11, 30), safeForecastAt: at(11, 30) })
  })

  it('B5: a promise rests on the P80 of experience', () => {
    const order = anOrderIn('arrived', { operations: [anOperation({ standardMinutes: 80 })] })
    expect(promiseOf(shop([order]), order.id, [])).toMatchObject({ finishAt: at(12) })
  })
})
