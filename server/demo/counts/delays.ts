/** B11.1: delays told to customers, and customers who were late. Pure. */
import type { Workshop } from '#contract/entities/index.ts'
import { isDelay } from '#server/domain/notice/message.ts'
import { callBy } from '#server/domain/notice/moment.ts'
import { valueAt, type History, type NoticeThen, type OrderThen, type Since } from './history.ts'

const MINUTE = 60_000

export interface Delays {
  /** Messages of a delay that reached the customer. */
  told: number
  /**
   * … before the notice's time, although the delay had not stood for the time set. The desk may tell customers whom no message
   * reaches by `callAheadMinutes` earlier.
   */
  unfounded: number
  /** … and the car was ready within the tolerance after all. */
  inVain: number
  /** Customers whose car was late by the tolerance or more, against the promise they agreed to. */
  late: number
  /** … whose message was under way by the notice’s time and reached them, or who had been called or spoken to by then. */
  inTime: number
  /** … whose delay only came up after the notice's time, or too short before it to have stood, and who heard of it then. */
  afterwards: number
  /** … all others. */
  untold: number
}

export function delaysOf(history: History): Delays {
  const workshop = history.workshop!
  const told = [...history.notices.values()].flatMap((notice) => {
    const { orderId, kind } = notice[0]!.is
    if (toldAtOf(notice) === null || !isDelay(kind)) return []
    const sentAt = notice.find(({ is }) => is.state !== 'asking')!.at
    return [{ orderId, sentAt, inPersonAt: inPersonAtOf(notice), hasWay: hasWay(notice) }]
  })
  const late = lateOrders(history, workshop).map(({ order, promiseAt, noticeAt }) => {
    const id = order[0]!.is.id
    const own = told.filter(({ orderId }) => orderId === id)
    if (own.some((one) => (one.inPersonAt ?? one.sentAt) <= noticeAt)) return 'inTime'
    const sentAt = Math.min(...own.map((one) => one.sentAt))
    const knownAt = knownFrom(order, Math.min(sentAt, history.until), promiseAt, workshop)
    const isSudden = knownAt + workshop.settings.delayStandsMinutes * MINUTE > noticeAt
    return isSudden && sentAt < Infinity ? 'afterwards' : 'untold'
  })
  const count = (which: (typeof late)[number]) => late.filter((one) => one === which).length
  const orderOf = (id: string) => history.orders.get(id)!
  return {
    told: told.length,
    unfounded: told.filter((one) => !isFounded(orderOf(one.orderId), one, workshop)).length,
    inVain: told.filter(({ orderId }) => wasInTime(orderOf(orderId), workshop)).length,
    late: late.length,
    ...{ inTime: count('inTime'), afterwards: count('afterwards'), untold: count('untold') },
  }
}

/** When the message reached the customer; null if it never did. */
export const toldAtOf = (notice: readonly Since<NoticeThen>[]): number | null => attemptOf(notice)?.at ?? null

const attemptOf = (notice: readonly Since<NoticeThen>[]) =>
  notice.at(-1)!.is.attempts.find(({ result }) => result === 'handed_over' || result === 'delivered')

/** Whether a message was sent, also in vain: the customer has a channel that is set up. */
const hasWay = (notice: readonly Since<NoticeThen>[]): boolean =>
  notice
    .at(-1)!
    .is.attempts.some(
      ({ channel, result }) => channel !== 'phone' && channel !== 'in_person' && result !== 'unavailable',
    )

/** When a person told the customer; null: a message did. */
function inPersonAtOf(notice: readonly Since<NoticeThen>[]): number | null {
  const attempt = attemptOf(notice)
  return attempt?.channel === 'phone' || attempt?.channel === 'in_person' ? attempt.at : null
}

/** Whether a delay message sent at `sentAt` rested on a delay that had stood, on the notice's time, or on a moved promise. */
function isFounded(
  order: readonly Since<OrderThen>[],
  { sentAt, hasWay }: { sentAt: number; hasWay: boolean },
  workshop: Workshop,
): boolean {
  const { settings } = workshop
  const before = order.filter(({ at }) => at < sentAt)
  const then = before.at(-1)?.is
  const agreed = agreedPromise(before)
  if (!then || !agreed || then.promiseAt === null || then.noticeAt === null) return false
  const expectedAt = then.informed?.readyAt ?? agreed.promiseAt
  const isFirst = expectedAt <= agreed.promiseAt
  const noticeAt = isFirst ? then.noticeAt : expectedAt - (then.promiseAt - then.noticeAt)
  const isByMessage = hasWay && !then.waits
  if (sentAt >= (isByMessage ? noticeAt : callBy(noticeAt, workshop))) return true
  const now = order.findLast(({ at }) => at <= sentAt)!.is
  if (now.promiseAt !== null && now.promiseAt > expectedAt) return true
  const since = knownFrom(order, sentAt - 1, Math.max(expectedAt, then.promiseAt), { settings })
  return sentAt - since >= settings.delayStandsMinutes * MINUTE
}

/** Since when, without a break until `until`, the forecast was later than the promise by the tolerance, or unknown. */
function knownFrom(
  order: readonly Since<OrderThen>[],
  until: number,
  promiseAt: number,
  { settings }: Pick<Workshop, 'settings'>,
): number {
  const from = promiseAt + settings.delayToleranceMinutes * MINUTE
  const isLate = ({ forecastAt, readyAt }: OrderThen) => readyAt === null && (forecastAt === null || forecastAt >= from)
  let since = until
  for (const { at, is } of order.filter((one) => one.at <= until && one.is.readyAt === null).toReversed()) {
    if (!isLate(is)) break
    since = at
  }
  return since
}

/** The last promise the customer agreed to; a promise that was only moved is none. */
function agreedPromise(order: readonly Since<OrderThen>[]): { promiseAt: number; noticeAt: number } | null {
  let agreed = null
  for (const { is } of order) {
    const { authorisedAt, promiseAt, noticeAt, informed } = is
    if (authorisedAt === null || promiseAt === null || noticeAt === null) continue
    if (agreed === null || (informed?.kind === 'agreed' && informed.readyAt === promiseAt))
      agreed = { promiseAt, noticeAt }
    else if (agreed.promiseAt === promiseAt) agreed = { promiseAt, noticeAt: Math.min(noticeAt, agreed.noticeAt) }
  }
  return agreed
}

/** Cars that were ready, or are still not ready, later than agreed by the tolerance or more. */
function lateOrders({ orders, until }: History, { settings }: Workshop) {
  return [...orders.values()].flatMap((order) => {
    const agreed = agreedPromise(order)
    const { readyAt, closedAt } = order.at(-1)!.is
    if (!agreed || (readyAt === null && closedAt !== null)) return []
    const isLate = (readyAt ?? until) >= agreed.promiseAt + settings.delayToleranceMinutes * MINUTE
    return isLate ? [{ order, ...agreed }] : []
  })
}

const wasInTime = (order: readonly Since<OrderThen>[], { settings }: Workshop): boolean => {
  const agreed = agreedPromise(order)
  const { readyAt } = valueAt(order, Infinity)!
  return agreed !== null && readyAt !== null && readyAt < agreed.promiseAt + settings.delayToleranceMinutes * MINUTE
}
