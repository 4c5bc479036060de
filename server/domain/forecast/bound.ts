/**
 * The earliest a car can be ready, computed from its order alone with every change (AL). The forecast of the whole shop is
 * computed outside the commands (`recordForecasts`).
 */
import { asIfAccepted, type Asking } from '#contract/additionalWork.ts'
import type { ProgressCheck, Operation, Order, Part } from '#contract/entities/index.ts'
import { addWorkingTime } from '#contract/calendar.ts'
import { latestInstant } from '#contract/fields.ts'
import { remainingMinutes } from '#contract/progress.ts'
import { goesOnAt } from '#contract/outside.ts'
import type { OrderState } from '#contract/values.ts'
import { afterWork, type WorkshopTimes } from '../order/afterWork.ts'
import { isAgreed } from '#contract/progress.ts'

const MINUTE = 60_000

/** States in which an order has a forecast: from the estimate until the car is ready. */
export const forecastStates: readonly OrderState[] = [
  'quoted',
  'authorised',
  'waiting',
  'working',
  'paused',
  'checking',
  'washing',
]

/** Whether the order has a forecast now; a car that is with its customer (C9) has none. */
export const hasForecast = ({ state, homeSince }: { state: OrderState; homeSince?: number | null }): boolean =>
  forecastStates.includes(state) && (homeSince ?? null) === null

/** Rounded up to a full minute for stability, within the contract's range of instants. */
export const toMinute = (at: number): number => Math.min(Math.ceil(at / MINUTE) * MINUTE, latestInstant)

/** The parts of an order that its own forecast depends on. */
type ForecastOrder = Pick<Order, 'state' | 'wash' | 'checkedAt' | 'washStartedAt'> &
  Asking & {
    homeSince?: number | null
    operations: readonly (Pick<Operation, 'id' | 'state' | 'likelyMinutes' | 'percent' | 'percentAt' | 'finishedAt'> &
      Partial<Pick<Operation, 'pauseReason' | 'pausedUntil'>>)[]
    parts: readonly Pick<Part, 'operationId' | 'expectedAt' | 'arrivedAt'>[]
  }

/**
 * The earliest instant (milliseconds, a full minute) at which the car could be ready if it were alone in the shop: the remaining
 * likely minutes in opening hours from now, or, for work that waits, from the arrival of its part or the time named by others outside,
 * then QC and wash. Null without a forecast: no agreed work, not yet quoted, with its customer, ready or closed, or a workshop that
 * never opens.
 */
export function forecastOf(order: ForecastOrder, workshop: WorkshopTimes, now: number): number | null {
  if (!hasForecast(order)) return null
  const agreed = asIfAccepted(order).operations.filter(isAgreed)
  if (agreed.length === 0) return null
  const after = (from: number, work: ForecastOrder['operations']) =>
    addWorkingTime(workshop, from, Math.round(remainingMinutes(work, workshop, now) * MINUTE))
  let latest = after(now, agreed)
  if (latest === null) return null
  for (const part of order.parts) {
    if (part.arrivedAt !== null || part.expectedAt <= now) continue
    const work = part.operationId === null ? agreed : agreed.filter(({ id }) => id === part.operationId)
    if (remainingMinutes(work, workshop, now) > 0) latest = Math.max(latest, after(part.expectedAt, work) ?? 0)
  }
  for (const one of agreed) {
    const from = goesOnAt(one, now)
    if (from !== null) latest = Math.max(latest, after(from, [one]) ?? 0)
  }
  const readyAt = addWorkingTime(workshop, latest, afterWork(order, workshop, now))
  return readyAt === null ? null : toMinute(readyAt)
}

/**
 * The computed finish, overridden by the floor's report (B10): a reported time is the forecast; "on time" only caps it at the
 * promise.
 */
export function heeding(
  { progressCheck }: { progressCheck: Pick<ProgressCheck, 'answer' | 'finishAt'> | null },
  workedOut: number,
): number {
  if (progressCheck === null || progressCheck.finishAt === null) return workedOut
  return progressCheck.answer === 'on_time' ? Math.min(workedOut, progressCheck.finishAt) : progressCheck.finishAt
}
