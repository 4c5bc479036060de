/** What is asked and what is told: progress checks are answered, alerts seen to, customers phoned (B10, B11.3, AL). */
import type { PayloadInput } from '#contract/commands/index.ts'
import { workingTime } from '#contract/calendar.ts'
import type { Order } from '#contract/entities/index.ts'
import { DOORS, MINUTE, type Shop } from './shop.ts'

/** What somebody does not see to within so many minutes is left to the next role. */
const SEES_TO_AFTER = 6
/** In one half minute of so many alerts are overlooked by whom they were for. */
const OVERLOOKED = 3
const HALF_MINUTE = 0.5 * MINUTE

export async function careIsTaken(shop: Shop): Promise<void> {
  if (shop.minute < DOORS.open || shop.minute >= DOORS.close) return
  if (shop.isOpen) for (const { id } of shop.orders) await answerProgressCheck(shop, id)
  await seeToAlerts(shop)
  await phone(shop)
}

/** B10: the foreman looks at the car and says how it gets on. */
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
  // A problem stays one until there is something better to say.
  if (progressCheck.answer === 'problem' && known.answer === 'problem') return
  if (progressCheck.answer === null && shop.now < progressCheck.askedAt + answersProgressCheckAfter * MINUTE) return
  const was = { answeredAt: progressCheck.answeredAt }
  await shop.act(shop.whoIs('foreman'), 'answerProgressCheck', { orderId, ...known, words: '', was })
}

type Said = Pick<PayloadInput<'answerProgressCheck'>, 'answer' | 'laterMinutes' | 'reason'>

/** What can honestly be said of a car: a part is missing, it will be later than promised, or all is well. */
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

/** AL: whoever an alert is for sees to it, but for those that are overlooked. */
async function seeToAlerts(shop: Shop): Promise<void> {
  for (const id of [...shop.staff.replica.of('alert').keys()]) {
    // As it is now: while others were seen to its cause may have gone.
    const alert = shop.staff.replica.of('alert').get(id)
    if (!alert) continue
    const { owner, since, level, acknowledgedAt } = alert
    if (acknowledgedAt !== null || shop.now < since + SEES_TO_AFTER * MINUTE) continue
    const isOverlooked = level === 0 && Math.floor(since / HALF_MINUTE) % OVERLOOKED === 0
    if (!isOverlooked) await shop.act(shop.whoIs(owner), 'acknowledgeAlert', { alertId: id })
  }
}

/** B11.3: the desk phones those whom no message reached. */
async function phone(shop: Shop): Promise<void> {
  const adviser = shop.whoIs('adviser')
  for (const id of [...shop.staff.replica.of('notice').keys()]) {
    // As it is now: while others were phoned it may have been overtaken.
    const notice = shop.staff.replica.of('notice').get(id)
    const order = notice && shop.order(notice.orderId)
    if (!order || notice.state !== 'phone') continue
    const { calledBy } = notice
    if (!shop.after(`call ${id} ${calledBy ?? ''}`, 4)) continue
    const reached = calledBy !== null || shop.planOf(order).answersTelephone
    await shop.act(adviser, 'recordCall', { noticeId: id, reached, words: '' })
  }
}
