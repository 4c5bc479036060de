/** S14: what a message rests on can be taken back for a while, and no message leaves before. */
import type { Order, Workshop } from '#contract/entities/index.ts'

/** A forecast is recorded within this time of the change it rests on. */
const FORECAST_TAKES = 5000

/** Until when the change that the message rests on may be taken back. The ready notice rests on no forecast. */
export function settledAt({ kind, changedAt }: NonNullable<Order['toTell']>, { settings }: Workshop): number {
  const undo = settings.undoSeconds * 1000
  return undo === 0 || kind === 'ready' ? changedAt + undo : changedAt + undo + FORECAST_TAKES
}
