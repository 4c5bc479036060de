/** Decides what to tell the customer, and when (B11–B11.4). */
import { isOpenAt } from '#contract/calendar.ts'
import type { Notice, Order, Workshop } from '#contract/entities/index.ts'
import { isDelay, getsNotices, messageOf, type Message } from '../notice/message.ts'
import { atOnce, callBy, noticeAtOf } from '../notice/moment.ts'
import { newNotice } from '../notice/newNotice.ts'
import { channelsOf, isUnderWay, withdrawn } from '../notice/notice.ts'
import { textOf } from '../notice/text.ts'
import { settledAt } from '../notice/undoTime.ts'
import { about } from '../order/onOrder.ts'
import type { Context, Fact } from '../rule.ts'
import type { FollowUp } from './followUp.ts'

export const notices: FollowUp<Order> = {
  after(followed, { workshop, context }) {
    const { order, notices, facts } = withNotices(followed.entity, followed.notices, workshop, context)
    return { ...followed, entity: order, notices, facts: [...followed.facts, ...facts] }
  },
  moments: ({ entity, notices }, { workshop, context }) => noticeMoments(entity, notices, workshop, context),
}

interface Outcome {
  order: Order
  notices: Notice[]
  facts: Fact[]
}

/** The order and its notices after deciding what to send. */
function withNotices(given: Order, all: readonly Notice[], workshop: Workshop, context: Context): Outcome {
  const { now } = context
  const { order: touched, notices: before } = withoutUntrue(given, all, now)
  const noticeAt = noticeAtOf(touched, workshop, now)
  const order = withNews(noticeAt === touched.noticeAt ? touched : { ...touched, noticeAt }, workshop, now)
  if (order.closedAt !== null) return { order, notices: before.map((one) => closed(one, now)), facts: [] }

  const message = messageOf(order, workshop)
  const asking = before.find(({ state }) => state === 'asking')
  // The question to the adviser is settled, and customers at the counter are told in person.
  if (!message) return without(order, before, (one) => one === asking || (!getsNotices(order) && isReplaced(one)))
  const asks = isToConfirm(order, message, workshop, context)
  if (asks && asking) return withUpdatedQuestion(order, before, asking, message, workshop, now)
  // B11.4: this also holds for moments missed while the server was down.
  if (dueAt(order, message, workshop, context) > now || atOnce(order, workshop, now) > now)
    return without(order, before, (one) => one === asking && !isSameNews(one.kind, message.kind))

  const notice = newNotice(message, asks, order, workshop, context)
  // The new message replaces notices under way; a question to the adviser replaces nothing yet.
  const notices = [...before.map((one) => (isReplaced(one) && !asks ? withdrawn(one) : one)), notice]
  const informed = asks ? order.informed : { kind: message.kind, at: now, readyAt: message.readyAt }
  return { order: withNews({ ...order, informed }, workshop, now), notices, facts: [decided(order, notice)] }
}

/**
 * C8: a pick-up notice of a car that is no longer ready is withdrawn if it has not left, and its customer has heard nothing. One who
 * got it, or may have got it, still believes it and is told the new time.
 */
function withoutUntrue(order: Order, before: readonly Notice[], now: number): Pick<Outcome, 'order' | 'notices'> {
  if (order.readyAt !== null || order.informed?.kind !== 'ready') return { order, notices: [...before] }
  const isReady = ({ kind }: Notice) => kind === 'ready'
  const isHeard = before.some((one) => isReady(one) && (one.state === 'delivered' || one.state === 'handed_over'))
  const informed = { kind: 'agreed', at: now, readyAt: order.promiseAt } as const
  const notices = before.map((one) => (isReady(one) && isUnderWay(one) ? withdrawn(one) : one))
  return { order: isHeard ? order : { ...order, informed }, notices }
}

/** The order with its next message, and since when there is one: a delay keeps its beginning while its time moves. */
function withNews(order: Order, workshop: Workshop, now: number): Order {
  const message = order.closedAt === null ? messageOf(order, workshop) : null
  const was = order.toTell
  if (!message) return was === null ? order : { ...order, toTell: null }
  const { kind, readyAt } = message
  if (was?.kind === kind && was.readyAt === readyAt) return order
  const since = was && isSameNews(was.kind, kind) ? was.since : now
  return { ...order, toTell: { kind, readyAt, since, changedAt: now } }
}

