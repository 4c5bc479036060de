import pLimit, { type LimitFunction } from 'p-limit'

/** Concurrent transactions per workshop: one holds the lock, the others are ready to take it. */
const AT_ONCE = 3

/**
 * Queues each workshop's commands. Waiting commands hold no connection, so a busy workshop leaves some for the others and for
 * reads.
 */
export function createTurns(): <T>(workshopId: string, work: () => Promise<T>) => Promise<T> {
  const limits = new Map<string, LimitFunction>()
  return (workshopId, work) => {
    let limit = limits.get(workshopId)
    if (!limit) limits.set(workshopId, (limit = pLimit(AT_ONCE)))
    return limit(work)
  }
}
