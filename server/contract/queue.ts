/** The queue of cars (C1, C2). Planner and screens sort by it. */
import type { OperationState, Priority } from './values.ts'

export interface Queued {
  readonly number: number
  readonly priority: Priority
  /** Instants. */
  readonly authorisedAt: number | null
  readonly promiseAt: number | null
  readonly arrivedAt: number | null
}

interface Placed extends Queued {
  readonly operations: readonly { readonly state: OperationState; readonly startAt: number | null }[]
}

/** Since when the order's next work goes before all others, as the foreman decided (C2); null if it does not. */
export function putNextAt({ operations }: Pick<Placed, 'operations'>, now: number): number | null {
  const next = operations.find(({ state }) => state === 'paused') ?? operations.find(({ state }) => state === 'planned')
  return next && next.startAt !== null && next.startAt <= now ? next.startAt : null
}

/**
 * Compares two orders as the planner serves them at house time `now`: those put next first, the one put next earlier before the
 * other; then in queue order. Later work of a car that was put next has no precedence.
 */
export const asServed =
  (now: number) =>
  (a: Placed, b: Placed): number =>
    earlier(putNextAt(a, now), putNextAt(b, now)) || inQueueOrder(a, b)

/** Compares two orders: authorised before quoted, urgent first, then by promised time (none last), then by arrival. */
export const inQueueOrder = (a: Queued, b: Queued): number =>
  Number(a.authorisedAt === null) - Number(b.authorisedAt === null) ||
  Number(b.priority === 'urgent') - Number(a.priority === 'urgent') ||
  earlier(a.promiseAt, b.promiseAt) ||
  earlier(a.arrivedAt, b.arrivedAt) ||
  a.number - b.number

/** Compares instants, null last. */
const earlier = (a: number | null, b: number | null): number => (a === b ? 0 : a === null ? 1 : b === null ? -1 : a - b)
