/** What is new in the lobby since the screen last looked: cars that have become ready, people called to a desk. Pure. */
import type { LobbyCall, LobbyOrder } from '#contract/views/lobby.ts'

/** S14: nobody is called to the desk or to a car while the touch that calls them can be taken back. */
export const shownAt = (orders: Iterable<LobbyOrder>, now: number, undoSeconds: number): LobbyOrder[] =>
  [...orders].map((order) => {
    const isCall = order.stage === 'ready' || order.stage === 'see_desk'
    return isCall && now < (order.since ?? 0) + undoSeconds * 1000 ? { ...order, stage: 'in_progress' } : order
  })

/** Ids of the cars that are ready now. */
export function readyIds(orders: Iterable<LobbyOrder>): Set<string> {
  const ids = new Set<string>()
  for (const order of orders) if (order.stage === 'ready') ids.add(order.id)
  return ids
}

/** How long a call to a desk is shown, in milliseconds of house time. */
const CALL_STAYS = 180_000

/** The calls to show at house time `now`, newest first (B1.2). */
export const callsAt = (arrivals: Iterable<LobbyCall>, now: number): LobbyCall[] =>
  [...arrivals]
    .filter(({ calledAt }) => calledAt !== null && now < calledAt + CALL_STAYS)
    .sort((a, b) => b.calledAt! - a.calledAt! || (a.id < b.id ? 1 : -1))

/** A person called again, or to another desk, counts as a new call. */
export const callKeys = (calls: readonly LobbyCall[]): Set<string> =>
  new Set(calls.map(({ id, desk, calledAt }) => `${id} ${desk} ${calledAt}`))

/** Ids that are ready now and were not `before`, and the same for calls. Empty when `before` is null: a screen that has just been switched on does not chime. */
export function newSince(before: ReadonlySet<string> | null, now: ReadonlySet<string>): string[] {
  return before === null ? [] : [...now].filter((id) => !before.has(id))
}
