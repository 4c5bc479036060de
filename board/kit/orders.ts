/** What screens derive from an order: its current operation, its mark, its lateness and its bars. Pure. */
import {
  checkedDuration,
  givenPromise,
  promiseStatus,
  timeGone,
  workDone,
  type ProgressCheckStage,
  type PromiseStatus,
} from '#contract/progress.ts'
import { openMinutesBetween, type Calendar } from '#contract/calendar.ts'
import type { ShownSettings } from '#contract/settings.ts'
import type { OperationState, OrderState, UnschedulableReason } from '#contract/values.ts'

/** An order's mark: colour, shape and word (StateMark, `common:mark`). */
export type Mark =
  PromiseStatus | 'ready' | 'paused' | 'waiting' | 'out_of_service' | `progress_check_${ProgressCheckStage}`

export interface ShownOperation {
  id: string
  state: OperationState
  likelyMinutes: number
  percent: number
  percentAt: number | null
}

/** What staff, wall and customer orders have in common. */
export interface ShownOrder<O extends ShownOperation = ShownOperation> {
  id: string
  state: OrderState
  authorisedAt: number | null
  readyAt: number | null
  promiseAt: number | null
  forecastAt: number | null
  /** Since when the car has been with its customer (C9). */
  homeSince?: number | null
  /** Work that cannot be scheduled; not sent to customers. */
  unschedulable?: { reason: UnschedulableReason } | null
  operations: readonly O[]
}

/** The setting that the marks depend on. */
export type Marking = Pick<ShownSettings, 'atRiskMinutes'>

/** Opening hours and time zone, on which the bars are based. */

const ready: readonly OrderState[] = ['ready', 'settled']
const gone: readonly OrderState[] = ['left', 'declined', 'cancelled']

export const isReady = (order: Pick<ShownOrder, 'state'>) => ready.includes(order.state)

/** C9: the car is with its customer while a part is on order. */
const isHome = ({ homeSince }: Pick<ShownOrder, 'homeSince'>) => (homeSince ?? null) !== null

/** True while the car is here and not yet ready. */
export const isInWorkshop = (order: Pick<ShownOrder, 'state' | 'homeSince'>) =>
  order.state !== 'booked' && !isHome(order) && !isReady(order) && !gone.includes(order.state)

/** The operation to show: the one in progress, else a paused one, else the next, else the last one done. */
export function currentOperation<O extends ShownOperation>(order: ShownOrder<O>): O | null {
  const { operations } = order
  const first = (state: OperationState) => operations.find((operation) => operation.state === state)
  return (
    first('working') ??
    first('paused') ??
    first('planned') ??
    operations.findLast((operation) => operation.state === 'done') ??
    first('proposed') ??
    null
  )
}

/** The mark of an order at house time `now` (ms). A pause, or stopped work (C8), shows only when nothing more urgent does. */
export function markOf(order: ShownOrder, now: number, { atRiskMinutes }: Marking): Mark {
  if (isReady(order)) return 'ready'
  const mark = promiseStatus(order, now, atRiskMinutes)
  if (mark !== 'on_track') return mark
  if (order.state === 'stopped') return 'waiting'
  return order.state === 'paused' || isHome(order) ? 'paused' : mark
}

/** Opening minutes by which the later of forecast and clock is past the promise; 0 if it is not. */
export function minutesLate(order: ShownOrder, calendar: Calendar, now: number): number {
  const promiseAt = givenPromise(order)
  if (promiseAt === null || isReady(order)) return 0
  return Math.max(0, openMinutesBetween(calendar, promiseAt, Math.max(order.forecastAt ?? 0, now)))
}

/** True when forecast and promise differ by a minute or more. Only then is the forecast worth showing. */
export function forecastDiffers(order: ShownOrder): boolean {
  const promiseAt = givenPromise(order)
  if (order.forecastAt === null || promiseAt === null || isReady(order)) return false
  return Math.abs(order.forecastAt - promiseAt) >= 60_000
}

/** Both bars from 0 to 1 at house time `now` (ms). Time gone exceeds 1 when the car is overdue. */
export function barsOf(order: ShownOrder, calendar: Calendar, now: number): { gone: number; done: number } {
  return { gone: timeGone(order, calendar, now), done: isReady(order) ? 1 : workDone(order.operations, calendar, now) }
}

/** B10.2: the settings of the progress check window, for an order that has one: not without a promise, nor for short work. */
export function checkWindow<S extends Pick<ShownSettings, 'progressCheckLeastMinutes'>>(
  order: Pick<ShownOrder, 'authorisedAt' | 'promiseAt'>,
  calendar: Calendar,
  settings: S,
): S | undefined {
  return checkedDuration(order, calendar, settings) === null ? undefined : settings
}
