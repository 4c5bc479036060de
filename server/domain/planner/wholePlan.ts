/**
 * A whole plan in the fewest moves that bring it about: what the search finds, without the moves that are not worth their price;
 * or one good move after the other, where that comes to more. Pure.
 */
import type { Suggested } from '#contract/commands/clock.ts'
import { movableWork } from './assignable.ts'
import { NONE, type Place } from './problem.ts'
import { proposalOf } from './proposal.ts'
import { Run } from './run.ts'
import { ShopSearch } from './search.ts'
import { loosened, singleMove } from './singleMove.ts'
import { foreseenWith, priceOf, standingWith, valueWith, type Standing } from './standing.ts'

const MINUTE = 60_000
/** So many steps the search makes, and so many between two rests. */
const STEPS = 600
const BETWEEN_RESTS = 10
/** What begins later is planned when its time comes: until then much will have changed. Milliseconds from now. */
const AHEAD = 8 * 60 * MINUTE
/** With fewer runs than that a search finds nothing worth having, and single moves do. */
const WORTH_SEARCHING = 300
/** By then so much may be spent of all that is looked through: by the search, and by making moves of what it finds. */
const AT_SEARCH = 0.7
const AT_MOVES = 0.9
/** More moves at a time than that nobody looks through. */
const MOST_MOVES = 60
/** Of single moves, so many cars are helped in a round, and so many rounds are made: each looks at what the one before has left. */
const CARS = 6
const ROUNDS = 6

/** Null when no two moves are worth their price together. @param random from 0 to below 1 */
export function* wholePlan(standing: Standing, random: () => number): Generator<undefined, Suggested | null> {
  const { effort } = standing
  const searched = effort.runs >= WORTH_SEARCHING ? yield* movesOf(standing, yield* searchedPlan(standing, random)) : []
  effort.upTo(1)
  const plans = [searched, yield* oneByOne(standing)]
  yield
  const values = plans.map((places) => (places.length > 0 ? valueWith(standing, places) : standing.value))
  const best = values[0]! <= values[1]! ? plans[0]! : plans[1]!
  return best.length > 1 ? proposalOf(standing, 'plan', null, best) : null
}

function* searchedPlan(standing: Standing, random: () => number): Generator<undefined, ShopSearch> {
  const { shop, problem, effort } = standing
  effort.upTo(AT_SEARCH)
  const search = new ShopSearch(shop, random, problem)
  effort.spend([search])
  for (let step = 0; step < STEPS && !effort.isSpent; step += BETWEEN_RESTS) {
    search.steps = 0
    search.improve(BETWEEN_RESTS)
    effort.spend([search])
    yield
  }
  return search
}

/** What the search has come to, as moves. */
function* movesOf(standing: Standing, search: ShopSearch): Generator<undefined, Place[]> {
  standing.effort.upTo(AT_MOVES)
  const plan = new Run(standing.problem)
  plan.go(search.priority)
  let places = changes(standing, plan)
  let value = foreseenWith(standing, places)
  // The last to begin matters least: what the plan is hardly worse without stays as it is.
  for (const place of [...places].reverse()) {
    // There is no looking through so many: the plan is left to the single moves.
    if (standing.effort.isSpent) return places.length <= MOST_MOVES ? places : []
    yield
    const rest = places.filter((one) => one !== place)
    const without = foreseenWith(standing, rest)
    if (without > value + priceOf(standing, [place]) && places.length <= MOST_MOVES) continue
    places = rest
    value = without
  }
  for (const place of places) {
    const others = places.filter((one) => one !== place)
    const looser = yield* loosened(standing, place, others)
    places = places.map((one) => (one === place ? looser : one))
  }
  return places
}

/** What begins soon and elsewhere, by somebody else, or at another time than as things stand; the first to begin first. */
function changes({ problem, run }: Standing, plan: Run): Place[] {
  const { now, cars, bays, hands } = problem
  const places: Place[] = []
  for (let car = 0; car < cars; car++)
    for (const task of movableWork(problem, car, run)) {
      const start = plan.start[task]!
      if (!(start < now + AHEAD)) continue
      const isSame = plan.bay[task] === run.bay[task] && plan.who[task] === run.who[task] && start === run.start[task]
      const [bay, who] = [plan.bay[task]!, plan.who[task]!]
      if (isSame || bay === NONE || bays[bay]!.backAt > now || hands[who]!.backAt > now) continue
      places.push({ task, bay, who, startAt: Math.ceil(start / MINUTE) * MINUTE })
    }
  return places.sort((a, b) => a.startAt - b.startAt)
}

/** Moves one after the other, each of which is worth its price when those before it have been made. */
function* oneByOne(standing: Standing): Generator<undefined, Place[]> {
  let places: Place[] = []
  let value = standing.value
  for (let round = 0; round < ROUNDS; round++) {
    if (standing.effort.isSpent) break
    const now = round === 0 ? standing : standingWith(standing, places)
    const found: Place[] = []
    for (const car of now.objective.lateCars(now.run).slice(0, CARS)) {
      const place = yield* singleMove(now, car)
      if (place) found.push(place)
    }
    const before = value
    for (const place of found) {
      if (standing.effort.isSpent) break
      yield
      const more = [...places.filter(({ task }) => task !== place.task), place]
      const next = valueWith(standing, more)
      if (next > value - priceOf(standing, [place])) continue
      places = more
      value = next
    }
    if (value === before) break
  }
  return places
}
