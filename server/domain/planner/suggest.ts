/**
 * Suggests moves that improve the day (C2, AL): for bays out of service and absent technicians, for single late cars, and a whole
 * plan. Every suggestion is proved by simulation. Pure; yields regularly so that the caller can serve other questions.
 */
import type { Suggested } from '#contract/commands/clock.ts'
import type { Payload } from '#contract/commands/index.ts'
import { assignableWork } from './movableWork.ts'
import type { Place } from './problem.ts'
import { proposalOf } from './proposal.ts'
import type { ShopState } from './shop.ts'
import { singleMove } from './singleMove.ts'
import { priceOf, baselineOf, type Baseline } from './baseline.ts'
import { wholePlan } from './wholePlan.ts'

/** How many of the latest cars get a suggestion: nobody reads more. */
const MOST_CARS = 8
/** Limited by the size of one recording, together with the other suggestions. */
const MOST_MISSING = 50
/** The shares of the budget spent by the end of each phase; the rest is for the whole plan. */
const AT_MISSING = 0.25
const AT_CARS = 0.5

/** In the form it is recorded: the orders that will be late, and the suggestions, best first. A whole plan saves more than any single move. */
export type Found = Pick<Payload<'recordSuggestions'>, 'late' | 'suggestions'>

/** @param random from 0 to below 1 */
export function* suggest(shop: ShopState, random: () => number): Generator<undefined, Found> {
  const baseline = yield* baselineOf(shop)
  const { problem, objective, run, effort } = baseline
  effort.upTo(AT_MISSING)
  const found = yield* missing(baseline)
  effort.upTo(AT_CARS)
  const late = objective.lateCars(run)
  for (const car of late.slice(0, MOST_CARS)) {
    if (effort.isSpent) break
    if (found.some(({ orderId }) => orderId === problem.orders[car]!.id)) continue
    const place = yield* singleMove(baseline, car)
    const one = place && (yield* proposalOf(baseline, 'late', car, [place]))
    if (one && helps(one) && one.savedMinutes * 60_000 >= priceOf(baseline, [place])) found.push(one)
    yield
  }
  if (late.length > 0) {
    const best = found.reduce((most, { savedMinutes }) => Math.max(most, savedMinutes), 0)
    const whole = yield* wholePlan(baseline, random)
    if (whole && whole.savedMinutes > best) found.push(whole)
  }
  return {
    late: late.map((car) => problem.orders[car]!.id),
    suggestions: found.sort((a, b) => b.savedMinutes - a.savedMinutes),
  }
}

/** A move suggested for a car has to make that car earlier, whatever it does for others. */
const helps = ({ orderId, effects }: Suggested): boolean =>
  effects.some((one) => one.orderId === orderId && (one.from === null || (one.to !== null && one.to < one.from)))

/** Moves work assigned to a bay out of service or an absent technician to where the plan already puts it. */
function* missing(baseline: Baseline): Generator<undefined, Suggested[]> {
  const { problem, run, effort } = baseline
  const found: Suggested[] = []
  const { now, bays, technicians } = problem
  for (let car = 0; car < problem.cars && found.length < MOST_MISSING && !effort.isSpent; car++) {
    const places: Place[] = []
    let cause: 'bay_down' | 'technician_away' | null = null
    for (const task of assignableWork(problem, car)) {
      const [bay, technician] = [problem.bay[task]!, problem.technician[task]!]
      const isDown = bay >= 0 && bays[bay]!.backAt > now && run.bay[task] !== bay
      const isAway = technician >= 0 && technicians[technician]!.backAt > now && run.technician[task] !== technician
      if ((!isDown && !isAway) || Number.isNaN(run.start[task]!)) continue
      cause ??= isDown ? 'bay_down' : 'technician_away'
      places.push({
        ...{ task, startAt: problem.startAt[task]! },
        bay: isDown ? run.bay[task]! : bay,
        technician: isAway ? run.technician[task]! : technician,
      })
    }
    const one = cause && (yield* proposalOf(baseline, cause, car, places))
    if (!one) continue
    found.push(one)
    yield
  }
  return found
}
