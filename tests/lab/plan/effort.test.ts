/**
 * However large the shop is, forecasts, moves tried and suggestions come soon, and looking for suggestions lets others in often
 * enough (C2, AL). Times are CPU times of this thread, measured in forecasts of the same shop: machines differ, and are busy.
 */
import { beforeAll, describe, expect, it } from 'vitest'
import type { MoveAnswer } from '#contract/questions.ts'
import { forecastsOf } from '#server/domain/planner/forecasts.ts'
import { mulberry32 } from '#server/domain/planner/random.ts'
import type { PlannedOperation, ShopState } from '#server/domain/planner/shop.ts'
import { suggest } from '#server/domain/planner/suggest.ts'
import { tryMove } from '#server/domain/planner/tryMove.ts'
import { hardDay } from './days.ts'

/** Once what is compiled on the way is out of the way. */
const WARM_UP = 4

function timed<T>(work: () => T): { took: number; result: T } {
  const before = process.threadCpuUsage()
  const result = work()
  const { user, system } = process.threadCpuUsage(before)
  return { took: user + system, result }
}

/** The quickest of several: what the others took longer is not the work's. */
const quickest = (work: () => unknown) => Math.min(...Array.from({ length: WARM_UP + 3 }, () => timed(work).took))

/** What is found; how long it took in all, and at most between two rests. */
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
const bayOf = (shop: ShopState) => shop.bays.find(({ kind }) => kind === 'lift')!
const personOf = (shop: ShopState) =>
  shop.persons.find(({ skills, absentUntil }) => skills.includes('mechanical') && absentUntil === null)!
/** The work for a lift, all of it given this place. */
const liftsTo = (shop: ShopState, place: Partial<PlannedOperation>): ShopState => ({
  ...shop,
  orders: shop.orders.map((order) => ({
    ...order,
    operations: order.operations.map((one) => (one.bayKind === 'lift' ? { ...one, ...place } : one)),
  })),
})

let oneForecast: number
beforeAll(() => {
  oneForecast = quickest(() => forecastsOf(large))
})

describe('looking for suggestions', { timeout: 120_000 }, () => {
  it('in two thousand operations takes no longer than 160 forecasts, in pieces of 20 at most, and finds something', () => {
    const { suggestions, late, took, longest } = found(large)
    expect(took).toBeLessThan(160 * oneForecast)
    expect(longest).toBeLessThan(20 * oneForecast)
    expect(late.length).toBeGreaterThan(0)
    expect(suggestions.length).toBeGreaterThan(0)
  })

  it('with a bay down that a hundred cars are named for takes no longer than 220', () => {
    const shop = liftsTo(large, { bayId: bayOf(large).id })
    const bays = shop.bays.map((one) =>
      one === bayOf(large) ? { ...one, outOfService: { reason: '', since: shop.now, until: null } } : one,
    )
    const { suggestions, took, longest } = found({ ...shop, bays })
    expect(took).toBeLessThan(220 * oneForecast)
    expect(longest).toBeLessThan(40 * oneForecast)
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
  ['that anyone may do anywhere', large, 5],
  // Those who are named are asked again and again, and not all of it can be foreseen.
  ...[
    ['half of them named for one bay and one person', {}] as const,
    ['half of them put there to one time', { startAt: large.now + 3_600_000 }] as const,
  ].map(([which, when]): [string, ShopState, number] => {
    const there = { bayId: bayOf(large).id, technicianId: personOf(large).id }
    return [which, liftsTo(large, { ...there, ...when }), 60]
  }),
])('a shop of two thousand operations %s', { timeout: 120_000 }, (_which, state, most) => {
  it('is foreseen whole and soon: every order has its forecasts, or why it has none', () => {
    const { took, result } = timed(() => forecastsOf(state))
    expect(took).toBeLessThan(most * oneForecast)
    expect(result).toHaveLength(state.orders.length)
    expect(result.filter(({ forecastAt, neverDone }) => (forecastAt === null) !== (neverDone !== null))).toEqual([])
    const foreseen = result.filter(({ forecastAt, safeForecastAt }) => forecastAt !== null && safeForecastAt !== null)
    expect(foreseen.length).toBeGreaterThan(state.orders.length / 2)
  })

  it('has a move tried as soon, and what it does to the others', () => {
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
