/**
 * The floor's word in the plan (B10). What it has said is when the whole car will be ready, checks and wash included: the work that has
 * begun takes as much longer, and keeps its bay and its hands as long, as that is later than worked out; where there is less time than
 * all its work would take, that takes less. What the word says beyond that is added to when the car is ready, in every plan alike: a move that makes the
 * car wait makes it later than was said. Pure.
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

/** The same for the shop with moves made: what was said was said of the plan before them. */
export const problemAfterMoves = (moved: ShopState, { duration, slip }: Problem): Problem => ({
  ...problemOf(moved),
  ...{ duration, slip },
})

/** When the floor has said that the car will be ready, or be so at the latest; null: it has not, or that time is over. */
export function reportedFinish({ progressCheck }: Pick<PlannedOrder, 'progressCheck'>, now: number): number | null {
  const finishAt = progressCheck?.finishAt ?? null
  return finishAt !== null && finishAt > now ? finishAt : null
}

/** Fits the work of a car that has begun to its word. */
function applyReport(problem: Problem, computed: Run, car: number, finishAt: number): void {
  const { orders, opening, now, technicians, firstTask, hasBegun, duration, afterWork } = problem
  const ready = computed.finish[car]!
  const tasks = Array.from({ length: firstTask[car + 1]! - firstTask[car]! }, (_, i) => firstTask[car]! + i)
  const begun = tasks.filter((task) => hasBegun[task])
  if (ready === Infinity || begun.length === 0) return
  const left = tasks.reduce((sum, task) => sum + duration[task]!, afterWork[car]!)
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

/** By how much working time the car is ready later than worked out, as was said; below 0: earlier. */
function slipOf({ orders, opening, now }: Problem, car: number, computed: number): number {
  const heeded = heeding(orders[car]!, computed)
  return opening.between(now, heeded) - opening.between(now, computed)
}
