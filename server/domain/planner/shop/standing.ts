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
