/** What about an order needs a person to act (AL): derived from the order, and closed when no longer true. */
import { toAskSince } from '#contract/additionalWork.ts'
import { addWorkingTime } from '#contract/calendar.ts'
import type { Notice, Operation, Order, Workshop } from '#contract/entities/index.ts'
import { givenPromise, isProblem } from '#contract/progress.ts'
import { waitsOutside } from '#contract/outside.ts'
import { workStates, type AlertCause, type OrderState } from '#contract/values.ts'
import { causeOf, type Cause } from '../alert/causes.ts'
import { callBy } from '../notice/moment.ts'
import { escalations, withAlerts } from './alerts.ts'
import { collectBy } from './collectBy.ts'
import type { FollowUp } from './followUp.ts'
import { waitLimits, waitSeverity } from './waitLimits.ts'

export const orderAlerts: FollowUp<Order> = {
  after(followed, around) {
    const { entity, notices } = followed
    return withAlerts(followed, orderCauses(entity, notices, around.workshop, around.context.now), around)
  },
  moments: ({ entity, notices, alerts }, { workshop }) => [
    ...causeMoments(entity, workshop),
    notices.some(({ state }) => state === 'asking') ? decideBy(entity, workshop) : null,
    ...escalations(alerts),
  ],
}

const toDo: readonly OrderState[] = ['authorised', 'waiting', 'working', 'paused', 'checking', 'washing']
const atWork: readonly OrderState[] = workStates

/** Work whose technician has left it unfinished: who goes on? */
const isLeft = ({ state, pauseReason, technicianId }: Operation): boolean =>
  state === 'paused' && pauseReason === 'technician' && technicianId === null

/** When the technician of work in progress leaves. */
const leftAt = ({ state, presentUntil }: Operation): number | null => (state === 'working' ? presentUntil : null)

/** The causes of alerts for an order at `now`. */
export function orderCauses(order: Order, notices: readonly Notice[], workshop: Workshop, now: number): Cause[] {
  if (order.closedAt !== null) return []
  const orderId = order.id
  const { progressCheck, promiseAt, forecastAt, readyAt, noticeAt } = order
  const judgedBy = givenPromise(order)
  const causes: Cause[] = []
  const add = (cause: AlertCause, about: Partial<Cause> = {}) => causes.push(causeOf(cause, { orderId, ...about }))
  const isWaitedFor = (since: number | null) => now >= (answerBy(since, workshop) ?? Infinity)

  // A part and a bay without a date have alerts of their own.
  const reason = order.unschedulable?.reason
  if (toDo.includes(order.state) && reason !== undefined && reason !== 'part_unknown' && reason !== 'bay_unknown')
    add('cannot_be_scheduled')
  if (toDo.includes(order.state) && judgedBy !== null) {
    if (now > judgedBy) add('order_overdue')
    else if (forecastAt !== null && forecastAt > judgedBy) add('forecast_late')
  }
  if (atWork.includes(order.state) && progressCheck) {
    if (progressCheck.missedAt !== null && progressCheck.answeredAt === null) add('progress_check_missed')
    if (isProblem(progressCheck)) add('progress_check_problem')
  }
  // C9: it came back from its customer, and its old promise no longer stands.
  if (toDo.includes(order.state) && order.homeSince === null && promiseAt === null) add('promise_missing')
  // C9: the part has come, and the car may come back.
  if (order.homeSince !== null) {
    if (order.parts.every(({ arrivedAt }) => arrivedAt !== null)) add('to_call_back')
  } else if (order.operations.some(isLeft)) add('work_left')
  // Who goes on in overtime says so by taking the alert.
  else if (order.operations.some((one) => now >= (leftAt(one) ?? Infinity))) add('work_left', { severity: 'warning' })
  if (order.state === 'quoted' && order.pageAnswer !== null) add('declined_on_page')
  else if (order.state === 'quoted' && isWaitedFor(order.quotedAt)) add('answer_outstanding')
  else if (order.operations.some(({ state, askedAt }) => state === 'proposed' && isWaitedFor(askedAt)))
    add('answer_outstanding')
  // B1.2: work found on the car waits for the desk as a person at the door does.
  const foundAt = toAskSince(order)
  const severity = foundAt === null ? null : waitSeverity(foundAt, workshop, now)
  if (severity !== null) add('not_asked', { severity })
  for (const part of order.parts)
    if (part.arrivedAt === null && part.expectedAt < now && readyAt === null) add('part_late', { partId: part.id })
  for (const { id: noticeId, kind, state } of notices) {
    // B9: the adviser asks by phone, which can wait a little.
    if (state === 'phone') add('notice_undelivered', { noticeId, ...(kind === 'question' && { severity: 'warning' }) })
    // B11.1: at the notice's time the customer has been told.
    const isDue = now >= (decideBy(order, workshop) ?? Infinity)
    if (state === 'asking') add('notice_to_confirm', { noticeId, ...(isDue && { severity: 'alarm' as const }) })
  }
  // B11: at the notice's time a finished car is prepared for collection.
  if (order.state === 'ready' && order.preparedAt === null && noticeAt !== null && now >= noticeAt) {
    const isUrgent = now >= promiseAt! - workshop.settings.preparedBeforeMinutes * 60_000
    add('not_prepared', isUrgent ? { severity: 'alarm' } : {})
  }
  if (now >= (collectBy(order, workshop) ?? Infinity)) add('not_collected')
  return causes
}

/** When the answer of a customer who was asked at `since` counts as outstanding; only opening hours count (B9). */
const answerBy = (since: number | null, workshop: Workshop): number | null =>
  since === null ? null : addWorkingTime(workshop, since, workshop.settings.answerWithinMinutes * 60_000)

/** B11.1: from when on an adviser who has not decided about a delay is running late; null: no notice is due. */
const decideBy = ({ noticeAt }: Order, workshop: Workshop): number | null =>
  noticeAt === null ? null : callBy(noticeAt, workshop)

/** When an order may give a cause by the passage of time alone. */
function causeMoments(order: Order, workshop: Workshop): (number | null)[] {
  const { state, promiseAt, readyAt, quotedAt, parts, operations } = order
  const after = (at: number | null, milliseconds: number) => (at === null ? null : at + milliseconds)
  const foundAt = toAskSince(order)
  return [
    // A promise is broken after its instant, not at it.
    readyAt === null ? after(givenPromise(order), 1) : null,
    readyAt === null ? null : after(promiseAt, -workshop.settings.preparedBeforeMinutes * 60_000),
    collectBy(order, workshop),
    state === 'quoted' ? answerBy(quotedAt, workshop) : null,
    ...(foundAt === null ? [] : Object.values(waitLimits(foundAt, workshop))),
    ...operations.map(leftAt),
    ...operations.map((one) => (one.state === 'proposed' ? answerBy(one.askedAt, workshop) : null)),
    ...operations.map((one) => (waitsOutside(one) === null ? null : after(one.pausedUntil, 1))),
    ...parts.map((one) => (one.arrivedAt === null && readyAt === null ? after(one.expectedAt, 1) : null)),
  ]
}
