/** The single move that helps a late car most: one of its tasks goes first as soon as a bay and a technician are free. Pure. */
import { movableWork } from './movableWork.ts'
import { NONE, type Place, type Problem } from './problem.ts'
import type { Run } from './run.ts'
import { nominalValueWith, valueWith, type Baseline } from './baseline.ts'

/** How many of the bays and technicians that are free first are tried for a task. */
const BAYS = 3
const TECHNICIANS = 4
/** How many of the moves that improve the nominal plan are evaluated on all scenarios. */
const CLOSER = 4
const MINUTE = 60_000

/** Null when nothing helps. */
export function* singleMove(baseline: Baseline, car: number): Generator<undefined, Place | null> {
  const { problem, run, objective, effort } = baseline
  const current = objective.of(run)
  const found: { place: Place; nominal: number }[] = []
  const free = freeFrom(problem, run)
  for (const task of movableWork(problem, car, run)) {
    const ready = Math.max(
      task > problem.firstTask[car]! ? run.end[task - 1]! : problem.now,
      problem.partsAt[task]!,
      problem.now,
    )
    // A task that starts as soon as the car is available cannot start earlier.
    if (!(run.start[task]! > ready) || ready === Infinity) continue
    const bays = first(problem.baysOf[problem.kind[task]!]!, free.bays, BAYS)
    const technicians = first(problem.techniciansFor[problem.skill[task]!]!, free.technicians, TECHNICIANS)
    for (const place of placesFor(baseline, task, bays, technicians, free)) {
      if (effort.isSpent) break
      const nominal = nominalValueWith(baseline, [place])
      if (nominal < current) found.push({ place, nominal })
      yield
    }
  }
  let best: Place | null = null
  let bestValue = baseline.value
  for (const { place } of found.sort((a, b) => a.nominal - b.nominal).slice(0, CLOSER)) {
    const value = yield* valueWith(baseline, [place])
    if (value < bestValue) [best, bestValue] = [place, value]
    if (effort.isSpent) break
    yield
  }
  return best && (yield* relaxed(baseline, best))
}

/**
 * Places at the head of the queue: whatever is free first, or a bay (and perhaps a technician) that is free now. None is reserved
 * for later, as nobody knows to the minute when work in progress will free it.
 */
function placesFor(
  { problem: { now } }: Baseline,
  task: number,
  bays: readonly number[],
  technicians: readonly number[],
  free: Free,
): Place[] {
  const startAt = Math.floor(now / MINUTE) * MINUTE
  const isFree = (from: readonly number[], number: number) => from[number]! <= now
  const freeTechnicians = technicians.filter((one) => isFree(free.technicians, one))
  const freeBays = bays.filter((one) => isFree(free.bays, one))
  const anywhere = { task, bay: NONE, technician: NONE, startAt }
  return [
    anywhere,
    ...freeBays.flatMap((bay) => [NONE, ...freeTechnicians].map((technician) => ({ task, bay, technician, startAt }))),
  ]
}

/** Drops every part of a placement that the plan does not need: bay, technician or start time, as long as the value holds. */
export function* relaxed(baseline: Baseline, place: Place, others: readonly Place[] = []): Generator<undefined, Place> {
  const value = nominalValueWith(baseline, [...others, place])
  const startAt = Math.floor(baseline.problem.now / MINUTE) * MINUTE
  const [any, anyBay, anyTechnician] = [{ bay: NONE, technician: NONE }, { bay: NONE }, { technician: NONE }]
  const relaxations = [
    { ...any, startAt },
    { ...anyTechnician, startAt },
    { ...anyBay, startAt },
    { startAt },
    any,
    anyTechnician,
    anyBay,
  ]
  for (const one of relaxations) {
    if (baseline.effort.isSpent) break
    const relaxation = { ...place, ...one }
    if (nominalValueWith(baseline, [...others, relaxation]) <= value + MINUTE) return relaxation
    yield
  }
  return place
}

interface Free {
  bays: number[]
  technicians: number[]
}

/** When bays and technicians finish their work in progress; `Infinity` for those out of service or absent now. */
function freeFrom({ now, bays, technicians, hasBegun, tasks }: Problem, run: Run): Free {
  const here = ({ backAt }: { backAt: number }) => (backAt > now ? Infinity : 0)
  const free = { bays: bays.map(here), technicians: technicians.map(here) }
  for (let task = 0; task < tasks; task++) {
    if (!hasBegun[task]) continue
    const [bay, technician] = [run.bay[task]!, run.technician[task]!]
    if (bay >= 0) free.bays[bay] = Math.max(free.bays[bay]!, run.end[task]!)
    if (technician >= 0) free.technicians[technician] = Math.max(free.technicians[technician]!, run.end[task]!)
  }
  return free
}

const first = (numbers: Int32Array, from: readonly number[], count: number): number[] =>
  [...numbers]
    .filter((number) => from[number]! < Infinity)
    .sort((a, b) => from[a]! - from[b]!)
    .slice(0, count)
