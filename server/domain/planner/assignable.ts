import { operationAllows } from '#contract/lives/operation.ts'
import { orderAllows } from '#contract/lives/order.ts'
import type { Problem } from './problem.ts'
import type { Run } from './run.ts'

/** The tasks of a car that the foreman may put elsewhere: agreed, and not begun. */
export function assignableWork(problem: Problem, car: number): number[] {
  const { state } = problem.orders[car]!
  if (!orderAllows(state, 'carTakenOver') && !orderAllows(state, 'operationAssigned')) return []
  const tasks: number[] = []
  for (let task = problem.firstTask[car]!; task < problem.firstTask[car + 1]!; task++)
    if (!problem.hasBegun[task] && operationAllows(problem.operations[task]!.state, 'operationAssigned'))
      tasks.push(task)
  return tasks
}

/** Work that is to begin so soon, where and by whom has been said, is as good as begun: the car is being driven in (milliseconds). */
const IMMINENT = 15 * 60_000

/** Of those, the ones that a suggestion may move. @param run the plan as it stands */
export const movableWork = (problem: Problem, car: number, run: Run): number[] =>
  assignableWork(problem, car).filter((task) => {
    const isNamed = problem.bay[task]! >= 0 && problem.who[task]! >= 0
    return !(isNamed && run.start[task]! - problem.now < IMMINENT)
  })
