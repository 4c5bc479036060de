/**
 * What the customer is told, and when (B11–B11.4). One answer to "what should be told now?" from the order as it is; it is told
 * once, and what was told is corrected when it is no longer true.
 */
import type { Notice, Order, Workshop } from '#contract/entities.ts'
import type { NoticeKind, OrderState } from '#contract/values.ts'
import { about } from '../order/onOrder.ts'
import type { Context, Fact } from '../rule.ts'
import { atOnce, leadOf, noticeAtOf } from './moment.ts'
import { textOf } from './text.ts'

const MINUTE = 60_000
/** A new time is told in full quarters of an hour, one later still in steps of half an hour. */
const QUARTER = 15 * MINUTE
const HALF_HOUR = 30 * MINUTE

/** While there is a promise to keep, and until the customer stands at the desk. */
const telling: readonly OrderState[] = ['authorised', 'waiting', 'working', 'paused', 'checking', 'washing', 'ready']
export const isTold = ({ state }: Order): boolean => telling.includes(state)

interface Message {
  kind: NoticeKind
  /** The time it tells; null when none is known. */
  readyAt: number | null
}

/** What the customer ought to know at `now` and has not been told; null when there is nothing. */
export function messageOf(order: Order, workshop: Workshop, now: number): Message | null {
  const { promiseAt, noticeAt, readyAt, forecastAt } = order
  if (!isTold(order) || promiseAt === null || noticeAt === null) return null
  const told = order.told ?? { kind: 'agreed', at: 0, readyAt: promiseAt }
  const { announceEarly, correctionMinutes } = workshop.settings
  const isFirst = told.kind === 'agreed'
  const isTime = now >= noticeAt
  // Whoever was told of anything after the notice's time has had it.
  const isDue = isTime && told.at < noticeAt
  if (readyAt !== null) {
    // What was told of the promise still holds for a car that is ready by then.
    const holds = told.kind === 'pick_up' && told.readyAt !== null && readyAt <= told.readyAt
    if (told.kind === 'ready' || holds || (isFirst && !isTime && !announceEarly)) return null
    return { kind: 'ready', readyAt }
  }
  const expected = expectedAt(promiseAt, forecastAt)
  if (expected === null) {
    // Without a forecast nobody can say that the promise will be kept: never a pick-up notice then (B11.1).
    const isOver = isFirst ? isTime : told.readyAt !== null && now > told.readyAt
    return isOver ? { kind: 'delay_no_time', readyAt: null } : null
  }
  if (told.readyAt === null) return { kind: expected > promiseAt ? 'delay' : 'correction', readyAt: expected }
  /** The customer knows that the promise is not kept. */
  const knows = !isFirst && told.readyAt > promiseAt
  if (expected > told.readyAt) {
    const later = knows ? furtherDelay(order, told.readyAt, workshop, now) : expected
    return later === null ? null : { kind: 'delay', readyAt: later }
  }
  // Also of a promise that was moved and of which the customer does not know.
  if (expected <= told.readyAt - correctionMinutes * MINUTE) {
    // Where the promise is kept after all, the pick-up notice will do.
    const isNear = now >= expected - leadOf(order, workshop) && !(expected === promiseAt && isDue)
    if (!knows || isNear || isSteady(order, workshop, now)) return { kind: 'correction', readyAt: expected }
  }
  const isKept = expected === promiseAt && told.kind !== 'pick_up'
  if (isKept && isTime && (isFirst || isDue)) return { kind: 'pick_up', readyAt: promiseAt }
  return null
}

/** The time the customer can be told: the promise while it will be kept, else the forecast's next quarter of an hour; null: unknown. */
function expectedAt(promiseAt: number, forecastAt: number | null): number | null {
  if (forecastAt === null) return null
  return forecastAt > promiseAt ? Math.ceil(forecastAt / QUARTER) * QUARTER : promiseAt
}

/** Forecasts go to and fro while other cars come and go: good news is told when it has stood for a while. */
const isSteady = ({ foreseenAt }: Order, { settings }: Workshop, now: number): boolean =>
  foreseenAt === null || now >= foreseenAt + settings.steadyMinutes * MINUTE

/**
 * The time to tell a customer who knows that the promise is not kept, and whose car will be later still; null while that can
 * wait. Work that nobody begins slides with the clock: he hears of it when it is much, and before he sets out.
 */
