/** B5: learning durations from a log and predicting an order's remaining time. */
import { describe, expect, it } from 'vitest'
import { ascending, medianOf, quantileOf } from '#server/domain/durations/quantiles.ts'
import { learnRemaining } from '#server/lab/forecastCheck/remaining.ts'
import { addedMinutes, knownAt, minutesAfter, type LoggedOrder } from '#server/lab/forecastCheck/rows.ts'
import { randomOf } from '#server/domain/planner/random.ts'
import { workLog } from '../../support/workLog.ts'

const row = (operation: string, from: number, to: number) => ({ operation, start: from * 60_000, end: to * 60_000 })

describe('B5 quantiles', () => {
  it('lie between neighbouring values and within all of them', () => {
    expect(quantileOf([10, 20, 30], 0.5)).toBe(20)
    expect(quantileOf([10, 20], 0.25)).toBe(12.5)
    expect(quantileOf([10, 20], 2)).toBe(20)
    expect(medianOf([30, 10, 20])).toBe(20)
    expect(medianOf([])).toBe(null)
    expect([...ascending([3, 1, 2])]).toEqual([1, 2, 3])
  })
})

describe('B5 the rest of an order', () => {
  const order = [row('a', 0, 60), row('b', 30, 90), row('a', 30, 40), row('c', 200, 210)]

  it('counts parallel rows once, and only the time to come', () => {
    expect(minutesAfter(order, 0)).toBe(100)
    expect(minutesAfter(order, 30 * 60_000)).toBe(70)
    expect(minutesAfter(order, 250 * 60_000)).toBe(0)
    expect(addedMinutes(order)).toEqual([60, 30, 0, 10])
  })

  it('is described by the names of the remaining operations; ends are known only once past', () =>
    expect(knownAt(order, 2)).toEqual({
      at: 30 * 60_000,
      earlier: [
        { operation: 'a', start: 0, end: null },
        { operation: 'b', start: 30 * 60_000, end: null },
      ],
      remaining: ['a', 'c'],
    }))
})

describe('B5 prediction', () => {
  const log = workLog(1, 90)
  const later = workLog(2, 40)
  const predict = learnRemaining(log)
  const everywhere = (orders: readonly LoggedOrder[]) =>
    orders.flatMap((order) => order.map((_, i) => ({ order, i, known: knownAt(order, i) })))

  it('is the same for the same log, and its bounds are in order', () => {
    const again = learnRemaining(workLog(1, 90))
    for (const { known } of everywhere(later)) {
      const { p10, p50, p90 } = predict(known)
      expect(again(known)).toEqual({ p10, p50, p90 })
      expect(p10).toBeGreaterThanOrEqual(0)
      expect(p50).toBeGreaterThanOrEqual(p10)
      expect(p90).toBeGreaterThanOrEqual(p50)
    }
  })

  it('does not depend on the future: times and sequence of the remaining rows change nothing', () => {
    const random = randomOf(3)
    for (const { order, i, known } of everywhere(later.slice(0, 15))) {
      const at = order[i]!.start
      const others = random.shuffled(order.slice(i + 1)).map(({ operation }) => {
        const start = at + random.whole(1, 10_000) * 60_000
        return { operation, start, end: start + random.whole(0, 10_000) * 60_000 }
      })
      const running = order
        .slice(0, i + 1)
        .map((one) => (one.end > at ? { ...one, end: at + random.whole(1, 1e9) } : one))
      expect(predict(knownAt([...running, ...others], i))).toEqual(predict(known))
    }
  })

  it('has eight of ten true values between P10 and P90, on logs it has not seen', () => {
    const found = [2, 3, 11].map((seed) => {
      const foretell = learnRemaining(workLog(seed, 90))
      const points = everywhere(workLog(seed + 5, 60))
      const held = points.filter(({ order, known }) => {
        const [truth, { p10, p90 }] = [minutesAfter(order, known.at), foretell(known)]
        return truth >= p10 && truth <= p90
      })
      return held.length / points.length
    })
    const share = found.reduce((sum, one) => sum + one, 0) / found.length
    expect(share).toBeGreaterThan(0.75)
    expect(share).toBeLessThan(0.85)
  })

  it('predicts a slow order for one that has been slow so far', () => {
    const [first] = later.filter((order) => order.length > 12)
    const slow = (by: number) => {
      const stretched = first!.map(({ operation, start, end }) => ({ operation, start: start * by, end: end * by }))
      return predict(knownAt(stretched, 9)).p50
    }
    expect(slow(3)).toBeGreaterThan(slow(1))
  })

  it('gives a rough prediction for an unknown operation, from one order, and from none', () => {
    const unknown = { at: 0, earlier: [], remaining: ['Polish'] }
    expect(predict(unknown).p50).toBeGreaterThan(1)
    expect(learnRemaining([log[0]!])(unknown).p90).toBeGreaterThan(0)
    expect(learnRemaining([])(unknown)).toEqual({ p10: 0.5, p50: 1, p90: 2 })
    for (const orders of [2, 3, 9])
      expect(Number.isFinite(learnRemaining(log.slice(0, orders))(unknown).p90)).toBe(true)
  })

  it('accepts a log in which nothing took any time', () => {
    const { p10, p90 } = learnRemaining([[row('a', 0, 0)], [row('a', 5, 5)]])(knownAt([row('a', 9, 9)], 0))
    expect(p10).toBe(0)
    expect(p90).toBe(0)
  })
})
