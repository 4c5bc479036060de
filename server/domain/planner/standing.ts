/** The plan as it stands, which everything else is held against, and what it would be worth with tasks put elsewhere (C2). Pure. */
import { coursesOf } from './courses.ts'
import { Effort } from './effort.ts'
import { heardProblem } from './heard.ts'
import { runInQueueOrder } from './runInQueueOrder.ts'
import { Objective } from './objective.ts'
import { withPlaces, type Place, type Problem } from './problem.ts'
import type { Run } from './run.ts'
import type { ShopState } from './shop.ts'

export interface Standing {
  shop: ShopState
  problem: Problem
  objective: Objective
  /** As everything is foreseen to go. */
  run: Run
  courses: readonly Float64Array[]
  /** What is left to be run of what may be. */
  effort: Effort
  /** What the plan is worth, and how late it makes cars (weighted milliseconds): the mean of the ways the day may go. */
  value: number
  lateness: number
}

export function standingOf(shop: ShopState): Standing {
  const problem = heardProblem(shop)
  return stand(shop, problem, new Objective(shop, problem), coursesOf(problem), new Effort(problem.tasks))
}

function stand(
  shop: ShopState,
  problem: Problem,
  objective: Objective,
  courses: readonly Float64Array[],
  effort: Effort,
): Standing {
  const run = runInQueueOrder(problem)
  const runs = [run, ...courses.map((duration) => runInQueueOrder({ ...problem, duration }))]
  effort.spend(runs)
  const mean = (of: (run: Run) => number) => runs.reduce((sum, one) => sum + of(one), 0) / runs.length
  const [value, lateness] = [mean((one) => objective.of(one)), mean((one) => objective.latenessOf(one))]
  return { shop, problem, objective, run, courses, effort, value, lateness }
}

/** As it would stand with tasks put elsewhere. */
export const standingWith = (
  { shop, problem, objective, courses, effort }: Standing,
  places: readonly Place[],
): Standing => stand(shop, withPlaces(problem, places), objective, courses, effort)

/** What the plan is worth with tasks put elsewhere. */
export const valueWith = (standing: Standing, places: readonly Place[]): number => standingWith(standing, places).value

/** The same if everything goes as foreseen: a seventh of the work, for what need not be looked at any closer. */
export function foreseenWith({ problem, objective, effort }: Standing, places: readonly Place[]): number {
  const run = runInQueueOrder(withPlaces(problem, places))
  effort.spend([run])
  return objective.of(run)
}

/** What the foreman has decided is moved for so much better a reason than what the plan has merely thought of. */
const DECIDED = 3

/** What moves have to save at least, in milliseconds of weighted lateness (setting `movePriceMinutes`). */
export function priceOf({ shop, problem }: Standing, places: readonly Place[]): number {
  const { bay, who, startAt } = problem
  const isDecided = ({ task }: Place) => bay[task]! >= 0 || who[task]! >= 0 || startAt[task]! > 0
  const price = Math.max(shop.workshop.settings.movePriceMinutes, 1) * 60_000
  return places.reduce((sum, place) => sum + price * (isDecided(place) ? DECIDED : 1), 0)
}
