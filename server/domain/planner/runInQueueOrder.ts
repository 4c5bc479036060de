import type { Problem } from './problem.ts'
import { Run } from './run.ts'

/** Tasks by the queue position of their car: the default plan (C1, C2). */
export const queuePriority = ({ car }: Problem): Float64Array => Float64Array.from(car)

/** A simulation with that priority. */
export function runInQueueOrder(problem: Problem): Run {
  const run = new Run(problem)
  run.go(queuePriority(problem))
  return run
}
