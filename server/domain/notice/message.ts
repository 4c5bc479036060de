/** What the customer is to be told (B11, B11.1): each message once, with a correction when it is no longer true. */
import type { Notice, Order, Workshop } from '#contract/entities/index.ts'
import { delayKinds, type NewsKind, type NoticeKind, type OrderState } from '#contract/values.ts'
import { leadOf } from './moment.ts'
import { askedOnPage } from './question.ts'

const MINUTE = 60_000
/** A new time is rounded up to a quarter of an hour, a further delay to half an hour. */
const QUARTER = 15 * MINUTE
const HALF_HOUR = 30 * MINUTE

/** States in which there is a promise to keep and the customer is not at the counter. A car at home (C9) has no promise. */
const statesWithNotices: readonly OrderState[] = [
  'authorised',
  'waiting',
  'working',
  'paused',
  'checking',
  'washing',
  'ready',
]
export const getsNotices = ({ state, homeSince }: Order): boolean =>
  homeSince === null && statesWithNotices.includes(state)
/** Whether the notice is what the customer was last told and still gets, or names the question that waits for them. */
export const isCurrent = ({ kind, readyAt }: Notice, order: Order): boolean =>
  kind === 'question'
    ? askedOnPage(order)?.promiseAt === readyAt
    : getsNotices(order) && order.informed?.kind === kind && order.informed.readyAt === readyAt
export const isDelay = (kind: NoticeKind): boolean => (delayKinds as readonly NoticeKind[]).includes(kind)

export interface Message {
  kind: NewsKind
  /** The time in the message; null when none is known. */
  readyAt: number | null
  /** When it is said, if it stays true until then. */
  at: number
  /** Said before that if it has stood for a while. */
  onceStood?: true
}

/** Said as soon as it is known. */
const AT_ONCE = 0

/**
 * The next message to the customer as things are, and when it is due; null if there is nothing they do not know. It does not
 * depend on the present moment, so what is due later is known from the moment it becomes true.
 */
export function messageOf(order: Order, workshop: Workshop): Message | null {
  const { promiseAt, noticeAt, readyAt, forecastAt } = order
  if (!getsNotices(order) || promiseAt === null || noticeAt === null) return null
  const known = order.informed ?? { kind: 'agreed', at: 0, readyAt: promiseAt }
  const isFirst = known.kind === 'agreed'
  if (readyAt !== null) {
    const isAnnounced = known.kind === 'ready'
    // B11: until the car is prepared, only a person lets the pick-up notice out.
    if (isAnnounced || (order.preparedAt === null && order.noticeReleasedBy === null)) return null
    return { kind: 'ready', readyAt, at: isFirst && !workshop.settings.announceEarly ? noticeAt : AT_ONCE }
  }
  // B9: the question names the time that is offered; they hear more only if that one cannot be kept either.
  const offeredAt = order.additionalOffer?.promiseAt
  if (offeredAt !== undefined && forecastAt !== null && !isLater(forecastAt, offeredAt, workshop)) return null
  // C8: the customer was told to come, and the car has been reopened.
  if (known.kind === 'ready')
    return forecastAt === null
      ? { kind: 'reopened_no_time', readyAt: null, at: AT_ONCE }
      : { kind: 'reopened', readyAt: expectedAt(forecastAt, promiseAt), at: AT_ONCE }
  if (forecastAt === null) return known.readyAt === null ? null : withoutTime(order, known.readyAt, workshop)
  const isKept = !isLater(forecastAt, promiseAt, workshop)
  const expected = expectedAt(forecastAt, promiseAt)
  // The customer waits for a time, and is told one that has stood for a while: a first forecast knows little of the others' work.
  if (known.readyAt === null)
    return {
      ...(isKept ? { kind: 'time_known', readyAt: promiseAt } : { kind: 'delay', readyAt: expected }),
      ...{ at: expected, onceStood: true },
    }
  if (isLater(forecastAt, Math.max(known.readyAt, promiseAt), workshop)) return delay(order, workshop)
  if (promiseAt > known.readyAt) return { kind: 'delay', readyAt: promiseAt, at: AT_ONCE }
  const isBetter = expected <= known.readyAt - workshop.settings.correctionMinutes * MINUTE
  const correctionAt = isBetter ? goodNewsAt(order, expected, workshop) : null
  // The customer hears from us at the notice's time, unless they heard something after it.
  const isDue = isKept && known.at < noticeAt && workshop.settings.sayOnCourse && !order.waits
  if (correctionAt !== null && !(isDue && expected === promiseAt && correctionAt >= noticeAt))
    return { kind: 'correction', readyAt: expected, at: correctionAt }
  return isDue ? { kind: 'on_course', readyAt: promiseAt, at: noticeAt } : null
}

/** The time a customer is given: the promise, or later. */
const expectedAt = (forecastAt: number, promiseAt: number): number =>
  forecastAt > promiseAt ? roundedUp(forecastAt, QUARTER) : promiseAt

const roundedUp = (at: number, step: number): number => Math.ceil(at / step) * step

/** B11.1: a delay counts from the tolerance on. */
const isLater = (forecastAt: number, than: number, { settings }: Workshop): boolean =>
  forecastAt > than && forecastAt >= than + settings.delayToleranceMinutes * MINUTE

/** Whether the customer knows that the promise will not be kept. */
const knowsOfDelay = ({ informed, promiseAt }: Order): boolean =>
  informed !== null && informed.kind !== 'agreed' && informed.readyAt !== null && informed.readyAt > promiseAt!

/** Without a forecast nobody knows that the time the customer expects will be kept (B11.1). */
function withoutTime(order: Order, knownAt: number, workshop: Workshop): Message {
  const at = knowsOfDelay(order) ? knownAt - leadOf(order, workshop) : order.noticeAt!
  return { kind: 'delay_no_time', readyAt: null, at }
}

/**
 * B11.1: a delay is said once it has stood for a while, or at the notice's time. A further delay that is small waits until the
 * customer would set out: work that does not start slides with the clock.
 */
function delay(order: Order, workshop: Workshop): Message {
  const { forecastAt, informed, noticeAt } = order
  if (!knowsOfDelay(order))
    return { kind: 'delay', readyAt: roundedUp(forecastAt!, QUARTER), at: noticeAt!, onceStood: true }
  const readyAt = roundedUp(forecastAt!, HALF_HOUR)
  const knownAt = informed!.readyAt!
  const isMuch = readyAt >= knownAt + workshop.settings.furtherDelayMinutes * MINUTE
  return { kind: 'delay', readyAt, at: knownAt - leadOf(order, workshop), ...(isMuch && { onceStood: true }) }
}

/** When a better time is said: forecasts fluctuate, so good news is held until it has been stable for a while or its time is near. */
function goodNewsAt(order: Order, expected: number, workshop: Workshop): number {
  if (!knowsOfDelay(order)) return AT_ONCE
  const steadyAt = (order.forecastChangedAt ?? 0) + workshop.settings.steadyMinutes * MINUTE
  return Math.min(steadyAt, expected - leadOf(order, workshop))
}
