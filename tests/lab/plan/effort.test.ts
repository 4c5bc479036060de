/**
 * Forecasts, what-if answers and suggestions are quick even for a large shop, and the search for suggestions yields often
 * enough (C2, AL). CPU times of this thread, in multiples of a forecast of the same shop, so that the machine does not matter.
 */
import { beforeEach, describe, expect, it } from 'vitest'
import type { MoveAnswer } from '#contract/questions.ts'
import { forecastsOf } from '#server/domain/planner/forecasts.ts'
import { mulberry32 } from '#server/domain/planner/random.ts'
import type { PlannedOperation, ShopState } from '#server/domain/planner/shop.ts'
import { suggest } from '#server/domain/planner/suggest.ts'
import { tryMove } from '#server/domain/planner/tryMove.ts'
import { hardDay } from './days.ts'

/** Runs before measuring, so that code is compiled. */
const WARM_UP = 4

function timed<T>(work: () => T): { took: number; result: T } {
  const before = process.threadCpuUsage()
  const result = work()
  const { user, system } = process.threadCpuUsage(before)
  return { took: user + system, result }
}

/** The fastest of several runs: anything slower is disturbance. */
const quickest = (work: () => unknown) => Math.min(...Array.from({ length: WARM_UP + 3 }, () => timed(work).took))

/** The suggestions found, with the total time and the longest time between two yields. */
function found(shop: ShopState) {
  const search = suggest(shop, mulberry32(7))
  let longest = 0
  const { took, result } = timed(() => {
    for (;;) {
      const step = timed(() => search.next())
      longest = Math.max(longest, step.took)
      if (step.result.done) return step.result.value
    }
  })
  return { ...result, took, longest }
}

const large = hardDay(1, { bays: 80, technicians: 120, operations: 2000 })
const bayOf = (shop: ShopState) => shop.bays.find(({ uses }) => uses.includes('lift'))!
const personOf = (shop: ShopState) =>
  shop.persons.find(({ skills, leave }) => skills.includes('mechanical') && leave?.length === 0)!
/** The work on lifts, all of it in this place. */
const liftsTo = (shop: ShopState, place: Partial<PlannedOperation>): ShopState => ({
  ...shop,
  orders: shop.orders.map((order) => ({
    ...order,
    operations: order.operations.map((one) => (one.bayKind === 'lift' ? { ...one, ...place } : one)),
  })),
})

// Others on the machine take caches and clock speed from us, one moment more than the next: then both are measured again.
const measured = { timeout: 120_000, retry: 2 }
let oneForecast = 0
beforeEach(({ task }) => {
  const isAgain = (task.result?.retryCount ?? 0) > 0
  if (oneForecast === 0 || isAgain) oneForecast = quickest(() => forecastsOf(large))
})

describe('searching for suggestions', measured, () => {
  it('in two thousand operations takes at most as long as 160 forecasts, yields within 10, and finds a suggestion', () => {
    const { suggestions, late, took, longest } = found(large)
    expect(took).toBeLessThan(160 * oneForecast)
    expect(longest).toBeLessThan(10 * oneForecast)
    expect(late.length).toBeGreaterThan(0)
    expect(suggestions.length).toBeGreaterThan(0)
  })

  it('with a bay down to which a hundred cars are assigned takes at most as long as 220', () => {
    const shop = liftsTo(large, { bayId: bayOf(large).id })
    const bays = shop.bays.map((one) =>
      one === bayOf(large) ? { ...one, outOfService: { reason: '', since: shop.now, until: null } } : one,
    )
    const { suggestions, took, longest } = found({ ...shop, bays })
    expect(took).toBeLessThan(220 * oneForecast)
    expect(longest).toBeLessThan(15 * oneForecast)
    expect(suggestions.length).toBeLessThanOrEqual(60)
    expect(suggestions.some(({ cause }) => cause === 'bay_down')).toBe(true)
  })

  it('finds the same every time', () => {
    const shop = hardDay(3, { bays: 30, technicians: 30, operations: 150 })
    const [once, again] = [found(shop), found(shop)].map(({ suggestions, late }) => ({ suggestions, late }))
    expect(again).toEqual(once)
    expect(once!.suggestions.length).toBeGreaterThan(0)
  })
})

describe.each<[string, ShopState, number]>([
  ['without assignments', large, 5],
  // Assigned people are considered again and again, and not all of the work can be forecast.
  ...[
    ['half of them assigned to one bay and one person', {}] as const,
    ['half of them placed there at the same time', { startAt: large.now + 3_600_000 }] as const,
  ].map(([which, when]): [string, ShopState, number] => {
    const there = { bayId: bayOf(large).id, technicianId: personOf(large).id }
    return [which, liftsTo(large, { ...there, ...when }), 60]
  }),
])('a shop of two thousand operations %s', measured, (_which, state, most) => {
  it('is forecast quickly and completely: every order has a forecast or a reason why not', () => {
    const { took, result } = timed(() => forecastsOf(state))
    expect(took).toBeLessThan(most * oneForecast)
    expect(result).toHaveLength(state.orders.length)
    expect(
      result.filter(({ forecastAt, unschedulable }) => (forecastAt === null) !== (unschedulable !== null)),
    ).toEqual([])
    const withForecast = result.filter(
      ({ forecastAt, safeForecastAt }) => forecastAt !== null && safeForecastAt !== null,
    )
    expect(withForecast.length).toBeGreaterThan(state.orders.length / 2)
  })

  it('has a move tried as quickly, with its effect on the others', () => {
    const order = state.orders.at(-1)!
    const move = {
      ...{ orderId: order.id, operationId: order.operations[0]!.id },
      ...{ bayId: null, technicianId: null, startAt: state.now },
    }
    const { took, result } = timed(() => tryMove(state, move) as MoveAnswer)
    expect(took).toBeLessThan(most * oneForecast)
    expect(result).toMatchObject({ isRefused: false, work: { start: state.now } })
    expect(result.effects.length).toBeGreaterThan(1)
  })
})
