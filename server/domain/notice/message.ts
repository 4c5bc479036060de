/** What the customer should be told now (B11, B11.1): each message once, with a correction when it is no longer true. */
import type { Order, Workshop } from '#contract/entities/index.ts'
import type { NoticeKind, OrderState } from '#contract/values.ts'
import { leadOf } from './moment.ts'

const MINUTE = 60_000
/** A new time is rounded up to a quarter of an hour, a further delay to half an hour. */
const QUARTER = 15 * MINUTE
const HALF_HOUR = 30 * MINUTE

/** States in which there is a promise to keep and the customer is not at the counter. */
const statesWithNotices: readonly OrderState[] = [
  'authorised',
  'waiting',
  'working',
  'paused',
  'checking',
  'washing',
  'ready',
]
export const getsNotices = ({ state }: Order): boolean => statesWithNotices.includes(state)

export interface Message {
  kind: NoticeKind
  /** The time in the message; null when none is known. */
  readyAt: number | null
}

/** What the customer should know at `now` and has not been told; null if nothing. */
export function messageOf(order: Order, workshop: Workshop, now: number): Message | null {
  const { promiseAt, noticeAt, readyAt, forecastAt } = order
  if (!getsNotices(order) || promiseAt === null || noticeAt === null) return null
  const informed = order.informed ?? { kind: 'agreed', at: 0, readyAt: promiseAt }
  const { announceEarly, correctionMinutes } = workshop.settings
  const isFirst = informed.kind === 'agreed'
  const isTime = now >= noticeAt
  // A customer told anything after the notice's time needs no pick-up notice.
  const isDue = isTime && informed.at < noticeAt
  if (readyAt !== null) {
    // A car ready by the promise needs no further message.
    const holds = informed.kind === 'pick_up' && informed.readyAt !== null && readyAt <= informed.readyAt
    if (informed.kind === 'ready' || holds || (isFirst && !isTime && !announceEarly)) return null
    return { kind: 'ready', readyAt }
  }
  const expected = expectedAt(promiseAt, forecastAt)
  if (expected === null) {
    // Without a forecast nobody knows that the promise will be kept, so there is no pick-up notice (B11.1).
    const isOver = isFirst ? isTime : informed.readyAt !== null && now > informed.readyAt
    return isOver ? { kind: 'delay_no_time', readyAt: null } : null
  }
  if (informed.readyAt === null) return { kind: expected > promiseAt ? 'delay' : 'correction', readyAt: expected }
  /** The customer knows that the promise will not be kept. */
  const knows = !isFirst && informed.readyAt > promiseAt
  if (expected > informed.readyAt) {
    const later = knows ? furtherDelay(order, informed.readyAt, workshop, now) : expected
    return later === null ? null : { kind: 'delay', readyAt: later }
  }
  // This includes a moved promise that the customer does not know of.
  if (expected <= informed.readyAt - correctionMinutes * MINUTE) {
    // If the promise is kept after all, the pick-up notice says so.
    const isNear = now >= expected - leadOf(order, workshop) && !(expected === promiseAt && isDue)
    if (!knows || isNear || isSteady(order, workshop, now)) return { kind: 'correction', readyAt: expected }
  }
  const isOnTime = expected === promiseAt && informed.kind !== 'pick_up'
  if (isOnTime && isTime && (isFirst || isDue)) return { kind: 'pick_up', readyAt: promiseAt }
  return null
}

/** The time to tell the customer: the promise while it will be kept, else the forecast rounded up; null if unknown. */
function expectedAt(promiseAt: number, forecastAt: number | null): number | null {
  if (forecastAt === null) return null
  return forecastAt > promiseAt ? Math.ceil(forecastAt / QUARTER) * QUARTER : promiseAt
}

/** Forecasts fluctuate as other cars come and go, so good news is held until it has been stable for a while. */
const isSteady = ({ forecastChangedAt }: Order, { settings }: Workshop, now: number): boolean =>
  forecastChangedAt === null || now >= forecastChangedAt + settings.steadyMinutes * MINUTE

/**
 * The time to tell a customer who knows of a delay and whose car will be later still; null while that can wait. Work that does not
 * start slides with the clock: the customer hears of it when the delay is large, and before they set out.
 */
function furtherDelay(order: Order, informedAt: number, workshop: Workshop, now: number): number | null {
  const later = Math.ceil(order.forecastAt! / HALF_HOUR) * HALF_HOUR
  const isMuch = later >= informedAt + workshop.settings.furtherDelayMinutes * MINUTE
  return isMuch || now >= informedAt - leadOf(order, workshop) ? later : null
}

/** When held news of a known delay is due: the last moment before the time told, or for good news, once it has been stable. */
export function newsMoments(order: Order, workshop: Workshop): number[] {
  const { informed, readyAt, promiseAt, forecastAt, forecastChangedAt } = order
  if (
    readyAt !== null ||
    promiseAt === null ||
    !informed?.readyAt ||
    informed.kind === 'agreed' ||
    informed.readyAt <= promiseAt
  )
    return []
  const expected = expectedAt(promiseAt, forecastAt)
  if (expected === null || expected === informed.readyAt) return []
  const lead = leadOf(order, workshop)
  if (expected > informed.readyAt) return [informed.readyAt - lead]
  return [(forecastChangedAt ?? 0) + workshop.settings.steadyMinutes * MINUTE, expected - lead]
}
