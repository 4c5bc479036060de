/**
 * Moves that make the day better than it would be as things stand (C2, AL): for bays and people that are not there, for cars that
 * will be late one by one, and a whole plan. Each is proved by running the shop with it. Pure; it rests where it yields, so that
 * whoever runs it can see to others in between.
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

/** The worst of the cars that will be late: more suggestions than that nobody reads. */
const MOST_CARS = 8
/** As many as can be written down at a time, with the others there may be. */
const MOST_MISSING = 50
/** By then so much may be spent of all that is looked through; the rest is for the whole plan. */
const AT_MISSING = 0.25
const AT_CARS = 0.5

/** As it is written down: who is late as things stand, and the suggestions, the best first; a whole plan is worth more than each of its moves. */
export type Found = Pick<Payload<'recordSuggestions'>, 'late' | 'suggestions'>

/** @param random from 0 to below 1 */
export function* suggest(shop: ShopState, random: () => number): Generator<undefined, Found> {
  const baseline = baselineOf(shop)
  const { problem, objective, run, effort } = baseline
  effort.upTo(AT_MISSING)
  const found = yield* missing(baseline)
  effort.upTo(AT_CARS)
  const late = objective.lateCars(run)
  for (const car of late.slice(0, MOST_CARS)) {
    if (effort.isSpent) break
    if (found.some(({ orderId }) => orderId === problem.orders[car]!.id)) continue
    const place = yield* singleMove(baseline, car)
    const one = place && proposalOf(baseline, 'late', car, [place])
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

/** A move for a car's sake makes that car earlier, whatever it does for others. */
const helps = ({ orderId, effects }: Suggested): boolean =>
  effects.some((one) => one.orderId === orderId && (one.from === null || (one.to !== null && one.to < one.from)))

/** Work named for a bay that is out of service, or for somebody who is away: it goes where the plan has it meanwhile. */
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
    const one = cause && proposalOf(baseline, cause, car, places)
    if (!one) continue
    found.push(one)
    yield
  }
  return found
}
