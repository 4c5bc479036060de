import pLimit, { type LimitFunction } from 'p-limit'

/** Transactions of one workshop at a time: one holds the lock, the others are about to. */
const AT_ONCE = 3

/**
 * Lets each workshop's commands take turns. Those that wait hold no connection, so that a busy workshop leaves some to the
 * others, and to reads.
 */
export function createTurns(): <T>(workshopId: string, work: () => Promise<T>) => Promise<T> {
  const limits = new Map<string, LimitFunction>()
  return (workshopId, work) => {
    let limit = limits.get(workshopId)
    if (!limit) limits.set(workshopId, (limit = pLimit(AT_ONCE)))
    return limit(work)
  }
}
