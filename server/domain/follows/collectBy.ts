/** When a finished car counts as not collected (AL). */
import { addOpenDays } from '#contract/calendar.ts'
import type { Order, Workshop } from '#contract/entities/index.ts'

/**
 * Counted on open days from when the customer expects the car: it is ready, the promised time has come, and they have been told.
 * Null before the car is ready.
 */
export function collectBy({ readyAt, promiseAt, informed }: Order, workshop: Workshop): number | null {
  if (readyAt === null) return null
  const expectedAt = Math.max(readyAt, promiseAt ?? 0, informed?.at ?? 0, informed?.readyAt ?? 0)
  return addOpenDays(workshop, expectedAt, workshop.settings.collectWithinHours * 3_600_000)
}
