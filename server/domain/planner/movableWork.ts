import { moveBlocker } from '#contract/placement.ts'
import type { Problem } from './problem.ts'
import type { Run } from './run.ts'

/** The tasks of a car that the foreman may reassign: agreed and not started. */
export function assignableWork(problem: Problem, car: number): number[] {
  const order = problem.orders[car]!
  const tasks: number[] = []
  for (let task = problem.firstTask[car]!; task < problem.firstTask[car + 1]!; task++)
    if (
      problem.steps[task] === 'operation' &&
      !problem.hasBegun[task] &&
      !moveBlocker(order, problem.operations[task]!)
    )
      tasks.push(task)
  return tasks
}

/** Work with a bay and a technician that starts this soon counts as started: the car is being driven in (milliseconds). */
const IMMINENT = 15 * 60_000

/** The subset that a suggestion may move. @param run the current plan */
export const movableWork = (problem: Problem, car: number, run: Run): number[] =>
  assignableWork(problem, car).filter((task) => {
    const isNamed = problem.bay[task]! >= 0 && problem.technician[task]! >= 0
    return !(isNamed && run.start[task]! - problem.now < IMMINENT)
  })
