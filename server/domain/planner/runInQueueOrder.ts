import type { Problem } from './problem.ts'
import { Run } from './run.ts'

/** Tasks as their cars stand in the queue, by which they are numbered: the plan when nobody says otherwise (C1, C2). */
export const queuePriority = ({ car }: Problem): Float64Array => Float64Array.from(car)

/** The shop run forward so. */
export function runInQueueOrder(problem: Problem): Run {
  const run = new Run(problem)
  run.go(queuePriority(problem))
  return run
}
