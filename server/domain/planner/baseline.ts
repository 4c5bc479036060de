/** The plan as it stands, which everything else is held against, and what it would be worth with tasks put elsewhere (C2). Pure. */
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
  /** As everything is foreseen to go. */
  run: Run
  scenarios: readonly Float64Array[]
  /** What is left to be run of what may be. */
  effort: Effort
  /** What the plan is worth, and how late it makes cars (weighted milliseconds): the mean of the ways the day may go. */
  value: number
  lateness: number
}

export function baselineOf(shop: ShopState): Baseline {
  const problem = problemWithReports(shop)
  return evaluate(shop, problem, new Objective(shop, problem), scenariosOf(problem), new Effort(problem.tasks))
}

function evaluate(
  shop: ShopState,
  problem: Problem,
  objective: Objective,
  scenarios: readonly Float64Array[],
  effort: Effort,
): Baseline {
  const run = runInQueueOrder(problem)
  const runs = [run, ...scenarios.map((duration) => runInQueueOrder({ ...problem, duration }))]
  effort.spend(runs)
  const mean = (of: (run: Run) => number) => runs.reduce((sum, one) => sum + of(one), 0) / runs.length
  const [value, lateness] = [mean((one) => objective.of(one)), mean((one) => objective.latenessOf(one))]
  return { shop, problem, objective, run, scenarios, effort, value, lateness }
}

/** As it would stand with tasks put elsewhere. */
export const baselineWith = (
  { shop, problem, objective, scenarios, effort }: Baseline,
  places: readonly Place[],
): Baseline => evaluate(shop, withPlaces(problem, places), objective, scenarios, effort)

/** What the plan is worth with tasks put elsewhere. */
export const valueWith = (baseline: Baseline, places: readonly Place[]): number => baselineWith(baseline, places).value

/** The same if everything goes as foreseen: a seventh of the work, for what need not be looked at any closer. */
export function nominalValueWith({ problem, objective, effort }: Baseline, places: readonly Place[]): number {
  const run = runInQueueOrder(withPlaces(problem, places))
  effort.spend([run])
  return objective.of(run)
}

/** What the foreman has decided is moved for so much better a reason than what the plan has merely thought of. */
const DECIDED = 3

/** What moves have to save at least, in milliseconds of weighted lateness (setting `movePriceMinutes`). */
export function priceOf({ shop, problem }: Baseline, places: readonly Place[]): number {
  const { bay, technician, startAt } = problem
  const isDecided = ({ task }: Place) => bay[task]! >= 0 || technician[task]! >= 0 || startAt[task]! > 0
  const price = Math.max(shop.workshop.settings.movePriceMinutes, 1) * 60_000
  return places.reduce((sum, place) => sum + price * (isDecided(place) ? DECIDED : 1), 0)
}
