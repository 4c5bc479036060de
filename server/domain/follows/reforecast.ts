/** Schedules the forecast of the whole shop after a change (AL). */
import type { CommandName } from '#contract/commands/index.ts'
import type { Accepted, Context, Counters, Scope } from '../rule.ts'

/** Changes of the same second share one forecast. */
const COALESCED_MS = 1000

/** The counters with a forecast due in a second, if the decision changes its inputs; an earlier one stays. */
export function reforecastAt<N extends CommandName>(decision: Accepted<N>, scope: Scope, { now }: Context): Counters {
  const counters = decision.counters ?? scope.counters
  const { order, bay, person, workshop } = decision.put
  const { order: droppedOrders, bay: droppedBays, person: droppedPersons } = decision.drop ?? {}
  const touched = [order, bay, person, workshop, droppedOrders, droppedBays, droppedPersons]
  if (decision.leavesPlan || touched.every((list) => !list?.length)) return counters
  const at = now + COALESCED_MS
  return { ...counters, reforecastAt: Math.min(counters.reforecastAt ?? at, at) }
}
