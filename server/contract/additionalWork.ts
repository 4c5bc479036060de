/** Additional work that waits for the adviser to ask the customer (B9). */
import type { Operation } from './entities/operation.ts'

/** Work the customer has not been asked about. */
export const isToAsk = ({ state, askedAt }: Pick<Operation, 'state' | 'askedAt'>): boolean =>
  state === 'proposed' && askedAt === null

/** When the floor reported the first of it; null: there is none. */
export function toAskSince({ operations }: { operations: readonly Operation[] }): number | null {
  const found = operations.filter(isToAsk).flatMap(({ foundAt }) => foundAt ?? [])
  return found.length === 0 ? null : Math.min(...found)
}
