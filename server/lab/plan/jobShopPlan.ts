/** Plans a flexible job shop from the standard text format, and verifies the plan. */
import type { JobShop, PlannedStep } from '#server/lab/jobShop/jobShop.ts'
import { Search } from '#server/lab/jobShop/search.ts'
import { randomOf } from '#server/domain/planner/random.ts'
import { faultsOf } from './check.ts'
import { readInstance } from './instance.ts'
import type { PlanArguments } from './options.ts'

/** Steps between two checks of the clock. */
const AT_ONCE = 20

type How = Pick<PlanArguments, 'seconds' | 'steps' | 'seed'>

/** A planner's result; machines counted from 0. */
export interface Found {
  makespan: number
  steps: readonly PlannedStep[]
  isShortest: boolean
}

export interface JobShopPlan {
  makespan: number
  ms: number
  /** Machines numbered as in the file. */
  operations: PlannedStep[]
  isShortest: boolean
}

/** @throws StartError for a file that cannot be planned; Error for an invalid plan */
export function planJobShop(text: string, how: How, planner = searched): JobShopPlan {
  const { shop, firstMachine } = readInstance(text)
  const begun = performance.now()
  const { makespan, steps, isShortest } = planner(shop, how)
  const ms = Math.round(performance.now() - begun)
  const faults = faultsOf(shop, steps, makespan)
  if (faults.length > 0) throw new Error(`The plan is invalid. ${faults.slice(0, 5).join(' ')}`)
  return { makespan, ms, operations: steps.map((one) => ({ ...one, machine: one.machine + firstMachine })), isShortest }
}

/** The best plan found within the time or the steps. */
export function searched(shop: JobShop, { seconds, steps, seed }: How): Found {
  const begun = performance.now()
  const search = new Search(shop, randomOf(seed).next)
  let left = steps ?? Infinity
  while (left > 0 && !search.isShortest && (steps !== null || performance.now() - begun < seconds * 1000)) {
    search.improve(Math.min(AT_ONCE, left))
    left -= AT_ONCE
  }
  return search
}
