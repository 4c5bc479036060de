import pLimit, { type LimitFunction } from 'p-limit'

/** The lane of the workshop's own people and of the program, and that of kiosks and customers' links. */
export type Lane = 'staff' | 'visitors'

interface Bounds {
  /** Concurrent transactions: one holds the lock, the others are ready to take it. */
  atOnce: number
  /** Commands waiting for their turn. */
  waiting: number
}

/** However much visitors send, a command of staff waits for one of theirs at most. */
export const LANES: Record<Lane, Bounds> = {
  staff: { atOnce: 3, waiting: 1000 },
  visitors: { atOnce: 1, waiting: 100 },
}

/**
 * Does the work when its turn comes. Returns `full` without doing it if too much is waiting in the lane already, and `gone` if it
 * had to wait and its sender left meanwhile.
 */
type InTurn = <T>(
  workshopId: string,
  lane: Lane,
  isGone: () => boolean,
  work: () => Promise<T>,
) => Promise<T | 'full' | 'gone'>

/**
 * Queues each workshop's commands in two lanes. Waiting commands hold no connection, so a busy workshop leaves some for the others
 * and for reads.
 */
export function createTurns(): InTurn {
  const limits = new Map<string, LimitFunction>()
  return async (workshopId, lane, isGone, work) => {
    const { atOnce, waiting } = LANES[lane]
    const name = `${workshopId} ${lane}`
    let limit = limits.get(name)
    if (!limit) limits.set(name, (limit = pLimit(atOnce)))
    if (limit.pendingCount >= waiting) return 'full'
    const waits = limit.activeCount + limit.pendingCount >= atOnce
    return limit(async () => (waits && isGone() ? 'gone' : work()))
  }
}
