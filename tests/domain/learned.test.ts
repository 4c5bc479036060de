/** B5: learning durations from the workshop's own samples, robustly, and cautiously with few of them. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { expectedMinutes, learnedOf, paceOf, type Sample } from '#server/domain/durations/learned.ts'

const times = (minutes: number[], model: string | null = null): Sample[] =>
  minutes.map((one) => ({ minutes: one, model }))
const often = (minutes: number, count: number, model: string | null = null) =>
  times(
    Array.from({ length: count }, () => minutes),
    model,
  )
const spread = Array.from({ length: 50 }, (_, i) => 40 + i)

describe('B5 learnt durations of an operation', () => {
  it('are the median and the P80 of many samples', () => {
    const [any] = learnedOf(45, times(spread), 1)
    expect(any).toMatchObject({ model: null, count: 50 })
    expect(any!.likelyMinutes).toBeGreaterThan(60)
    expect(any!.likelyMinutes).toBeLessThan(66)
    expect(any!.safeMinutes).toBeGreaterThan(74)
    expect(any!.safeMinutes).toBeLessThan(82)
  })

  it('stay near the standard minutes after one sample, and converge with more', () => {
    const after = [1, 3, 10, 60].map((count) => learnedOf(60, often(120, count), 1)[0]!.likelyMinutes)
    expect(after[0]).toBeLessThan(75)
    expect(after).toEqual(after.toSorted((a, b) => a - b))
    expect(after[3]).toBeGreaterThan(112)
  })

  it('are shrunk towards the standard minutes at the shop’s pace', () =>
    expect(learnedOf(60, often(60, 2), 1.5)[0]!.likelyMinutes).toBeGreaterThan(75))

  it('are empty without a plausible sample', () => {
    expect(learnedOf(45, [], 1)).toEqual([])
    expect(learnedOf(45, times([0, 0, 540]), 1)).toEqual([])
  })

  it('ignore a job that was finished too late or at once', () => {
    const good = times([40, 42, 45, 48, 50])
    const wrong = times([0, 0, 600, 1])
    expect(learnedOf(45, [...good, ...wrong], 1)).toEqual(learnedOf(45, good, 1))
  })

  it('follow many samples against a standard that is far off', () =>
    expect(learnedOf(30, often(240, 20), 1)[0]).toMatchObject({ count: 20 }))

  it('tell models apart from five samples on, however the model is written', () => {
    const samples = [...often(50, 40), ...often(90, 5, 'Tiguan'), ...often(90, 3, ' TIGUAN '), ...often(20, 4, 'Polo')]
    const learned = learnedOf(50, samples, 1)
    expect(learned.map(({ model, count }) => [model, count])).toEqual([
      [null, 52],
      ['Tiguan', 8],
    ])
    const item = { standardMinutes: 50, learned }
    const [any, tiguan] = learned
    expect(tiguan!.likelyMinutes).toBeGreaterThan(any!.likelyMinutes + 10)
    expect(expectedMinutes(item, 'tiguan', 1).likelyMinutes).toBe(tiguan!.likelyMinutes)
    expect(expectedMinutes(item, 'Polo', 1).likelyMinutes).toBe(any!.likelyMinutes)
    expect(expectedMinutes(item, null, 1).likelyMinutes).toBe(any!.likelyMinutes)
  })

  it('fall back to the standard minutes at the shop’s pace', () => {
    const item = { standardMinutes: 40, learned: [] }
    expect(expectedMinutes(item, 'Polo', 1)).toEqual({ likelyMinutes: 40, safeMinutes: 40 })
    expect(expectedMinutes(item, null, 1.25)).toEqual({ likelyMinutes: 50, safeMinutes: 50 })
  })

  it('are at least a minute, and the safe minutes never below the likely ones', () =>
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 2000 }),
        fc.array(
          fc.record({ minutes: fc.integer({ min: 0, max: 100_000 }), model: fc.constantFrom(null, 'A', 'a ', 'B') }),
          { maxLength: 40 },
        ),
        fc.double({ min: 0.2, max: 5, noNaN: true }),
        (standardMinutes, samples, pace) => {
          const learned = learnedOf(standardMinutes, samples, pace)
          expect(learnedOf(standardMinutes, [...samples].reverse(), pace).map(({ count }) => count)).toEqual(
            learned.map(({ count }) => count),
          )
          for (const { likelyMinutes, safeMinutes } of [
            ...learned,
            expectedMinutes({ standardMinutes, learned }, 'A', pace),
          ]) {
            expect(Number.isInteger(likelyMinutes) && Number.isInteger(safeMinutes)).toBe(true)
            expect(likelyMinutes).toBeGreaterThanOrEqual(1)
            expect(safeMinutes).toBeGreaterThanOrEqual(likelyMinutes)
          }
        },
      ),
    ))
})

describe('B5 the pace of the shop', () => {
  const item = (standardMinutes: number, likelyMinutes: number, count: number) => ({
    standardMinutes,
    learned: [{ model: null, count, likelyMinutes, safeMinutes: likelyMinutes }],
  })
  it('is standard without samples, and follows frequent operations', () => {
    expect(paceOf([])).toBe(1)
    expect(paceOf([{ standardMinutes: 30, learned: [] }])).toBe(1)
    expect(paceOf([item(60, 90, 1)])).toBeLessThan(1.05)
    expect(paceOf([item(60, 90, 30), item(30, 45, 30), item(100, 150, 30)])).toBeGreaterThan(1.3)
  })
})
