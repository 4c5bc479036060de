/** However large the shop is, looking for suggestions comes to an end, and rests often enough for others (C2). */
import { afterEach, describe, expect, it, vi } from 'vitest'
import { Effort } from '#server/domain/planner/shop/effort.ts'
import { Run, STEPS_A_TASK } from '#server/domain/planner/shop/run.ts'
import { suggest } from '#server/domain/planner/shop/suggest.ts'
import type { ShopState } from '#server/domain/planner/shop/shop.ts'
import { mulberry32 } from '#server/random.ts'
import { hardDay } from './days.ts'

/** What is begun is brought to its end: one plan looked at on all the ways the day may go, and what comes of the best. */
const ALLOWED = 30

afterEach(() => void vi.restoreAllMocks())

const { go } = Run.prototype
/** What is found, and how much the shop was run for it: in all, and how often at most between two rests. */
function watched(shop: ShopState) {
  let [runs, steps, atOnce, before] = [0, 0, 0, 0]
  vi.spyOn(Run.prototype, 'go').mockImplementation(function (this: Run, ...how) {
    go.apply(this, how)
    runs++
    steps += this.steps
  })
  const search = suggest(shop, mulberry32(7))
  for (;;) {
    const { done, value } = search.next()
    atOnce = Math.max(atOnce, runs - before)
    before = runs
    if (done) return { ...value, runs, steps, atOnce }
  }
}

describe('looking for suggestions', { timeout: 120_000 }, () => {
  it('of ten thousand operations ends after a hundred runs of the shop or so, with something to suggest', () => {
    const { suggestions, late, runs, atOnce } = watched(hardDay(1, { bays: 400, technicians: 600, operations: 10_000 }))
    expect(runs).toBeLessThanOrEqual(120 + ALLOWED)
    expect(atOnce).toBeLessThanOrEqual(ALLOWED)
    expect(late.length).toBeGreaterThan(0)
    expect(suggestions.length).toBeGreaterThan(0)
  })

  it('with a bay down that hundreds of cars are named for, too', () => {
    const shop = hardDay(2, { bays: 60, technicians: 60, operations: 1000 })
    const down = shop.bays.find(({ kind }) => kind === 'lift')!
    const orders = shop.orders.map((order) => ({
      ...order,
      operations: order.operations.map((one) => (one.bayKind === 'lift' ? { ...one, bayId: down.id } : one)),
    }))
    const bays = shop.bays.map((one) =>
      one === down ? { ...one, outOfService: { reason: '', since: shop.now, until: null } } : one,
    )
    const { suggestions, runs, steps, atOnce } = watched({ ...shop, bays, orders })
    // Whoever is named is asked again and again: that counts, too.
    expect(steps).toBeLessThanOrEqual(1.1 * 1200 * 1000 * STEPS_A_TASK)
    expect(runs).toBeLessThan(1000)
    expect(atOnce).toBeLessThanOrEqual(ALLOWED)
    expect(suggestions.length).toBeLessThanOrEqual(60)
    expect(suggestions.some(({ cause }) => cause === 'bay_down')).toBe(true)
  })

  it('looks through less the larger the shop is, never nothing, and finds the same every time', () => {
    expect([1, 300, 1000, 10_000, 1_000_000].map((tasks) => new Effort(tasks).runs)).toEqual([
      ...[1_200_000, 4000, 1200, 120, 60],
    ])
    const shop = hardDay(3, { bays: 60, technicians: 60, operations: 600 })
    const [once, again] = [watched(shop), watched(shop)]
    expect(again).toEqual(once)
    expect(once.runs).toBeLessThanOrEqual(2000 + ALLOWED)
    expect(once.suggestions.length).toBeGreaterThan(0)
  })
})
