/**
 * The current plan, against which alternatives are compared, and the value of those alternatives (C2). Yields after every run: a
 * question that waits for the search never waits for more than one. Pure.
 */
import { scenariosOf } from './scenarios.ts'
import { Effort } from './effort.ts'
import { problemWithReports } from './progressReports.ts'
import { runInQueueOrder } from './runInQueueOrder.ts'
import { Objective } from './objective.ts'
import { withPlaces, type Place, type Problem } from './problem.ts'
import type { Run } from './run.ts'
import type { ShopState } from './shop.ts'

export interface Baseline {
  shop: ShopState
  problem: Problem
  objective: Objective
  /** The nominal run, with likely durations. */
  run: Run
  scenarios: readonly Float64Array[]
  /** The budget of the search. */
  effort: Effort
  /** The objective and the weighted lateness (milliseconds), both averaged over the nominal run and all scenarios. */
  value: number
  lateness: number
}

export function* baselineOf(shop: ShopState): Generator<undefined, Baseline> {
  const problem = problemWithReports(shop)
  return yield* evaluate(shop, problem, new Objective(shop, problem), scenariosOf(problem), new Effort(problem.tasks))
}

function* evaluate(
  shop: ShopState,
  problem: Problem,
  objective: Objective,
  scenarios: readonly Float64Array[],
  effort: Effort,
): Generator<undefined, Baseline> {
  const run = runInQueueOrder(problem)
  const runs = [run]
  for (const duration of scenarios) {
    yield
    runs.push(runInQueueOrder({ ...problem, duration }))
  }
  effort.spend(runs)
  const mean = (of: (run: Run) => number) => runs.reduce((sum, one) => sum + of(one), 0) / runs.length
  const [value, lateness] = [mean((one) => objective.of(one)), mean((one) => objective.latenessOf(one))]
  return { shop, problem, objective, run, scenarios, effort, value, lateness }
}

/** The baseline with tasks placed elsewhere. */
export const baselineWith = (
  { shop, problem, objective, scenarios, effort }: Baseline,
  places: readonly Place[],
): Generator<undefined, Baseline> => evaluate(shop, withPlaces(problem, places), objective, scenarios, effort)

/** The value of the plan with tasks placed elsewhere. */
export function* valueWith(baseline: Baseline, places: readonly Place[]): Generator<undefined, number> {
  return (yield* baselineWith(baseline, places)).value
}

/** The same for the nominal durations alone: a seventh of the work, for a first screening. */
export function nominalValueWith({ problem, objective, effort }: Baseline, places: readonly Place[]): number {
  const run = runInQueueOrder(withPlaces(problem, places))
  effort.spend([run])
  return objective.of(run)
}

/** Overriding a decision of the foreman costs this many times as much as moving work that only the plan has placed. */
const DECIDED = 3

/** The minimum that moves have to save, in milliseconds of weighted lateness (setting `movePriceMinutes`). */
export function priceOf({ shop, problem }: Baseline, places: readonly Place[]): number {
  const { bay, technician, startAt } = problem
  const isDecided = ({ task }: Place) => bay[task]! >= 0 || technician[task]! >= 0 || startAt[task]! > 0
  const price = Math.max(shop.workshop.settings.movePriceMinutes, 1) * 60_000
  return places.reduce((sum, place) => sum + price * (isDecided(place) ? DECIDED : 1), 0)
}
