/** The search for a short plan: its plans are valid, get better, and are repeatable. */
import { describe, expect, it } from 'vitest'
import type { JobShop } from '#server/lab/jobShop/jobShop.ts'
import { luby, Search } from '#server/lab/jobShop/search.ts'
import { faultsOf } from '#server/lab/plan/check.ts'
import { randomOf } from '#server/domain/planner/random.ts'
import { anyShop, leastMakespan, packedShop, type Size } from './shops.ts'

const searched = (shop: JobShop, steps: number, seed = 1) => {
  const search = new Search(shop, randomOf(seed).next)
  search.improve(steps)
  return search
}
const faults = (shop: JobShop, { steps, makespan }: Search) => faultsOf(shop, steps, makespan)

describe('a plan', () => {
  const sizes: [string, Size][] = [
    ['one operation', { jobs: 1, operations: 1, machines: 1, choices: 1 }],
    ['no choice of machines', { jobs: 8, operations: 8, machines: 6, choices: 1 }],
    ['some choice', { jobs: 10, operations: 8, machines: 5, choices: 3 }],
    ['every choice', { jobs: 6, operations: 10, machines: 8, choices: 8 }],
    ['one machine', { jobs: 9, operations: 5, machines: 1, choices: 1 }],
    ['more machines than work', { jobs: 3, operations: 3, machines: 20, choices: 20 }],
  ]
  it.each(sizes)('is valid after any number of steps, and never worse with more: %s', (_what, size) => {
    for (let seed = 1; seed <= 25; seed++) {
      const shop = anyShop(seed, size)
      const search = new Search(shop, randomOf(seed).next)
      let before = Infinity
      for (const steps of [0, 1, 29, 70, 300]) {
        search.improve(steps)
        expect(faults(shop, search)).toEqual([])
        expect(search.makespan).toBeLessThanOrEqual(before)
        before = search.makespan
      }
    }
  })

  it('is the same for the same shop, seed and number of steps, in any number of parts', () => {
    const shop = anyShop(3, { jobs: 12, operations: 8, machines: 6, choices: 4 })
    const once = searched(shop, 700)
    const parts = new Search(shop, randomOf(1).next)
    for (let i = 0; i < 100; i++) {
      parts.improve(7)
      // Reading the plan meanwhile changes nothing.
      if (i % 9 === 0) expect(parts.steps).toHaveLength(shop.jobs.flat().length)
    }
    expect(parts.steps).toEqual(once.steps)
    expect(searched(shop, 700, 2).steps).not.toEqual(once.steps)
  })
})

describe('the search', () => {
  it('finds the shortest plan for a few operations', () => {
    for (let seed = 1; seed <= 60; seed++) {
      const shop = anyShop(seed, { jobs: 4, operations: 2, machines: 3, choices: 2 })
      expect(searched(shop, 3000).makespan).toBe(leastMakespan(shop))
    }
  })

  it('gets close to a shortest plan without idle machines, from a first plan far from it', () => {
    const gaps = Array.from({ length: 6 }, (_, i) => {
      const shop = packedShop(i + 1, 6, 100)
      const first = new Search(shop, randomOf(1).next).makespan
      return { first: first / 100 - 1, found: searched(shop, 20_000).makespan / 100 - 1 }
    })
    const mean = (key: 'first' | 'found') => gaps.reduce((sum, one) => sum + one[key], 0) / gaps.length
    expect(mean('first')).toBeGreaterThan(0.15)
    expect(mean('found')).toBeLessThan(0.06)
  })

  it('stops when no plan can be shorter', () => {
    const shop: JobShop = { machines: 2, jobs: [[[{ machine: 0, duration: 9 }]], [[{ machine: 1, duration: 3 }]]] }
    expect(new Search(shop, randomOf(1).next)).toMatchObject({ makespan: 9, isShortest: true })
  })

  it('handles two thousand operations: a valid plan at once, then better ones', () => {
    const shop = anyShop(5, { jobs: 250, operations: 19, machines: 40, choices: 4 })
    expect(shop.jobs.flat().length).toBeGreaterThan(2000)
    const search = new Search(shop, randomOf(1).next)
    const first = search.makespan
    expect(faults(shop, search)).toEqual([])
    search.improve(60)
    expect(search.makespan).toBeLessThan(first)
    expect(faults(shop, search)).toEqual([])
  })

  it('follows the Luby sequence', () =>
    expect(Array.from({ length: 15 }, (_, i) => luby(i + 1))).toEqual([1, 1, 2, 1, 1, 2, 4, 1, 1, 2, 1, 1, 2, 4, 8]))
})
