import { operationAllows } from '../../operation/life.ts'
import { orderAllows } from '../../order/life.ts'
import type { Problem } from './problem.ts'

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
