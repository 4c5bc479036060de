/** What the customer's page does not say yet, because the touch it rests on can be taken back (S14). Pure. */
import type { Tracked } from './story.ts'

/** The rest of an order that tells how long it can be taken back. */
type Held = Pick<
  Tracked,
  | 'state'
  | 'pauseReason'
  | 'quotedAt'
  | 'readyAt'
  | 'preparedAt'
  | 'settledAt'
  | 'closedAt'
  | 'promiseAt'
  | 'additionalOffer'
  | 'operations'
>

/**
 * S14: the order without what its last touch asks of the customer or ends: come to the car, answer a question, the visit is over.
 * Where the car is and what is done there is shown at once; nobody acts on it. So is an order that was stopped, declined or
 * cancelled: the adviser gives a reason for it or has spoken with the customer.
 */
export function withoutUndoable<O extends Held>(order: O, now: number, undoSeconds: number): O {
  const isUndoable = (at: number | null) => at !== null && now < at + undoSeconds * 1000
  let shown = order
  const change = (held: Partial<Held>) => (shown = { ...shown, ...held })
  if (shown.state === 'left' && isUndoable(shown.closedAt)) change({ state: 'settled', closedAt: null })
  if (shown.state === 'settled' && isUndoable(shown.settledAt))
    change({ state: shown.readyAt === null ? 'stopped' : 'ready', settledAt: null })
  if (isUndoable(shown.preparedAt)) change({ preparedAt: null })
  if (shown.state === 'quoted' && isUndoable(shown.quotedAt)) change({ state: 'diagnosing', promiseAt: null })
  if (isUndoable(shown.additionalOffer?.at ?? null)) change({ additionalOffer: null })
  const operations = shown.operations.filter(({ state, foundAt }) => state !== 'proposed' || !isUndoable(foundAt))
  if (operations.length < shown.operations.length)
    change({ operations, pauseReason: shown.pauseReason === 'approval' ? 'colleague' : shown.pauseReason })
  return shown
}
