/** Work that a sublet shop does (C9). Pure. */
import type { Operation } from './entities/operation.ts'

type Pausing = Pick<Operation, 'state'> & Partial<Pick<Operation, 'pauseReason' | 'subletUntil'>>

export const isSublet = ({ state, pauseReason }: Pausing): boolean => state === 'paused' && pauseReason === 'sublet'

/** When the car is expected back (ms); null: it is not there, or nobody knows, as a time that has passed says nothing. */
export function backFromSublet(operation: Pausing, now: number): number | null {
  const until = isSublet(operation) ? (operation.subletUntil ?? null) : null
  return until !== null && until >= now ? until : null
}
