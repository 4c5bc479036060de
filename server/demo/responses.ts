/** Responses to the system: progress checks are answered, alerts acknowledged, customers phoned (B10, B11.3, AL). */
import type { PayloadInput } from '#contract/commands/index.ts'
import { workingTime } from '#contract/calendar.ts'
import type { Order } from '#contract/entities/index.ts'
import { OPENING, MINUTE, type Shop } from './shop.ts'

/** Minutes until an alert is acknowledged; by then it may have gone to the next role. */
const ACKNOWLEDGED_AFTER = 6
/** Every third half minute's alerts are overlooked by the role they were for. */
const OVERLOOKED = 3
const HALF_MINUTE = 0.5 * MINUTE

export async function respond(shop: Shop): Promise<void> {
  if (shop.minute < OPENING.open || shop.minute >= OPENING.close) return
  if (shop.isOpen) for (const { id } of shop.orders) await answerProgressCheck(shop, id)
  await acknowledgeAlerts(shop)
  await decideDelays(shop)
  await phone(shop)
}

/** B10: the foreman looks at the car and reports. */
async function answerProgressCheck(shop: Shop, orderId: string): Promise<void> {
  const order = shop.order(orderId)
  const { progressCheck } = order ?? {}
  if (
    !order ||
    !progressCheck ||
    progressCheck.askedAt === null ||
    progressCheck.answer === 'on_time' ||
    progressCheck.answer === 'later'
  )
    return
  if (!['authorised', 'waiting', 'working', 'paused'].includes(order.state)) return
  const { answersProgressCheckAfter } = shop.planOf(order)
  const known = answerOf(shop, order)
  // Once a problem is reported, answer again only with something better.
  if (progressCheck.answer === 'problem' && known.answer === 'problem') return
  if (progressCheck.answer === null && shop.now < progressCheck.askedAt + answersProgressCheckAfter * MINUTE) return
  const was = { answeredAt: progressCheck.answeredAt }
  await shop.act(shop.whoIs('foreman'), 'answerProgressCheck', { orderId, ...known, words: '', was })
}

type Said = Pick<PayloadInput<'answerProgressCheck'>, 'answer' | 'laterMinutes' | 'reason'>

/** The honest answer for a car: a part is missing, it will be later than promised, or it is on time. */
function answerOf({ now, workshop }: Shop, order: Order): Said {
  const promiseAt = order.promiseAt ?? now
  const missing = order.parts.find(({ arrivedAt }) => arrivedAt === null)
  if (missing) return { answer: 'problem', reason: 'parts', laterMinutes: null }
  const late = Math.max(order.forecastAt ?? 0, now) - promiseAt
  if (late <= 0) return { answer: 'on_time', reason: null, laterMinutes: null }
  const from = Math.max(promiseAt, now)
  const minutes = Math.max(5, workingTime(workshop, from, order.forecastAt ?? now) / MINUTE)
  const laterMinutes = Math.ceil(minutes / 15) * 15
  return { answer: 'later', reason: null, laterMinutes }
}

/** AL: an alert is acknowledged by its owner, unless it is overlooked. */
async function acknowledgeAlerts(shop: Shop): Promise<void> {
  for (const id of [...shop.staff.replica.of('alert').keys()]) {
    // Read it again: its cause may have gone while others were handled.
    const alert = shop.staff.replica.of('alert').get(id)
    if (!alert) continue
    const { owner, since, level, acknowledgedAt } = alert
    if (acknowledgedAt !== null || shop.now < since + ACKNOWLEDGED_AFTER * MINUTE) continue
    const isOverlooked = level === 0 && Math.floor(since / HALF_MINUTE) % OVERLOOKED === 0
    if (!isOverlooked) await shop.act(shop.whoIs(owner), 'acknowledgeAlert', { alertId: id })
  }
}

/** Minutes until the adviser decides about a delay message, or speaks to a customer who waits on site. */
const DECIDED_AFTER = 3

/** B11.1: the adviser is asked about a delay, approves the message or tells the customer in the lobby. */
async function decideDelays(shop: Shop): Promise<void> {
  const adviser = shop.whoIs('adviser')
  for (const id of [...shop.staff.replica.of('notice').keys()]) {
    const notice = shop.staff.replica.of('notice').get(id)
    const order = notice && shop.order(notice.orderId)
    if (!order || notice.state !== 'asking' || !shop.after(`decide ${id}`, DECIDED_AFTER)) continue
    if (order.waits) await shop.act(adviser, 'recordCall', { noticeId: id, reached: true, words: '' })
    else await shop.act(adviser, 'sendNotice', { noticeId: id })
  }
}

/** B11.3: the desk phones customers whom no message reached. */
async function phone(shop: Shop): Promise<void> {
  const adviser = shop.whoIs('adviser')
  for (const id of [...shop.staff.replica.of('notice').keys()]) {
    // Read it again: it may have been superseded while others were phoned.
    const notice = shop.staff.replica.of('notice').get(id)
    const order = notice && shop.order(notice.orderId)
    if (!order || notice.state !== 'phone') continue
    const { calledBy } = notice
    if (!shop.after(`call ${id} ${calledBy ?? ''}`, 4)) continue
    const reached = calledBy !== null || shop.planOf(order).answersTelephone
    await shop.act(adviser, 'recordCall', { noticeId: id, reached, words: '' })
  }
}
