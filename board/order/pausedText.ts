/** Why work is paused, and until when, for a card (B4.2, C9): `Paused: Part · due 11:38`. */
import type { Operation, Order } from '#contract/entities/index.ts'
import { goesOnAt, isOutside } from '#contract/outside.ts'
import { hasItsParts, partExpectedAt } from '#contract/parts.ts'
import { isUnknown, type PauseReason } from '#contract/values.ts'
import { words } from '#kit/words.svelte.ts'

export function pausedText(
  order: Order,
  operation: Operation | null,
  reason: PauseReason,
  now: number,
  nameOf: (id: string | null) => string | null,
): string {
  const why = words.t('order:paused', { why: words.t(`order:pause.${reason}`) })
  return words.line([why, ...details(order, operation, reason, now, nameOf)])
}

/** Why work is paused, in a line of facts: `waiting for a part`. */
export const pauseReasonText = (order: Order, reason: PauseReason): string =>
  reason === 'parts' && hasItsParts(order) ? words.t('order:parts.nowHere') : words.t(`common:pauseReason.${reason}`)

function details(...[order, operation, reason, now, nameOf]: Parameters<typeof pausedText>): (string | null)[] {
  if (reason === 'parts') return [partText(order, operation, now)]
  if (operation === null) return []
  if (isOutside(reason)) {
    if (goesOnAt(operation, now) === null && saysUnknown(order, operation)) return []
    return [pauseEndText(operation, now)]
  }
  if (reason !== 'test_drive' || operation.percentAt === null) return []
  // The card already names who works on the car.
  const driverId = operation.testDrive?.driverId ?? null
  const driver = driverId === operation.technicianId ? null : nameOf(driverId)
  return [words.t('order:pausedSince', { at: words.when(operation.percentAt, now) }), driver]
}

/** Whether the card says already, beside what cannot be scheduled, that nobody knows when this work goes on. */
const saysUnknown = ({ unschedulable }: Order, operation: Operation | null): boolean =>
  unschedulable !== null && isUnknown(unschedulable.reason) && unschedulable.operationId === operation?.id

function partText(order: Order, operation: Operation | null, now: number): string | null {
  if (hasItsParts(order)) return words.t('order:parts.allHere')
  const at = partExpectedAt(order)
  if (at === null) return null
  if (at > now) return words.t('order:parts.due', { at: words.when(at, now) })
  return saysUnknown(order, operation) ? null : words.t('order:parts.noDate')
}

/** When work that waits for others outside is expected to go on (C9). */
export function pauseEndText(operation: Operation, now: number): string {
  const at = goesOnAt(operation, now)
  return at === null ? words.t('order:outside.noTime') : words.t('staff:until.at', { at: words.when(at, now) })
}
