/**
 * What the customer is told, and when (B11–B11.4). One answer to "what should be told now?" from the order as it is; it is told
 * once, and what was told is corrected when it is no longer true.
 */
import type { Notice, Order, Workshop } from '#contract/entities.ts'
import type { NoticeKind, OrderState } from '#contract/values.ts'
import { about } from '../order/onOrder.ts'
import type { Context, Fact } from '../rule.ts'
import { atOnce, noticeAtOf } from './moment.ts'
import { textOf } from './text.ts'

const MINUTE = 60_000
/** A new time is told in full quarters of an hour. */
const QUARTER = 15 * MINUTE

/** While there is a promise to keep, and until the customer stands at the desk. */
const telling: readonly OrderState[] = ['authorised', 'waiting', 'working', 'paused', 'checking', 'washing', 'ready']

interface Message {
  kind: NoticeKind
  /** The time it tells; null when none is known. */
  readyAt: number | null
  /** It may wait for the end of the quiet hours, and for the adviser. */
  early: boolean
}

/** What the customer ought to know at `now` and has not been told; null when there is nothing. */
export function messageOf(order: Order, workshop: Workshop, now: number): Message | null {
  const { promiseAt, noticeAt, readyAt, forecastAt } = order
  if (!telling.includes(order.state) || promiseAt === null || noticeAt === null) return null
  const told = order.told ?? { kind: 'agreed', readyAt: promiseAt }
  const { announceEarly, correctionMinutes } = workshop.settings
  const isFirst = told.kind === 'agreed'
  const isTime = now >= noticeAt
  const early = !isTime || !isFirst
  if (readyAt !== null) {
    // What was told of the promise still holds for a car that is ready by then.
    const holds = told.kind === 'pick_up' && told.readyAt !== null && readyAt <= told.readyAt
    if (told.kind === 'ready' || holds || (isFirst && !isTime && !announceEarly)) return null
    return { kind: 'ready', readyAt, early }
  }
  const expected = expectedAt(promiseAt, forecastAt)
  if (told.readyAt === null) return expected === null ? null : { kind: 'delay', readyAt: expected, early }
  // Without a forecast nobody can say that the promise will be kept: never a pick-up notice then (B11.1).
  if (expected === null) return isFirst && isTime ? { kind: 'delay_no_time', readyAt: null, early } : null
  if (expected > told.readyAt) return { kind: 'delay', readyAt: expected, early }
  if (isFirst) return isTime ? { kind: 'pick_up', readyAt: promiseAt, early: false } : null
  const isEarlier = expected <= told.readyAt - correctionMinutes * MINUTE
  return isEarlier ? { kind: 'correction', readyAt: expected, early } : null
}

/** The time the customer can be told: the promise while it will be kept, else the forecast's next quarter of an hour; null: unknown. */
function expectedAt(promiseAt: number, forecastAt: number | null): number | null {
  if (forecastAt === null) return null
  return forecastAt > promiseAt ? Math.ceil(forecastAt / QUARTER) * QUARTER : promiseAt
}

export interface Told {
  order: Order
  notices: Notice[]
  facts: Fact[]
}

/** The order and its notices after a look at what is to be told. */
export function withNotices(touched: Order, before: readonly Notice[], workshop: Workshop, context: Context): Told {
  const { now } = context
  const noticeAt = noticeAtOf(touched, workshop)
  const order = noticeAt === touched.noticeAt ? touched : { ...touched, noticeAt }
  if (order.closedAt !== null) return { order, notices: before.map((one) => closed(one, now)), facts: [] }

  const message = messageOf(order, workshop, now)
  const asking = before.find(({ state }) => state === 'asking')
  if (!message) {
    // What the adviser was asked about is over.
    const notices = before.map((one) => (one === asking ? withdrawn(one) : one))
    return { order, notices, facts: asking ? [about('noticeWithdrawn', order, { noticeId: asking.id })] : [] }
  }
  if (message.early && atOnce(order, workshop, now) > now) return { order, notices: [...before], facts: [] }
  const isFirst = order.told === null || order.told.kind === 'agreed'
  const asks = message.early && isDelay(message.kind) && isFirst && workshop.settings.askBeforeDelayNotice
  if (asks && asking) {
    // The question goes on; what the customer would be told is what is true by now.
    const { kind, readyAt } = message
    if (asking.kind === kind && asking.readyAt === readyAt) return { order, notices: [...before], facts: [] }
    const renewed = { ...asking, kind, readyAt, ...textOf(kind, readyAt, order, workshop, now) }
    return { order, notices: before.map((one) => (one === asking ? renewed : one)), facts: [] }
  }

  const notice = noticeFor(order, message, asks, workshop, context)
  // Nobody is told any more what this message replaces.
  const notices = [...before.map((one) => (isUnderWay(one) ? withdrawn(one) : one)), notice]
  const told = asks ? order.told : { kind: message.kind, at: now, readyAt: message.readyAt }
  const fact = about(asks ? 'noticeProposed' : 'noticeDecided', order, {
    ...{ noticeId: notice.id, kind: notice.kind, readyAt: notice.readyAt },
  })
  return { order: { ...order, told }, notices, facts: [fact] }
}

const isDelay = (kind: NoticeKind) => kind === 'delay' || kind === 'delay_no_time'
const isUnderWay = ({ state }: Notice) => state === 'asking' || state === 'sending' || state === 'phone'
export const withdrawn = (notice: Notice): Notice => ({ ...notice, state: 'withdrawn', tryAt: null })
const closed = (notice: Notice, now: number): Notice => {
  if (notice.closedAt !== null) return notice
  return { ...(isUnderWay(notice) ? withdrawn(notice) : notice), closedAt: now }
}

function noticeFor(order: Order, message: Message, asks: boolean, workshop: Workshop, context: Context): Notice {
  const { kind, readyAt } = message
  const ways = channelsOf(order)
  return {
    id: context.newId(),
    orderId: order.id,
    kind,
    ...(asks ? ({ state: 'asking', tryAt: null } as const) : onItsWay(ways, context.now)),
    at: context.now,
    readyAt,
    language: order.language,
    ...textOf(kind, readyAt, order, workshop, context.now),
    channels: ways,
    attempts: [],
    calledBy: null,
    closedAt: null,
  }
}

/** The state of a notice that is to go out now: by a channel, or, when there is none, by telephone. */
export const onItsWay = (ways: readonly unknown[], now: number): Pick<Notice, 'state' | 'tryAt'> =>
  ways.length > 0 ? { state: 'sending', tryAt: now } : { state: 'phone', tryAt: null }

/** The ways to the customer, his own first choice first, then whatever else there is an address for (B11.3). */
export function channelsOf({ channels, customer, hasPush }: Order): Order['channels'] {
  const there = { push: hasPush, sms: customer.phone !== null, email: customer.email !== null }
  const order = [...channels, ...(['push', 'sms', 'email'] as const).filter((one) => !channels.includes(one))]
  return order.filter((channel) => there[channel])
}

/** When the clock must look at an order for the sake of its notices; tries to deliver them have deadlines of their own. */
export function noticeMoments(
  order: Order,
  notices: readonly Notice[],
  workshop: Workshop,
  now: number,
): (number | null)[] {
  const message = messageOf(order, workshop, now)
  const isAsked = notices.some(({ state }) => state === 'asking')
  return [order.noticeAt, message?.early && !isAsked ? atOnce(order, workshop, now) : null]
}
