/** A suggestion in contract form: the moves, their effects and the minutes saved (C2). Pure. */
import type { Suggested } from '#contract/commands/clock.ts'
import type { SuggestionCause } from '#contract/values.ts'
import { placementOf } from '#contract/placement.ts'
import { lateBy } from './lateness.ts'
import { effectsOf } from './moves.ts'
import type { Place } from './problem.ts'
import { resultOf } from './simulate.ts'
import { baselineWith, type Baseline } from './baseline.ts'

/** @param car the car to help; null: the whole plan */
export function* proposalOf(
  baseline: Baseline,
  cause: SuggestionCause,
  car: number | null,
  places: readonly Place[],
): Generator<undefined, Suggested> {
  const { shop, problem } = baseline
  const moved = yield* baselineWith(baseline, places)
  const before = resultOf(shop, problem, baseline.run)
  yield
  const after = resultOf(shop, moved.problem, moved.run)
  const orderId = car === null ? null : problem.orders[car]!.id
  const changed = effectsOf(shop, before, after, orderId)
  // Orders with unchanged lateness are only counted: there may be hundreds.
  const effects = changed.filter(
    ({ orderId: id, promiseAt, from, to }) => id === orderId || lateBy(promiseAt, from) !== lateBy(promiseAt, to),
  )
  return {
    ...{ cause, orderId, effects },
    moves: places.map((place) => moveOf(problem, place)),
    movedOrders: changed.length - effects.length,
    savedMinutes: Math.round((baseline.lateness - moved.lateness) / 60_000),
  }
}

function moveOf({ operations, orders, car, bays, technicians }: Baseline['problem'], place: Place) {
  const operation = operations[place.task]!
  return {
    ...{ orderId: orders[car[place.task]!]!.id, operationId: operation.id, was: placementOf(operation) },
    to: {
      bayId: bays[place.bay]?.id ?? null,
      technicianId: technicians[place.technician]?.id ?? null,
      startAt: place.startAt === 0 ? null : place.startAt,
    },
  }
}
