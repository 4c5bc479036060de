/** However large the shop is, forecasts, moves tried and looking for suggestions come to an end; and suggesting rests often enough for others (C2, AL). */
import { afterEach, describe, expect, it, vi } from 'vitest'
import type { MoveAnswer } from '#contract/questions.ts'
import { Effort } from '#server/domain/planner/effort.ts'
import { foresee } from '#server/domain/planner/foresee.ts'
import { Run, STEPS_A_TASK } from '#server/domain/planner/run.ts'
import { suggest } from '#server/domain/planner/suggest.ts'
import type { PlannedOperation, ShopState } from '#server/domain/planner/shop.ts'
import { tryMove } from '#server/domain/planner/tryMove.ts'
import { mulberry32 } from '#server/domain/planner/random.ts'
import { hardDay } from './days.ts'

/** What is begun is brought to its end: one plan looked at on all the ways the day may go, and what comes of the best. */
const ALLOWED = 30

afterEach(() => void vi.restoreAllMocks())

const { go } = Run.prototype
/** Counts from now on how much the shop is run. */
function runsOfShop(): { runs: number; steps: number } {
  const count = { runs: 0, steps: 0 }
  vi.spyOn(Run.prototype, 'go').mockImplementation(function (this: Run, ...how) {
    go.apply(this, how)
    count.runs++
    count.steps += this.steps
  })
  return count
}

/** What is found, and how much the shop was run for it: in all, and how often at most between two rests. */
function watched(shop: ShopState) {
  let [atOnce, before] = [0, 0]
  const count = runsOfShop()
  const search = suggest(shop, mulberry32(7))
  for (;;) {
    const { done, value } = search.next()
    atOnce = Math.max(atOnce, count.runs - before)
    before = count.runs
    if (done) return { ...value, ...count, atOnce }
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

describe('a shop of ten thousand operations', { timeout: 120_000 }, () => {
  const shop = hardDay(1, { bays: 400, technicians: 600, operations: 10_000 })
  const [bay, person] = [
    shop.bays.find(({ kind }) => kind === 'lift')!,
    shop.persons.find(({ skills, absentUntil }) => skills.includes('mechanical') && absentUntil === null)!,
  ]
  const liftsTo = (place: Partial<PlannedOperation>): ShopState => ({
    ...shop,
    orders: shop.orders.map((order) => ({
      ...order,
      operations: order.operations.map((one) => (one.bayKind === 'lift' ? { ...one, ...place } : one)),
    })),
  })
  const there = { bayId: bay.id, technicianId: person.id }

  // Whoever is named is asked again and again, and not all of it can be foreseen.
  describe.each<[string, ShopState, number]>([
    ['that anybody may do anywhere', shop, 1.2],
    ['half of them named for one bay and one person', liftsTo(there), 40],
    ['half of them put there to one time', liftsTo({ ...there, startAt: shop.now + 3_600_000 }), 40],
  ])('%s', (_which, state, most) => {
    const stepsIn = (runs: number) => runs * 10_000 * STEPS_A_TASK

    it('is foreseen whole in two runs: every order has its forecasts, or why it has none', () => {
      const count = runsOfShop()
      const found = foresee(state)
      expect(count.runs).toBe(2)
      expect(count.steps).toBeLessThan(most * stepsIn(2))
      expect(found).toHaveLength(state.orders.length)
      expect(found.filter(({ forecastAt, neverDone }) => (forecastAt === null) !== (neverDone !== null))).toEqual([])
      expect(
        found.filter(({ forecastAt, safeForecastAt }) => forecastAt !== null && safeForecastAt !== null).length,
      ).toBeGreaterThan(state.orders.length / 2)
    })

    it('has a move tried in two runs, and what it does to the others', () => {
      const order = state.orders.at(-1)!
      const count = runsOfShop()
      const answer = tryMove(state, {
        ...{ orderId: order.id, operationId: order.operations[0]!.id },
        ...{ bayId: null, technicianId: null, startAt: state.now },
      }) as MoveAnswer
      expect(count.runs).toBe(2)
      expect(count.steps).toBeLessThan(most * stepsIn(2))
      expect(answer).toMatchObject({ isRefused: false, work: { start: state.now } })
      expect(answer.effects.length).toBeGreaterThan(1)
    })
  })
})
