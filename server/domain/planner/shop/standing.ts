/** The plan as it stands, which everything else is held against, and what it would be worth with tasks put elsewhere (C2). Pure. */
import { inQueueOrder } from './inQueueOrder.ts'
import { Objective } from './objective.ts'
import { problemOf, withPlaces, type Place, type Problem } from './problem.ts'
import { Run } from './run.ts'
import type { ShopState } from './shop.ts'

export interface Standing {
  shop: ShopState
  problem: Problem
  objective: Objective
  run: Run
  value: number
}

export function standingOf(shop: ShopState): Standing {
  const problem = problemOf(shop)
  return stand(shop, problem, new Objective(shop, problem))
}

function stand(shop: ShopState, problem: Problem, objective: Objective): Standing {
  const run = new Run(problem)
  run.go(inQueueOrder(problem))
  return { shop, problem, objective, run, value: objective.of(run) }
}

/** As it would stand with tasks put elsewhere. */
export const standingWith = ({ shop, problem, objective }: Standing, places: readonly Place[]): Standing =>
  stand(shop, withPlaces(problem, places), objective)

/** What the plan is worth with tasks put elsewhere. */
export const valueWith = (standing: Standing, places: readonly Place[]): number => standingWith(standing, places).value

/** What the foreman has decided is moved for so much better a reason than what the plan has merely thought of. */
const DECIDED = 3

/** What moves have to save at least, in milliseconds of weighted lateness (setting `movePriceMinutes`). */
export function priceOf({ shop, problem }: Standing, places: readonly Place[]): number {
  const { bay, who, startAt } = problem
  const isDecided = ({ task }: Place) => bay[task]! >= 0 || who[task]! >= 0 || startAt[task]! > 0
  const price = Math.max(shop.workshop.settings.movePriceMinutes, 1) * 60_000
  return places.reduce((sum, place) => sum + price * (isDecided(place) ? DECIDED : 1), 0)
}
