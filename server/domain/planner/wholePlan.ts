/**
 * A whole plan as a short list of moves: the search's plan without the moves that are not worth their price, or a greedy sequence
 * of single moves where that is better. Pure.
 */
import type { Suggested } from '#contract/commands/clock.ts'
import { movableWork } from './movableWork.ts'
import { NONE, type Place } from './problem.ts'
import { proposalOf } from './proposal.ts'
import { Run } from './run.ts'
import { ShopSearch } from './search.ts'
import { relaxed, singleMove } from './singleMove.ts'
import { nominalValueWith, priceOf, baselineWith, valueWith, type Baseline } from './baseline.ts'

const MINUTE = 60_000
/** The most steps of a search. Counted, not timed: a slow machine takes longer and finds the same. */
export const SEARCH_STEPS = 1500
/** Work that starts later than this is left for later, as much will have changed by then. Milliseconds from now. */
const AHEAD = 8 * 60 * MINUTE
/** With fewer runs than this a search finds nothing useful, but single moves do. */
const WORTH_SEARCHING = 300
/** The shares of the budget spent by the end of the search, and by the end of turning its plan into moves. */
const AT_SEARCH = 0.7
const AT_MOVES = 0.9
/** Nobody reads a longer list of moves. */
const MOST_MOVES = 60
/** The greedy sequence of single moves: cars per round and number of rounds, each round building on the last. */
const CARS = 6
const ROUNDS = 6

/** Null unless at least two moves together are worth their price. @param random from 0 to below 1 */
export function* wholePlan(baseline: Baseline, random: () => number): Generator<undefined, Suggested | null> {
  const { effort } = baseline
  const searched = effort.runs >= WORTH_SEARCHING ? yield* movesOf(baseline, yield* searchedPlan(baseline, random)) : []
  effort.upTo(1)
  const plans = [searched, yield* oneByOne(baseline)]
  yield
  const values: number[] = []
  for (const places of plans) values.push(places.length > 0 ? yield* valueWith(baseline, places) : baseline.value)
  const best = values[0]! <= values[1]! ? plans[0]! : plans[1]!
  return best.length > 1 ? yield* proposalOf(baseline, 'plan', null, best) : null
}

function* searchedPlan(baseline: Baseline, random: () => number): Generator<undefined, ShopSearch> {
  const { shop, problem, effort } = baseline
  effort.upTo(AT_SEARCH)
  const search = new ShopSearch(shop, random, problem)
  effort.spend([search])
  for (let step = 0; step < SEARCH_STEPS && !effort.isSpent; step++) {
    yield
    search.steps = 0
    search.improve(1)
    effort.spend([search])
  }
  return search
}

/** The search's plan as moves. */
function* movesOf(baseline: Baseline, search: ShopSearch): Generator<undefined, Place[]> {
  baseline.effort.upTo(AT_MOVES)
  const plan = new Run(baseline.problem)
  plan.go(search.priority)
  let places = changes(baseline, plan)
  let value = nominalValueWith(baseline, places)
  // The last to start matters least. Moves that the plan hardly misses are dropped.
  for (const place of [...places].reverse()) {
    // Out of budget with too many moves left: leave it to the single moves.
    if (baseline.effort.isSpent) return places.length <= MOST_MOVES ? places : []
    yield
    const rest = places.filter((one) => one !== place)
    const without = nominalValueWith(baseline, rest)
    if (without > value + priceOf(baseline, [place]) && places.length <= MOST_MOVES) continue
    places = rest
    value = without
  }
  for (const place of places) {
    const others = places.filter((one) => one !== place)
    const relaxedPlace = yield* relaxed(baseline, place, others)
    places = places.map((one) => (one === place ? relaxedPlace : one))
  }
  return places
}

/** Tasks that start soon in another bay, with another technician or at another time than now, in order of start. */
function changes({ problem, run }: Baseline, plan: Run): Place[] {
  const { now, cars, bays, technicians } = problem
  const places: Place[] = []
  for (let car = 0; car < cars; car++)
    for (const task of movableWork(problem, car, run)) {
      const start = plan.start[task]!
      if (!(start < now + AHEAD)) continue
      const isSame =
        plan.bay[task] === run.bay[task] && plan.technician[task] === run.technician[task] && start === run.start[task]
      const [bay, technician] = [plan.bay[task]!, plan.technician[task]!]
      if (isSame || bay === NONE || bays[bay]!.backAt > now || technicians[technician]!.backAt > now) continue
      places.push({ task, bay, technician, startAt: Math.ceil(start / MINUTE) * MINUTE })
    }
  return places.sort((a, b) => a.startAt - b.startAt)
}

/** A greedy sequence of moves, each worth its price on top of those before it. */
function* oneByOne(baseline: Baseline): Generator<undefined, Place[]> {
  let places: Place[] = []
  let value = baseline.value
  for (let round = 0; round < ROUNDS; round++) {
    if (baseline.effort.isSpent) break
    const now = round === 0 ? baseline : yield* baselineWith(baseline, places)
    const found: Place[] = []
    for (const car of now.objective.lateCars(now.run).slice(0, CARS)) {
      const place = yield* singleMove(now, car)
      if (place) found.push(place)
    }
    const before = value
    for (const place of found) {
      if (baseline.effort.isSpent) break
      yield
      const more = [...places.filter(({ task }) => task !== place.task), place]
      const next = yield* valueWith(baseline, more)
      if (next > value - priceOf(baseline, [place])) continue
      places = more
      value = next
    }
    if (value === before) break
  }
  return places
}
