/** Cars that have become ready since the screen last looked. Pure. */
import type { LobbyOrder } from '#contract/views/lobby.ts'

/** Ids of the cars that are ready now. */
export function readyIds(orders: Iterable<LobbyOrder>): Set<string> {
  const ids = new Set<string>()
  for (const order of orders) if (order.stage === 'ready') ids.add(order.id)
  return ids
}

/** Ids that are ready now and were not `before`. Empty when `before` is null: a screen that has just been switched on does not chime. */
export function becameReady(before: ReadonlySet<string> | null, now: ReadonlySet<string>): string[] {
  return before === null ? [] : [...now].filter((id) => !before.has(id))
}
