/**
 * What the customer ought to be told now (B11, B11.1). It is told once, and corrected when it is no longer true.
 */
import type { Order, Workshop } from '#contract/entities/index.ts'
import type { NoticeKind, OrderState } from '#contract/values.ts'
import { leadOf } from './moment.ts'

const MINUTE = 60_000
/** A new time is told in full quarters of an hour, one later still in steps of half an hour. */
const QUARTER = 15 * MINUTE
const HALF_HOUR = 30 * MINUTE

/** While there is a promise to keep, and until the customer stands at the desk. */
const telling: readonly OrderState[] = ['authorised', 'waiting', 'working', 'paused', 'checking', 'washing', 'ready']
export const isTold = ({ state }: Order): boolean => telling.includes(state)

export interface Message {
  kind: NoticeKind
  /** The time it tells; null when none is known. */
  readyAt: number | null
}

/** What the customer ought to know at `now` and has not been told; null when there is nothing. */
export function messageOf(order: Order, workshop: Workshop, now: number): Message | null {
  const { promiseAt, noticeAt, readyAt, forecastAt } = order
  if (!isTold(order) || promiseAt === null || noticeAt === null) return null
  const informed = order.informed ?? { kind: 'agreed', at: 0, readyAt: promiseAt }
  const { announceEarly, correctionMinutes } = workshop.settings
  const isFirst = informed.kind === 'agreed'
  const isTime = now >= noticeAt
  // Whoever was told of anything after the notice's time has had it.
  const isDue = isTime && informed.at < noticeAt
  if (readyAt !== null) {
    // What was told of the promise still holds for a car that is ready by then.
    const holds = informed.kind === 'pick_up' && informed.readyAt !== null && readyAt <= informed.readyAt
    if (informed.kind === 'ready' || holds || (isFirst && !isTime && !announceEarly)) return null
    return { kind: 'ready', readyAt }
  }
  const expected = expectedAt(promiseAt, forecastAt)
  if (expected === null) {
    // Without a forecast nobody can say that the promise will be kept: never a pick-up notice then (B11.1).
    const isOver = isFirst ? isTime : informed.readyAt !== null && now > informed.readyAt
    return isOver ? { kind: 'delay_no_time', readyAt: null } : null
  }
  if (informed.readyAt === null) return { kind: expected > promiseAt ? 'delay' : 'correction', readyAt: expected }
  /** The customer knows that the promise is not kept. */
  const knows = !isFirst && informed.readyAt > promiseAt
  if (expected > informed.readyAt) {
    const later = knows ? furtherDelay(order, informed.readyAt, workshop, now) : expected
    return later === null ? null : { kind: 'delay', readyAt: later }
  }
  // Also of a promise that was moved and of which the customer does not know.
  if (expected <= informed.readyAt - correctionMinutes * MINUTE) {
    // Where the promise is kept after all, the pick-up notice will do.
    const isNear = now >= expected - leadOf(order, workshop) && !(expected === promiseAt && isDue)
    if (!knows || isNear || isSteady(order, workshop, now)) return { kind: 'correction', readyAt: expected }
  }
  const isKept = expected === promiseAt && informed.kind !== 'pick_up'
  if (isKept && isTime && (isFirst || isDue)) return { kind: 'pick_up', readyAt: promiseAt }
  return null
}

/** The time the customer can be told: the promise while it will be kept, else the forecast's next quarter of an hour; null: unknown. */
function expectedAt(promiseAt: number, forecastAt: number | null): number | null {
  if (forecastAt === null) return null
  return forecastAt > promiseAt ? Math.ceil(forecastAt / QUARTER) * QUARTER : promiseAt
}

/** Forecasts go to and fro while other cars come and go: good news is told when it has stood for a while. */
const isSteady = ({ forecastChangedAt }: Order, { settings }: Workshop, now: number): boolean =>
  forecastChangedAt === null || now >= forecastChangedAt + settings.steadyMinutes * MINUTE

/**
 * The time to tell a customer who knows that the promise is not kept, and whose car will be later still; null while that can
 * wait. Work that nobody begins slides with the clock: he hears of it when it is much, and before he sets out.
 */
function furtherDelay(order: Order, informedAt: number, workshop: Workshop, now: number): number | null {
  const later = Math.ceil(order.forecastAt! / HALF_HOUR) * HALF_HOUR
  const isMuch = later >= informedAt + workshop.settings.furtherDelayMinutes * MINUTE
  return isMuch || now >= informedAt - leadOf(order, workshop) ? later : null
}

/** Until when news waits of a delay that is known: the last moment of the time told, and good news until it has stood for a while or its own last moment. */
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