function furtherDelay(order: Order, toldAt: number, workshop: Workshop, now: number): number | null {
  const later = Math.ceil(order.forecastAt! / HALF_HOUR) * HALF_HOUR
  const isMuch = later >= toldAt + workshop.settings.furtherDelayMinutes * MINUTE
  return isMuch || now >= toldAt - leadOf(order, workshop) ? later : null
}

export interface Told {
  order: Order
  notices: Notice[]
  facts: Fact[]
}

/** The order and its notices after a look at what is to be told. */
export function withNotices(touched: Order, before: readonly Notice[], workshop: Workshop, context: Context): Told {
  const { now } = context
  const noticeAt = noticeAtOf(touched, workshop, now)
  const order = noticeAt === touched.noticeAt ? touched : { ...touched, noticeAt }
  if (order.closedAt !== null) return { order, notices: before.map((one) => closed(one, now)), facts: [] }

  const message = messageOf(order, workshop, now)
  const asking = before.find(({ state }) => state === 'asking')
  // What the adviser was asked about is over; and whoever stands at the desk is told there.
  if (!message) return without(order, before, (one) => one === asking || (!isTold(order) && isUnderWay(one)))
  const asks = isToConfirm(order, message, workshop, now)
  if (asks && asking) return askedAnew(order, before, asking, message, workshop, now)
  // B11.4: also what was missed while nobody looked.
  if (atOnce(order, workshop, now) > now) return { order, notices: [...before], facts: [] }

  const notice = noticeFor(order, message, asks, workshop, context)
  // Nobody is told any more what this message replaces; a question to the adviser replaces nothing yet.
  const notices = [...before.map((one) => (isUnderWay(one) && !asks ? withdrawn(one) : one)), notice]
  const told = asks ? order.told : { kind: message.kind, at: now, readyAt: message.readyAt }
  return { order: { ...order, told }, notices, facts: [decided(order, notice)] }
}

/** B11.1: before the notice's time the adviser may be asked whether the customer is to be told of a delay. */
const isToConfirm = ({ noticeAt }: Order, { kind }: Message, { settings }: Workshop, now: number) =>
  settings.askBeforeDelayNotice && isDelay(kind) && noticeAt !== null && now < noticeAt

function without(order: Order, before: readonly Notice[], isOver: (notice: Notice) => boolean): Told {
  const over = before.filter(isOver)
  const facts = over.map(({ id: noticeId }) => about('noticeWithdrawn', order, { noticeId }))
  return { order, notices: before.map((one) => (over.includes(one) ? withdrawn(one) : one)), facts }
}

/** The adviser is asked about what is true by now: the same question, with another time in it. */
function askedAnew(
  order: Order,
  before: readonly Notice[],
  asking: Notice,
  { kind, readyAt }: Message,
  workshop: Workshop,
  now: number,
): Told {
  if (asking.kind === kind && asking.readyAt === readyAt) return { order, notices: [...before], facts: [] }
  const anew = { ...asking, kind, readyAt, ...textOf(kind, readyAt, order, workshop, now) }
  return { order, notices: before.map((one) => (one === asking ? anew : one)), facts: [decided(order, anew)] }
}

const decided = (order: Order, { id: noticeId, state, kind, readyAt }: Notice): Fact =>
  about(state === 'asking' ? 'noticeProposed' : 'noticeDecided', order, { noticeId, kind, readyAt })

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
  const { noticeAt, told, readyAt } = order
  if (!isTold(order) || noticeAt === null) return []
  const message = messageOf(order, workshop, now)
  const isAsked = now < noticeAt && notices.some(({ state }) => state === 'asking')
  return [
    noticeAt,
    message && !isAsked ? atOnce(order, workshop, now) : null,
    // What was told may be over without anything else happening.
    readyAt === null && told?.readyAt ? told.readyAt + 1 : null,
    ...newsMoments(order, workshop),
  ]
}

/** Until when news waits of a delay that is known: the last moment of the time told, and good news until it has stood for a while or its own last moment. */
function newsMoments(order: Order, workshop: Workshop): number[] {
  const { told, readyAt, promiseAt, forecastAt, foreseenAt } = order
  if (readyAt !== null || promiseAt === null || !told?.readyAt || told.kind === 'agreed' || told.readyAt <= promiseAt)
    return []
  const expected = expectedAt(promiseAt, forecastAt)
  if (expected === null || expected === told.readyAt) return []
  const lead = leadOf(order, workshop)
  if (expected > told.readyAt) return [told.readyAt - lead]
  return [(foreseenAt ?? 0) + workshop.settings.steadyMinutes * MINUTE, expected - lead]
}
