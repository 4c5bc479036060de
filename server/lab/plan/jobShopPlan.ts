/** Plans a flexible job shop read from the standard text format, and has the plan checked. */
import type { JobShop, PlannedStep } from '#server/lab/jobShop/jobShop.ts'
import { Search } from '#server/lab/jobShop/search.ts'
import { randomOf } from '#server/domain/planner/random.ts'
import { faultsOf } from './check.ts'
import { readInstance } from './instance.ts'
import type { PlanArguments } from './options.ts'

/** So many steps between two looks at the clock. */
const AT_ONCE = 20

type How = Pick<PlanArguments, 'seconds' | 'steps' | 'seed'>

/** What whoever makes a plan says of it; machines counted from 0. */
export interface Found {
  makespan: number
  steps: readonly PlannedStep[]
  isShortest: boolean
}

export interface JobShopPlan {
  makespan: number
  ms: number
  /** Machines as the file counts them. */
  operations: PlannedStep[]
  isShortest: boolean
}

/** @throws StartError on a file that cannot be planned; Error where the plan does not hold */
export function planJobShop(text: string, how: How, planner = searched): JobShopPlan {
  const { shop, firstMachine } = readInstance(text)
  const begun = performance.now()
  const { makespan, steps, isShortest } = planner(shop, how)
  const ms = Math.round(performance.now() - begun)
  const faults = faultsOf(shop, steps, makespan)
  if (faults.length > 0) throw new Error(`The plan does not hold. ${faults.slice(0, 5).join(' ')}`)
  return { makespan, ms, operations: steps.map((one) => ({ ...one, machine: one.machine + firstMachine })), isShortest }
}

/** The best that is found in the time, or in the steps. */
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
