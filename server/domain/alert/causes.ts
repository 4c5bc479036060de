/** What gives cause for an alert (AL): worked out from what is, never typed; gone when it is no longer so. */
import type { Alert, Bay, Notice, Order, Workshop } from '#contract/entities.ts'
import { isProblem } from '#contract/progress.ts'
import { workStates, type AlertCause, type OrderState, type Role, type Severity } from '#contract/values.ts'

/** What an alert is about; two of the same cause and subject are one. */
export type Cause = Pick<Alert, 'cause' | 'severity' | 'orderId' | 'bayId' | 'partId' | 'noticeId'>

/** Who is to act, and who next when nobody does. */
export const chainOf: Record<AlertCause, readonly [Role, ...Role[]]> = {
  forecast_late: ['foreman', 'service_manager', 'manager'],
  never_done: ['foreman', 'service_manager', 'manager'],
  order_overdue: ['adviser', 'service_manager', 'manager'],
  check_in_missed: ['foreman', 'service_manager', 'manager'],
  check_in_problem: ['foreman', 'technical_director', 'manager'],
  part_late: ['foreman', 'service_manager', 'manager'],
  answer_outstanding: ['adviser', 'service_manager', 'manager'],
  bay_out_of_service: ['foreman', 'service_manager', 'manager'],
  notice_undelivered: ['adviser', 'service_manager', 'manager'],
  notice_to_confirm: ['adviser', 'service_manager', 'manager'],
  not_prepared: ['adviser', 'service_manager'],
  not_collected: ['adviser', 'service_manager'],
  holidays_unknown: ['service_manager', 'manager'],
}

const severityOf: Record<AlertCause, Severity> = {
  forecast_late: 'alarm',
  never_done: 'alarm',
  order_overdue: 'alarm',
  check_in_missed: 'alarm',
  check_in_problem: 'alarm',
  part_late: 'warning',
  answer_outstanding: 'warning',
  bay_out_of_service: 'warning',
  notice_undelivered: 'alarm',
  notice_to_confirm: 'warning',
  not_prepared: 'warning',
  not_collected: 'warning',
  holidays_unknown: 'warning',
}

const nothing = { orderId: null, bayId: null, partId: null, noticeId: null }
const causeOf = (cause: AlertCause, about: Partial<Cause>): Cause => ({
  ...{ cause, severity: severityOf[cause], ...nothing },
  ...about,
})

const toDo: readonly OrderState[] = ['authorised', 'waiting', 'working', 'paused', 'checking', 'washing']
const atWork: readonly OrderState[] = workStates

/** The customer was told that the car will be ready as promised, or that it will be after all. */
const isComing = ({ told, promiseAt }: Order): boolean =>
  told?.kind === 'pick_up' ||
  (told?.kind === 'correction' && told.readyAt !== null && promiseAt !== null && told.readyAt <= promiseAt)

/** What about an order somebody has to act upon at `now`. */
export function orderCauses(order: Order, notices: readonly Notice[], workshop: Workshop, now: number): Cause[] {
  if (order.closedAt !== null) return []
  const orderId = order.id
  const { settings } = workshop
  const { checkIn, promiseAt, forecastAt, readyAt, noticeAt } = order
  const causes: Cause[] = []
  const add = (cause: AlertCause, about: Partial<Cause> = {}) => causes.push(causeOf(cause, { orderId, ...about }))
  const isWaitedFor = (since: number | null) => since !== null && now >= since + settings.answerWithinMinutes * 60_000

  if (toDo.includes(order.state) && order.neverDone !== null) add('never_done')
  if (toDo.includes(order.state) && promiseAt !== null) {
    if (now > promiseAt) add('order_overdue')
    else if (forecastAt !== null && forecastAt > promiseAt) add('forecast_late')
    // B11.2: whoever counts on the promise, an hour before it the car should only be waiting to be fetched.
    if (noticeAt !== null && now >= noticeAt && isComing(order)) add('not_prepared')
  }
  if (atWork.includes(order.state) && checkIn) {
    if (checkIn.missedAt !== null && checkIn.answeredAt === null) add('check_in_missed')
    if (isProblem(checkIn)) add('check_in_problem')
  }
  if (order.state === 'quoted' && isWaitedFor(order.quotedAt)) add('answer_outstanding')
  else if (order.operations.some(({ state, askedAt }) => state === 'proposed' && isWaitedFor(askedAt)))
    add('answer_outstanding')
  for (const part of order.parts)
    if (part.arrivedAt === null && part.expectedAt < now && readyAt === null) add('part_late', { partId: part.id })
  for (const { id: noticeId, state } of notices) {
    if (state === 'phone') add('notice_undelivered', { noticeId })
    if (state === 'asking') add('notice_to_confirm', { noticeId })
  }
  if (readyAt !== null && now >= readyAt + settings.collectWithinHours * 3_600_000) add('not_collected')
  return causes
}

/** A bay that cannot be used; the worse once it should be back. */
export function bayCauses({ id: bayId, outOfService }: Bay, now: number): Cause[] {
  if (!outOfService) return []
  const isOverdue = outOfService.until !== null && outOfService.until <= now
  return [causeOf('bay_out_of_service', { bayId, ...(isOverdue && { severity: 'alarm' as const }) })]
}

/** Promises of the next weeks must not rest on a calendar that nobody has. */
const HOLIDAYS_KNOWN_AHEAD = 30 * 86_400_000

export function workshopCauses({ holidays, holidaysUntil }: Workshop, now: number): Cause[] {
  if (holidays === null) return []
  const isKnown = holidaysUntil !== null && Date.parse(`${holidaysUntil}T23:59Z`) >= now + HOLIDAYS_KNOWN_AHEAD
  return isKnown ? [] : [causeOf('holidays_unknown', {})]
}
