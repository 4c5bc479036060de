/** What a screen makes of the orders it holds: what is being done now, and how it stands. Pure. */
import { standing, timeGone, workDone, type CheckInStage, type Standing } from '#contract/progress.ts'
import type { Calendar } from '#contract/calendar.ts'
import type { ShownSettings } from '#contract/settings.ts'
import type { OperationState, OrderState } from '#contract/values.ts'

/** How a car is marked: colour, shape and word (StateMark, `common:mark`). */
export type Mark = Standing | 'ready' | 'paused' | 'waiting' | 'out_of_service' | `check_in_${CheckInStage}`

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
  /** What nobody can do; customers are not shown it. */
  neverDone?: object | null
  operations: readonly O[]
}

/** The setting that marks follow. */
export type Marking = Pick<ShownSettings, 'atRiskMinutes'>

/** Opening hours and time zone, by which the bars run. */
export type House = Calendar

const ready: readonly OrderState[] = ['ready', 'settled']
const gone: readonly OrderState[] = ['left', 'declined', 'cancelled']

export const isReady = (order: Pick<ShownOrder, 'state'>) => ready.includes(order.state)

/** True while the car is here and not yet ready: what the workshop still has to do something for. */
export const isInHouse = (order: Pick<ShownOrder, 'state'>) =>
  order.state !== 'booked' && !isReady(order) && !gone.includes(order.state)

/** What is being done now: the work going on, else what is paused, else what comes next, else what was done last. */
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

/** How an order stands at house time `now` (ms). A pause shows only where nothing more urgent is to be said. */
export function markOf(order: ShownOrder, now: number, { atRiskMinutes }: Marking): Mark {
  if (isReady(order)) return 'ready'
  const stands = standing(order, now, atRiskMinutes)
  return stands === 'on_track' && order.state === 'paused' ? 'paused' : stands
}

/** Minutes by which forecast or clock are past the promise; 0 when they are not. */
export function minutesLate(order: ShownOrder, now: number): number {
  if (order.promiseAt === null || isReady(order)) return 0
  return Math.max(0, Math.round((Math.max(order.forecastAt ?? 0, now) - order.promiseAt) / 60_000))
}

/** True when the forecast, to the minute, is not the promise: only then it is worth showing. */
export function forecastDiffers(order: ShownOrder): boolean {
  if (order.forecastAt === null || order.promiseAt === null || isReady(order)) return false
  return Math.abs(order.forecastAt - order.promiseAt) >= 60_000
}

/** The two bars, 0 to 1 (time gone: over 1 when overdue), at house time `now` (ms). */
export function barsOf(order: ShownOrder, house: House, now: number): { gone: number; done: number } {
  return { gone: timeGone(order, house, now), done: isReady(order) ? 1 : workDone(order.operations, house, now) }
}
