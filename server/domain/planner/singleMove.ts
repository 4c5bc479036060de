/** The one move that helps a late car most: a task of it goes first in some bay, by somebody, as soon as both can be had. Pure. */
import { movableWork } from './assignable.ts'
import { NONE, type Place, type Problem } from './problem.ts'
import type { Run } from './run.ts'
import { foreseenWith, valueWith, type Standing } from './standing.ts'

/** Of the bays and the people for a task, so many that are free first are tried. */
const BAYS = 3
const HANDS = 4
/** Of the moves that are better if everything goes as foreseen, so many are looked at on the other ways the day may go. */
const CLOSER = 4
const MINUTE = 60_000

/** Null when nothing helps. */
export function* singleMove(standing: Standing, car: number): Generator<undefined, Place | null> {
  const { problem, run, objective, effort } = standing
  const asItIs = objective.of(run)
  const found: { place: Place; foreseen: number }[] = []
  const free = freeFrom(problem, run)
  for (const task of movableWork(problem, car, run)) {
    const ready = Math.max(
      task > problem.firstTask[car]! ? run.end[task - 1]! : problem.now,
      problem.partsAt[task]!,
      problem.now,
    )
    // What begins as soon as the car is there for it cannot begin earlier.
    if (!(run.start[task]! > ready) || ready === Infinity) continue
    const bays = first(problem.baysOf[problem.kind[task]!]!, free.bays, BAYS)
    const hands = first(problem.handsFor[problem.skill[task]!]!, free.hands, HANDS)
    for (const place of placesFor(standing, task, bays, hands, free)) {
      if (effort.isSpent) break
      const foreseen = foreseenWith(standing, [place])
      if (foreseen < asItIs) found.push({ place, foreseen })
      yield
    }
  }
  let best: Place | null = null
  let bestValue = standing.value
  for (const { place } of found.sort((a, b) => a.foreseen - b.foreseen).slice(0, CLOSER)) {
    const value = valueWith(standing, [place])
    if (value < bestValue) [best, bestValue] = [place, value]
    if (effort.isSpent) break
    yield
  }
  return best && (yield* loosened(standing, best))
}

/**
 * At the head of the line: for whatever comes free first, or for a bay that is free at this moment and perhaps somebody who is, too.
 * Nothing is named for later: whom and which bay work that has begun will set free when, nobody knows to the minute.
 */
function placesFor(
  { problem: { now } }: Standing,
  task: number,
  bays: readonly number[],
  hands: readonly number[],
  free: Free,
): Place[] {
  const startAt = Math.floor(now / MINUTE) * MINUTE
  const isFree = (from: readonly number[], number: number) => from[number]! <= now
  const freeHands = hands.filter((one) => isFree(free.hands, one))
  const freeBays = bays.filter((one) => isFree(free.bays, one))
  const anywhere = { task, bay: NONE, who: NONE, startAt }
  return [anywhere, ...freeBays.flatMap((bay) => [NONE, ...freeHands].map((who) => ({ task, bay, who, startAt })))]
}

/** No more is named than has to be: what the plan finds by itself as well is left to it, and to those who work by it. */
export function* loosened(
  standing: Standing,
  place: Place,
  others: readonly Place[] = [],
): Generator<undefined, Place> {
  const value = foreseenWith(standing, [...others, place])
  const startAt = Math.floor(standing.problem.now / MINUTE) * MINUTE
  const [any, anyBay, anyHands] = [{ bay: NONE, who: NONE }, { bay: NONE }, { who: NONE }]
  const looser = [
    { ...any, startAt },
    { ...anyHands, startAt },
    { ...anyBay, startAt },
    { startAt },
    any,
    anyHands,
    anyBay,
  ]
  for (const one of looser) {
    if (standing.effort.isSpent) break
    const loose = { ...place, ...one }
    if (foreseenWith(standing, [...others, loose]) <= value + MINUTE) return loose
    yield
  }
  return place
}

interface Free {
  bays: number[]
  hands: number[]
}

/** From when bays and people can be had, but for what has begun there; those that are not there now cannot be named. */
function freeFrom({ now, bays, hands, hasBegun, tasks }: Problem, run: Run): Free {
  const here = ({ backAt }: { backAt: number }) => (backAt > now ? Infinity : 0)
  const free = { bays: bays.map(here), hands: hands.map(here) }
  for (let task = 0; task < tasks; task++) {
    if (!hasBegun[task]) continue
    const [bay, who] = [run.bay[task]!, run.who[task]!]
    if (bay >= 0) free.bays[bay] = Math.max(free.bays[bay]!, run.end[task]!)
    if (who >= 0) free.hands[who] = Math.max(free.hands[who]!, run.end[task]!)
  }
  return free
}

const first = (numbers: Int32Array, from: readonly number[], count: number): number[] =>
  [...numbers]
    .filter((number) => from[number]! < Infinity)
    .sort((a, b) => from[a]! - from[b]!)
    .slice(0, count)
