/** The queue of cars, unless the foreman has placed the work (C1, C2). Planner and screens sort by it. */
import type { Priority } from './values.ts'

export interface Queued {
  readonly number: number
  readonly priority: Priority
  /** Instants. */
  readonly authorisedAt: number | null
  readonly promiseAt: number | null
  readonly arrivedAt: number | null
}

/** Compares two orders: authorised before quoted, urgent first, then by promised time (none last), then by arrival. */
export const inQueueOrder = (a: Queued, b: Queued): number =>
  Number(a.authorisedAt === null) - Number(b.authorisedAt === null) ||
  Number(b.priority === 'urgent') - Number(a.priority === 'urgent') ||
  earlier(a.promiseAt, b.promiseAt) ||
  earlier(a.arrivedAt, b.arrivedAt) ||
  a.number - b.number

/** Compares instants, null last. */
const earlier = (a: number | null, b: number | null): number => (a === b ? 0 : a === null ? 1 : b === null ? -1 : a - b)
