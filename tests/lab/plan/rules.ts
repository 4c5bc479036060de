/** Dispatching rules, for comparison: which operation goes first whenever a bay and a technician are free. */
import { addWorkingTime, workingTime } from '#contract/calendar.ts'
import { weightOf } from '#server/domain/planner/lateness.ts'
import type { Problem } from '#server/domain/planner/problem.ts'
import type { DispatchingRule } from '#server/domain/planner/run.ts'
import type { ShopState } from '#server/domain/planner/shop.ts'

/** Look-ahead of ATC, in mean durations: the best result counts. */
const LOOK_AHEAD = { ATC: 2, 'ATC far': 4, 'ATC near': 1 }

export const ruleNames = ['EDD', 'slack', 'ATC', 'ATC far', 'ATC near', 'SPT', 'FIFO'] as const
export type RuleName = (typeof ruleNames)[number]

/** All instants are in working time, so that nights do not count as slack. */
export function rulesFor({ workshop }: ShopState, problem: Problem): Record<RuleName, DispatchingRule> {
  const { now, orders, car, duration, firstTask } = problem
  const worked = (at: number) => workingTime(workshop, now, at)
  const promise = orders.map(({ promiseAt }) => worked(promiseAt ?? addWorkingTime(workshop, now, 10 ** 9)!))
  const weight = orders.map((order) => weightOf(order, workshop.settings))
  const mean = duration.reduce((sum, one) => sum + one, 0) / duration.length
  /** From its start to the end of its car. */
  const rest = duration.map((_, task) => {
    let sum = 0
    for (let next = task; next < firstTask[car[task]! + 1]!; next++) sum += duration[next]!
    return sum
  })
  let last = { at: NaN, worked: 0 }
  const hence = (at: number) => (last.at === at ? last : (last = { at, worked: worked(at) })).worked
  const slack = (task: number, at: number) => promise[car[task]!]! - hence(at) - rest[task]!
  const atc =
    (name: keyof typeof LOOK_AHEAD): DispatchingRule =>
    (task, at) =>
      -(weight[car[task]!]! / rest[task]!) * Math.exp(-Math.max(0, slack(task, at)) / (LOOK_AHEAD[name] * mean))
  return {
    EDD: (task) => promise[car[task]!]!,
    slack,
    ATC: atc('ATC'),
    'ATC far': atc('ATC far'),
    'ATC near': atc('ATC near'),
    SPT: (task) => duration[task]!,
    FIFO: (task) => orders[car[task]!]!.arrivedAt ?? 0,
  }
}
