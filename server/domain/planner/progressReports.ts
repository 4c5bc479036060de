/**
 * Progress reports in the plan (B10). A report says when the whole car will be ready, QC and wash included. If that is later than
 * computed, the work in progress is extended and holds its bay and technician longer; if the time is too short for the remaining
 * work, that work is shortened. Any difference left is added to the finish in every plan, so that a move that delays the car
 * makes it later than reported. Pure.
 */
import { heeding } from '../forecast/bound.ts'
import { runInQueueOrder } from './runInQueueOrder.ts'
import { problemOf, type Problem } from './problem.ts'
import type { Run } from './run.ts'
import type { PlannedOrder, ShopState } from './shop.ts'

export function problemWithReports(shop: ShopState): Problem {
  const problem = problemOf(shop)
  const reports = problem.orders.flatMap((order, car) => {
    const finishAt = reportedFinish(order, shop.now)
    return finishAt === null ? [] : [{ car, finishAt }]
  })
  if (reports.length === 0) return problem
  const computed = runInQueueOrder(problem)
  const adjusted = { ...problem, duration: problem.duration.slice(), slip: problem.slip.slice() }
  for (const { car, finishAt } of reports) applyReport(adjusted, computed, car, finishAt)
  const { finish } = runInQueueOrder(adjusted)
  for (const { car } of reports) if (finish[car]! < Infinity) adjusted.slip[car] = slipOf(adjusted, car, finish[car]!)
  return adjusted
}

/** The problem after moves, with the durations and slips of the plan before them: the reports were about that plan. */
export const problemAfterMoves = (moved: ShopState, { duration, slip }: Problem): Problem => ({
  ...problemOf(moved),
  ...{ duration, slip },
})

/** The finish (or latest finish) the floor has reported; null without a report, or once that time has passed. */
export function reportedFinish({ progressCheck }: Pick<PlannedOrder, 'progressCheck'>, now: number): number | null {
  const finishAt = progressCheck?.finishAt ?? null
  return finishAt !== null && finishAt > now ? finishAt : null
}

/** Fits the work of a car in progress to its report. */
function applyReport(problem: Problem, computed: Run, car: number, finishAt: number): void {
  const { orders, opening, now, technicians, firstTask, hasBegun, duration, steps } = problem
  const ready = computed.finish[car]!
  const tasks = Array.from({ length: firstTask[car + 1]! - firstTask[car]! }, (_, i) => firstTask[car]! + i)
  const begun = tasks.filter((task) => hasBegun[task] && steps[task] === 'operation')
  if (ready === Infinity || begun.length === 0) return
  const left = tasks.reduce((sum, task) => sum + duration[task]!, 0)
  const room = opening.between(now, finishAt)
  if (left > room) {
    for (const task of tasks) duration[task] = Math.ceil((duration[task]! * room) / left)
  } else if (ready < finishAt && orders[car]!.progressCheck!.answer !== 'on_time') {
    const last = begun.reduce((a, b) => (computed.end[b]! > computed.end[a]! ? b : a))
    const end = computed.end[last]!
    const until = opening.add(end, opening.between(ready, finishAt)) ?? end
    duration[last]! += technicians[computed.technician[last]!]!.hours.between(end, until)
  }
}

/** The reported finish minus the computed one, in working milliseconds; negative when the report is earlier. */
function slipOf({ orders, opening, now }: Problem, car: number, computed: number): number {
  const heeded = heeding(orders[car]!, computed)
  return opening.between(now, heeded) - opening.between(now, computed)
}
