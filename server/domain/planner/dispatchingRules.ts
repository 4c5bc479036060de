/** Priority dispatching rules, as starting points for the search. Pure. */
import { givenPromise } from '#contract/progress.ts'
import { weightOf } from './lateness.ts'
import type { Problem } from './problem.ts'
import type { DispatchingRule } from './run.ts'
import type { ShopState } from './shop.ts'

/** Look-ahead of the apparent tardiness cost, in mean durations. */
const LOOK_AHEAD = [1, 2, 4]

/** Earliest promise, least slack, and apparent tardiness cost (Vepsalainen and Morton 1987). */
export function dispatchingRules({ workshop }: ShopState, problem: Problem): DispatchingRule[] {
  const { orders, car, duration, firstTask, opening } = problem
  const promise = orders.map((order) => givenPromise(order) ?? problem.now + 10 ** 10)
  const weight = orders.map((order) => weightOf(order, workshop.settings))
  const mean = duration.reduce((sum, one) => sum + one, 0) / Math.max(1, duration.length)
  /** Remaining work of the car, from the start of the task. */
  const rest = duration.map((_, task) => {
    let sum = 0
    for (let next = task; next < firstTask[car[task]! + 1]!; next++) sum += duration[next]!
    return sum
  })
  /** Working time since now, cached per instant. */
  let last = { at: NaN, worked: 0 }
  const worked = (at: number) =>
    (last.at === at ? last : (last = { at, worked: opening.between(problem.now, at) })).worked
  const due = promise.map((at) => opening.between(problem.now, at))
  const slack = (task: number, at: number) => due[car[task]!]! - worked(at) - rest[task]!
  const cost =
    (lookAhead: number): DispatchingRule =>
    (task, at) =>
      -(weight[car[task]!]! / rest[task]!) * Math.exp(-Math.max(0, slack(task, at)) / (lookAhead * mean))
  return [(task) => due[car[task]!]!, slack, ...LOOK_AHEAD.map(cost)]
}