/** A question on the customer's page goes on beside the news. */
const isReplaced = (notice: Notice): boolean => notice.kind !== 'question' && isUnderWay(notice)

const isSameNews = (a: Notice['kind'], b: Notice['kind']): boolean => a === b || (isDelay(a) && isDelay(b))

/**
 * B11, B11.1: the latest moment for a message that is due at `at`, earlier for a customer whom only a person can tell, on site or by
 * phone: of a delay always, of a ready car if nobody is in the house at that time.
 */
function latestFor(at: number, order: Order, kind: Notice['kind'], workshop: Workshop, { channels }: Context): number {
  const isByMessage = !order.waits && channelsOf(order).some((channel) => channels.includes(channel))
  const isAhead = isDelay(kind) || (kind === 'ready' && !isOpenAt(workshop, at))
  return !isByMessage && isAhead ? callBy(at, workshop) : at
}

/** When the message may be sent. */
function dueAt(order: Order, { kind, at: latest, onceStood }: Message, workshop: Workshop, context: Context): number {
  const { toTell } = order
  const at = latestFor(latest, order, kind, workshop, context)
  const stoodAt = onceStood ? toTell!.since + workshop.settings.delayStandsMinutes * 60_000 : Infinity
  return Math.max(Math.min(at, stoodAt), settledAt(toTell!, workshop))
}

/**
 * B11.1: a customer who waits on site is told of a change in person. Before the notice is due, the adviser may have to approve a
 * delay message, unless it gives the promise that an adviser has moved.
 */
function isToConfirm(order: Order, { kind, readyAt }: Message, workshop: Workshop, context: Context): boolean {
  if (order.waits && (isDelay(kind) || kind === 'time_known' || kind === 'correction')) return true
  const { noticeAt, promiseAt } = order
  const isNews = workshop.settings.askBeforeDelayNotice && isDelay(kind) && readyAt !== promiseAt
  return isNews && noticeAt !== null && context.now < latestFor(noticeAt, order, kind, workshop, context)
}

function without(order: Order, before: readonly Notice[], isOver: (notice: Notice) => boolean): Outcome {
  const over = before.filter(isOver)
  const facts = over.map(({ id: noticeId }) => about('noticeWithdrawn', order, { noticeId }))
  return { order, notices: before.map((one) => (over.includes(one) ? withdrawn(one) : one)), facts }
}

/** Updates the question to the adviser to the latest time. */
function withUpdatedQuestion(
  order: Order,
  before: readonly Notice[],
  asking: Notice,
  { kind, readyAt }: Message,
  workshop: Workshop,
  now: number,
): Outcome {
  if (asking.kind === kind && asking.readyAt === readyAt) return { order, notices: [...before], facts: [] }
  const updated = { ...asking, kind, readyAt, ...textOf(kind, readyAt, order, workshop, now) }
  return { order, notices: before.map((one) => (one === asking ? updated : one)), facts: [decided(order, updated)] }
}

const decided = (order: Order, { id: noticeId, state, kind, readyAt }: Notice): Fact =>
  about(state === 'asking' ? 'noticeProposed' : 'noticeDecided', order, { noticeId, kind, readyAt })

const closed = (notice: Notice, now: number): Notice => {
  if (notice.closedAt !== null) return notice
  return { ...(isUnderWay(notice) ? withdrawn(notice) : notice), closedAt: now }
}

/** Excludes delivery attempts, which have deadlines of their own. */
function noticeMoments(
  order: Order,
  notices: readonly Notice[],
  workshop: Workshop,
  context: Context,
): (number | null)[] {
  const { noticeAt, informed, readyAt, toTell } = order
  if (!getsNotices(order) || noticeAt === null) return []
  const message = toTell && messageOf(order, workshop)
  const isAsked =
    message && notices.some(({ state }) => state === 'asking') && isToConfirm(order, message, workshop, context)
  return [
    noticeAt,
    message && latestFor(noticeAt, order, message.kind, workshop, context),
    message && !isAsked
      ? Math.max(dueAt(order, message, workshop, context), atOnce(order, workshop, context.now))
      : null,
    // The time the customer was told, or asked to agree to, may pass without anything else happening.
    readyAt === null && informed?.readyAt
      ? Math.max(informed.readyAt, order.additionalOffer?.promiseAt ?? 0) +
        workshop.settings.delayToleranceMinutes * 60_000 +
        1
      : null,
  ]
}
