/** Plans of random shops are valid in any sequence, and the search makes none worse (C2, B5). */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { ShopState } from '#server/domain/planner/shop.ts'
import { queuePriority } from '#server/domain/planner/runInQueueOrder.ts'
import { latenessOf } from '#server/domain/planner/lateness.ts'
import { Objective } from '#server/domain/planner/objective.ts'
import { problemOf } from '#server/domain/planner/problem.ts'
import { Run } from '#server/domain/planner/run.ts'
import { ShopSearch } from '#server/domain/planner/search.ts'
import { resultOf } from '#server/domain/planner/simulate.ts'
import { faultsOfFigures } from '#server/lab/plan/checkFigures.ts'
import { faultsOfShop } from '#server/lab/plan/checkShop.ts'
import { figuresOf } from '#server/lab/plan/shopPlan.ts'
import { random } from '../../support/random.ts'
import { aPlacedShop } from '../../support/randomShop.ts'
import { hardDay } from './days.ts'
import { ruleNames, rulesFor } from './rules.ts'

/** The faults of the plan made in this sequence, and of its figures. */
function faults(shop: ShopState, order: (problem: ReturnType<typeof problemOf>) => Float64Array) {
  const problem = problemOf(shop)
  const run = new Run(problem)
  run.go(order(problem))
  const result = resultOf(shop, problem, run)
  const planned = live(shop, problem.orders)
  const figures = figuresOf(planned, {
    result,
    lateness: latenessOf(shop, result) / 60_000,
    unschedulableReason: () => null,
  })
  return [...faultsOfShop(planned, figures.works), ...faultsOfFigures(planned, figures)]
}
/** Only operations that are planned at all must be in the plan. */
const live = (shop: ShopState, orders: ShopState['orders']): ShopState => ({ ...shop, orders })

const always = (check: (seed: number) => void, numRuns: number) =>
  fc.assert(
    fc.property(fc.integer({ min: 0 }), (seed) => void check(seed)),
    { numRuns },
  )

describe('every plan is valid', { timeout: 60_000 }, () => {
  it('in queue order', () =>
    always((seed) => expect(faults(aPlacedShop(random(seed)), queuePriority)).toEqual([]), 400))

  it('in any order', () =>
    always((seed) => {
      const r = random(seed)
      const shop = aPlacedShop(r)
      expect(faults(shop, ({ tasks }) => Float64Array.from({ length: tasks }, () => r.next()))).toEqual([])
    }, 400))

  it('after a search, and never worse than in queue order', () =>
    always((seed) => {
      const shop = aPlacedShop(random(seed))
      const problem = problemOf(shop)
      const run = new Run(problem)
      run.go(queuePriority(problem))
      const search = new ShopSearch(shop, random(seed).next)
      search.improve(25)
      expect(search.value).toBeLessThanOrEqual(new Objective(shop, problem).of(run))
      expect(faults(shop, () => search.priority)).toEqual([])
    }, 150))
})

describe('the search', () => {
  const size = { bays: 12, technicians: 20, operations: 120 }

  it('is never worse than the best of the rules', () => {
    for (let seed = 1; seed <= 5; seed++) {
      const shop = hardDay(seed, size)
      const problem = problemOf(shop)
      const objective = new Objective(shop, problem)
      const rules = rulesFor(shop, problem)
      const values = ruleNames.map((name) => {
        const run = new Run(problem)
        run.go(new Float64Array(problem.tasks), rules[name])
        return objective.of(run)
      })
      const search = new ShopSearch(shop, random(1).next)
      search.improve(200)
      expect(search.value).toBeLessThanOrEqual(Math.min(...values))
    }
  })

  it('gives the same plan for the same shop, seed and steps, in any number of parts', () => {
    const shop = hardDay(3, size)
    const once = new ShopSearch(shop, random(7).next)
    once.improve(120)
    const parts = new ShopSearch(shop, random(7).next)
    for (let i = 0; i < 40; i++) parts.improve(3)
    expect(parts.priority).toEqual(once.priority)
    expect(parts.value).toBe(once.value)
  })

  it('handles two thousand operations: a valid plan at once, then continues from it', () => {
    const shop = hardDay(1, { bays: 80, technicians: 120, operations: 2000 })
    const search = new ShopSearch(shop, random(1).next)
    const first = search.value
    expect(faults(shop, () => search.priority)).toEqual([])
    search.improve(5)
    expect(search.value).toBeLessThanOrEqual(first)
    expect(faults(shop, () => search.priority)).toEqual([])
  })
})
