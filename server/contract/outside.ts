/** Work that waits for others outside the workshop: an insurer's assessor, the maker, a sublet shop (C9). Pure. */
import type { Operation } from './entities/operation.ts'
import { outsideReasons, type OutsideReason, type PauseReason } from './values.ts'

type Pausing = Pick<Operation, 'state'> & Partial<Pick<Operation, 'pauseReason' | 'pausedUntil'>>

export const isOutside = (reason: PauseReason | null | undefined): reason is OutsideReason =>
  (outsideReasons as readonly (PauseReason | null | undefined)[]).includes(reason)

/** For whom outside the work waits; null: for nobody there. */
export const waitsOutside = ({ state, pauseReason }: Pausing): OutsideReason | null =>
  state === 'paused' && isOutside(pauseReason) ? pauseReason : null

/** When work that waits outside is expected to go on (ms); null: it does not, or nobody knows, as a time that has passed says nothing. */
export function goesOnAt(operation: Pausing, now: number): number | null {
  const until = waitsOutside(operation) === null ? null : (operation.pausedUntil ?? null)
  return until !== null && until >= now ? until : null
}
