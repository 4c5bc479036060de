/** The wall's texts for one car. */
import type { Calendar } from '#contract/calendar.ts'
import { isOutside } from '#contract/outside.ts'
import { givenPromise, type ProgressCheckStage } from '#contract/progress.ts'
import { isUnknown, type OrderState } from '#contract/values.ts'
import type { WallOrder } from '#contract/views/wall.ts'
import { currentOperation, forecastDiffers, markOf, minutesLate, type Mark, type Marking } from '#kit/orders.ts'
import { words } from '#kit/words.svelte.ts'

const inWork: readonly OrderState[] = ['authorised', 'waiting', 'working', 'paused']
const isOperationNamed = ({ state }: WallOrder) => inWork.includes(state)

/** The current work: the operation, or the step the whole car is in. */
export function workOn(order: WallOrder): string {
  const operation = isOperationNamed(order) ? currentOperation(order) : null
  if (operation) return words.name(operation.title)
  return words.t(`common:orderState.${order.state}`)
}

/** Who does the work that the card names. A check or a wash is not done by the technician of the last operation. */
export const workerOn = (order: WallOrder): string | null =>
  isOperationNamed(order) ? (currentOperation(order)?.technicianId ?? null) : null

/** Whether additional work waits for the customer's approval (B9): from when it was found, also before they are asked. */
export const isForApproval = ({ operations, authorisedAt }: WallOrder): boolean =>
  authorisedAt !== null && operations.some(({ state }) => state === 'proposed')

/** The adviser, without the word where the promise beside it names its day. */
export function adviserText(name: string, promiseAt: number | null, now: number): string {
  const isShort = promiseAt !== null && words.dayOf(promiseAt, now) !== null
  return isShort ? name : words.t('wall:adviser', { name })
}

/** Why a paused car is not being worked on, and until when (with `brief`, only its time or day); null when it is not paused. */
export function pauseOf(order: WallOrder, now: number, brief = false): string | null {
  if (order.state !== 'paused' || order.pauseReason === null) return null
  const { partExpectedAt: at, pausedUntil } = order
  if (order.pauseReason === 'parts' && order.hasItsParts) return words.t('wall:part_here')
  if (order.pauseReason === 'parts' && at !== null && at < now) return words.t('wall:part_unknown')
  if (order.pauseReason === 'parts' && at !== null)
    return words.t('wall:part_at', { time: brief ? briefly(at, null, 'paused', now) : words.when(at, now) })
  if (isOutside(order.pauseReason)) {
    if (pausedUntil === null || pausedUntil < now) return words.t(`wall:${order.pauseReason}_unknown`)
    const time = brief ? briefly(pausedUntil, null, 'paused', now) : words.when(pausedUntil, now)
    return words.t(`wall:${order.pauseReason}_until`, { time })
  }
  return words.t(`wall:pause.${order.pauseReason}`)
}

/** A promise in a list: of an earlier day only the date, as date and time do not fit beside a plate. */
export const promiseInList = (at: number, now: number): string =>
  at < now ? (words.dayOf(at, now) ?? words.time(at)) : words.when(at, now)

/** The word beside the mark, with its cause: `Late · forecast 12:45`. */
export function stateOf(
  order: WallOrder,
  calendar: Calendar,
  now: number,
  marking: Marking,
): { mark: Mark; word: string } {
  const base = markOf(order, now, marking)
  const asked = progressCheckMark(order)
  // B10: lateness comes first, then an overdue progress check or a problem. A check that is merely due is added to “at risk”.
  const joined = base === 'at_risk' && asked === 'progress_check_asked'
  const mark = asked === null || base === 'late' || joined ? base : asked
  const more = joined ? words.t(`wall:${asked}`) : mark === asked ? null : because(order, mark, calendar, now)
  return { mark, word: words.line([words.t(`common:mark.${mark}`), more]) }
}

/** The mark of a progress check that is due, overdue, or reports a problem (B10). */
export const progressCheckMark = ({ progressCheck }: WallOrder): `progress_check_${ProgressCheckStage}` | null =>
  progressCheck && `progress_check_${progressCheck}`

function because(order: WallOrder, mark: Mark, calendar: Calendar, now: number): string | null {
  if (mark === 'paused') return pauseOf(order, now)
  const { forecastAt, unschedulable } = order
  const unknown = unschedulable?.reason
  if (unknown !== undefined && isUnknown(unknown)) return words.t(`wall:${unknown}`)
  if (unschedulable !== null) return words.t('common:alert.cannot_be_scheduled')
  if (forecastDiffers(order) && forecastAt !== null && forecastAt > now)
    return words.t('wall:forecast', { time: briefly(forecastAt, givenPromise(order), mark, now) })
  if (mark === 'late') return words.t('wall:over', { duration: words.roughly(minutesLate(order, calendar, now)) })
  return null
}

/**
 * A time on a card: the time alone if it is on the day the card's promise names (without a promise, today), otherwise the day; a
 * late car's line has room for both.
 */
function briefly(at: number, promiseAt: number | null, mark: Mark, now: number): string {
  const isToday = words.sameDay(at, now)
  const isEarlierDay = isToday && promiseAt !== null && promiseAt > now && !words.sameDay(at, promiseAt)
  if (isEarlierDay) return words.t('wall:today')
  if (isToday || (promiseAt !== null && words.sameDay(at, promiseAt))) return words.time(at)
  if (mark === 'late') return words.when(at, now)
  return Math.abs(at - now) < 6 * 86_400_000 ? words.weekday(at) : words.date(at)
}
