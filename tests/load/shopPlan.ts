/**
 * Plans of a large workshop (C2): 60 bays, 40 technicians with skills, 300 operations, a final check and a wash for every car, two days,
 * on one thread. `plan.shop_first_ms`: the time to the first plan. `plan.shop_replan_p95_ms`: the time to a new plan after a change,
 * improved by some steps. `plan.shop_lateness_ratio`: weighted lateness after a search of as many steps as the server allows, by plans
 * that the checker has verified, over that of the best of five rules; both sums over twenty hard days. `plan.cpu_loop_ms`: a fixed
 * loop in the same run, because machines differ.
 */
import { latenessOf } from '#server/domain/planner/lateness.ts'
import { Objective } from '#server/domain/planner/objective.ts'
import { problemOf, type Problem } from '#server/domain/planner/problem.ts'
import { Run } from '#server/domain/planner/run.ts'
import { ShopSearch } from '#server/domain/planner/search.ts'
import { SEARCH_STEPS } from '#server/domain/planner/wholePlan.ts'
import type { ShopState } from '#server/domain/planner/shop.ts'
import { resultOf, simulate } from '#server/domain/planner/simulate.ts'
import { finishingIn } from '#server/lab/plan/checkFinishing.ts'
import { faultsOfShop, operationsIn } from '#server/lab/plan/checkShop.ts'
import { randomOf } from '#server/domain/planner/random.ts'
import { hardDay } from '../lab/plan/days.ts'
import { ruleNames, rulesFor } from '../lab/plan/rules.ts'
import { median, percentile, round, type Figures } from './figures.ts'

const SIZE = { bays: 60, technicians: 40, operations: 300, finishes: true }
const SEEDS = 20
const MINUTE = 60_000
/** Search steps of a replan, after its first answer. */
const STEPS = 50

export function shopPlan(quick: boolean): Promise<Figures> {
  const seeds = Array.from({ length: quick ? 4 : SEEDS }, (_, i) => i + 1)
  const shops = seeds.map((seed) => hardDay(seed, SIZE))
  const cold = timed(() => simulate(shops[0]!))
  for (const shop of shops) simulate(shop)
  const first = shops.map((shop) => timed(() => simulate(shop)))
  const again = shops.flatMap((shop, seed) =>
    changesOf(shop, seed).map((changed) => timed(() => new ShopSearch(changed, randomOf(seed).next).improve(STEPS))),
  )
  const loop = Array.from({ length: 5 }, () => timed(cpuLoop))
  const late = shops.map((shop, i) => ({ rules: byRules(shop), ...bySearch(shop, seeds[i]!) }))
  const sum = (of: (one: (typeof late)[number]) => number) => late.reduce((total, one) => total + of(one), 0)
  const best = sum(({ rules }) => Math.min(...rules))
  const hours = (milliseconds: number) => Math.round(milliseconds / 60 / MINUTE)
  const ruleSays = ruleNames.map((name, i) => `${name} ${hours(sum(({ rules }) => rules[i]!))}`).join(', ')
  return Promise.resolve({
    'plan.cpu_loop_ms': {
      value: round(Math.min(...loop)),
      note: `fastest of five loops of ${TURNS / 1e6} million turns; slowest ${round(Math.max(...loop))} ms`,
    },
    'plan.shop_first_ms': {
      value: round(median(first)),
      note: `worst ${round(Math.max(...first))} ms; in a process that has just begun ${round(cold)} ms`,
    },
    'plan.shop_replan_p95_ms': {
      value: round(percentile(again, 0.95)),
      note: `median ${round(median(again))} ms, with ${STEPS} steps of search; a delay, a bay down, somebody away, a walk-in, by day`,
    },
    'plan.shop_lateness_ratio': {
      value: round(sum(({ ours }) => ours) / best),
      note: `${hours(sum(({ ours }) => ours))} weighted hours over ${hours(best)}; ${SEARCH_STEPS} steps take ${round(median(late.map(({ cpu }) => cpu)))} ms of CPU time; each rule alone: ${ruleSays}`,
    },
  })
}

function timed(work: () => unknown): number {
  const begun = performance.now()
  work()
  return performance.now() - begun
}

/** Shops after one change: work takes longer, a bay is down, a technician is away, a car has arrived. */
function changesOf(shop: ShopState, seed: number): ShopState[] {
  const random = randomOf(seed, 77)
  const late = random.pick(shop.orders)
  const down = random.pick(shop.bays).id
  const away = random.pick(shop.persons).id
  const { now } = shop
  const longer = late.operations.map((one) => ({ ...one, likelyMinutes: one.likelyMinutes + 60 }))
  const walkIn = hardDay(1000 + seed, { ...SIZE, operations: 3 }).orders.map((order) => ({
    ...order,
    number: 10_000 + order.number,
    operations: order.operations.map((one) => ({ ...one, id: `${one.id} new` })),
    id: `${order.id} new`,
  }))
  return [
    { ...shop, orders: shop.orders.map((order) => (order === late ? { ...order, operations: longer } : order)) },
    {
      ...shop,
      bays: shop.bays.map((bay) =>
        bay.id === down ? { ...bay, outOfService: { reason: '', since: now, until: null } } : bay,
      ),
    },
    {
      ...shop,
      persons: shop.persons.map((one) =>
        one.id === away ? { ...one, leave: [{ id: away, kind: 'other', from: now, until: now + 240 * MINUTE }] } : one,
      ),
    },
    { ...shop, orders: [...shop.orders, ...walkIn] },
  ]
}

const latenessIn = (shop: ShopState, problem: Problem, run: Run) => latenessOf(shop, resultOf(shop, problem, run))

function byRules(shop: ShopState): number[] {
  const problem = problemOf(shop)
  const run = new Run(problem)
  const rules = rulesFor(shop, problem)
  return ruleNames.map((name) => {
    run.go(new Float64Array(problem.tasks), rules[name])
    return latenessIn(shop, problem, run)
  })
}

/** The result of a search: its lateness, and the CPU time it took (milliseconds). */
function bySearch(shop: ShopState, seed: number): { ours: number; cpu: number } {
  const before = process.cpuUsage()
  const search = new ShopSearch(shop, randomOf(seed).next)
  search.improve(SEARCH_STEPS)
  const used = process.cpuUsage(before)
  const run = new Run(search.problem)
  run.go(search.priority)
  // The plan has the value that the search reports.
  if (new Objective(shop, search.problem).of(run) !== search.value)
    throw new Error(`Day ${seed}: the plan does not have the reported value`)
  const result = resultOf(shop, search.problem, run)
  // And the plan is valid.
  const [fault] = faultsOfShop(shop, operationsIn(result), finishingIn(result))
  if (fault) throw new Error(`Day ${seed}: ${fault}`)
  return { ours: latenessOf(shop, result), cpu: (used.user + used.system) / 1000 }
}

const TURNS = 100_000_000

function cpuLoop(): number {
  let number = 1
  for (let i = 0; i < TURNS; i++) number = (Math.imul(number, 1_664_525) + 1_013_904_223) >>> 0
  return number
}
