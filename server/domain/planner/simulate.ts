/** The current plan: a simulation of the shop in queue order, with the foreman's assignments. Pure. */
import { addWorkingTime, workingTime } from '#contract/calendar.ts'
import { asIfAccepted } from '#contract/additionalWork.ts'
import { isWaitingForPart, workDone } from '#contract/progress.ts'
import type { UnschedulableReason } from '#contract/values.ts'
import { forecastOf, toMinute } from '../forecast/bound.ts'
import { problemWithReports, reportedFinish } from './progressReports.ts'
import { runInQueueOrder } from './runInQueueOrder.ts'
import type { Problem } from './problem.ts'
import { WAITED, type Run } from './run.ts'
import type { PlannedOrder, ShopState, Simulated, SimulatedWork, Wait } from './shop.ts'

const MINUTE = 60_000

/** By order, for every order in the plan. */
export const simulate = (shop: ShopState, problem = problemWithReports(shop)): Map<string, Simulated> =>
  resultOf(shop, problem, runInQueueOrder(problem))

/** The result of a run, by order. */
export function resultOf(shop: ShopState, problem: Problem, run: Run): Map<string, Simulated> {
  const { workshop, now } = shop
  const result = new Map<string, Simulated>()
  problem.orders.forEach((order, car) => {
    const tasks: number[] = []
    for (let task = problem.firstTask[car]!; task < problem.firstTask[car + 1]!; task++) tasks.push(task)
    const undone = tasks.find((task) => Number.isNaN(run.start[task]!))
    const reason = undone === undefined ? unready(problem, run, car) : (problem.unschedulable[undone] ?? 'too_far')
    const work = tasks.flatMap((task) => workOf(problem, run, task)).sort((a, b) => a.start - b.start)
    // Two technicians on one car are quicker than one, but no forecast relies on that unless the floor has reported it.
    const bound = (reportedFinish(order, now) === null && forecastOf(order, workshop, now)) || 0
    const planned = Math.max(toMinute(run.finish[car]!), bound)
    const finishAt = reason === null ? withExperience(planned, order, shop) : null
    const undoneId = undone === undefined ? null : idOf(problem, undone)
    result.set(order.id, { finishAt, reason, undoneId, work })
  })
  return result
}

/** The time by experience; a time the floor has reported needs none. */
function withExperience(
  planned: number,
  order: PlannedOrder,
  { workshop, now, experience, isSafe }: ShopState,
): number {
  if (!experience || reportedFinish(order, now) !== null) return planned
  const expected = workingTime(workshop, now, planned)
  const point = {
    ...{ expected: expected / MINUTE, done: workDone(asIfAccepted(order).operations, workshop, now) },
    waitsForPart: isWaitingForPart(order),
  }
  const factor = experience(point)[isSafe ? 'safe' : 'likely']
  const at = addWorkingTime(workshop, now, Math.round(expected * factor))
  return at === null ? planned : toMinute(at)
}

/** Why a car whose work is done never gets ready: QC and wash need opening hours, too. */
function unready({ opening, now }: Problem, run: Run, car: number): UnschedulableReason | null {
  if (run.finish[car]! < Infinity) return null
  return opening.next(now) === null ? 'never_opens' : 'too_far'
}

/** Null: the final check or the wash. */
const idOf = ({ steps, operations }: Problem, task: number): string | null =>
  steps[task] === 'operation' ? operations[task]!.id : null

function workOf(problem: Problem, run: Run, task: number): SimulatedWork[] {
  const start = run.start[task]!
  if (Number.isNaN(start)) return []
  const [bay, technician] = [run.bay[task]!, run.technician[task]!]
  return [
    {
      ...{ step: problem.steps[task]!, operationId: idOf(problem, task) },
      bayId: problem.bays[bay]?.id ?? null,
      technicianId: problem.technicians[technician]?.id ?? null,
      ...{ start, end: run.end[task]!, waitedFor: waitOf(problem, run, task) },
    },
  ]
}

function waitOf(problem: Problem, run: Run, task: number): Wait | null {
  const at = run.start[task]!
  switch (run.waited[task]) {
    case WAITED.operation:
      return { for: 'operation' }
    case WAITED.part: {
      const part = problem.parts[task]
      return part && part.expectedAt === problem.partsAt[task] ? { for: 'part', partId: part.id } : { for: 'outside' }
    }
    case WAITED.place:
      return { for: 'place' }
    case WAITED.answer:
      return { for: 'answer' }
    case WAITED.bay:
      return { for: 'bay', isBack: problem.bays[run.bay[task]!]!.backAt === at }
    case WAITED.technician: {
      const { backAt, hours } = problem.technicians[run.technician[task]!]!
      return { for: 'technician', isOnShift: backAt === at || hours.opensAt(at) }
    }
    case WAITED.opening:
      return { for: 'opening' }
    default:
      return null
  }
}
