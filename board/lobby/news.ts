/** Which cars have become ready since the screen last looked. Pure. */
import type { LobbyOrder } from '#contract/views/lobby.ts'

/** The ids of what is ready now. */
export function readyIds(orders: Iterable<LobbyOrder>): Set<string> {
  const ids = new Set<string>()
  for (const order of orders) if (order.stage === 'ready') ids.add(order.id)
  return ids
}

/** Ready now and not `before`; nothing when there is no before: a screen that has just been switched on rings for nobody. */
export function becameReady(before: ReadonlySet<string> | null, now: ReadonlySet<string>): string[] {
  return before === null ? [] : [...now].filter((id) => !before.has(id))
}
