/** The text of a notice in the customer's language, from the workshop's own template or else the built-in one (B11, B11.1). */
import type { NoticeValues, Order, Workshop } from '#contract/entities/index.ts'
import { filledButLink, templateOf, whenOf, type NoticeText } from '#words/notice.ts'
import { noticeTexts } from '#words/texts.ts'
import { isProblem } from '#contract/progress.ts'
import type { PauseReason } from '#contract/values.ts'
import { formatPhone } from '#contract/phone.ts'
import { formatPlate } from '#contract/plate.ts'
import type { NoticeKind } from '#contract/values.ts'

export { filled, unknownFields } from '#words/notice.ts'

/** @param readyAt the time in the message, milliseconds */
export function textOf(
  kind: NoticeKind,
  readyAt: number | null,
  order: Pick<Order, 'customer' | 'plate' | 'model' | 'promiseAt' | 'language'> & Reasoned,
  workshop: Pick<Workshop, 'name' | 'phone' | 'timeZone' | 'templates'>,
  now: number,
): NoticeText & { values: NoticeValues } {
  const { language } = order
  const { subject, body } = templateOf(kind, language, workshop.templates)
  const values = {
    name: greetable(order.customer.name) ?? noticeTexts[language].customer,
    plate: formatPlate(order.plate),
    model: order.model ?? noticeTexts[language].car,
    promise: whenOf(order.promiseAt, language, workshop.timeZone, now),
    time: whenOf(readyAt, language, workshop.timeZone, now),
    reason: noticeTexts[language].reason[reasonOf(order)],
    workshop: workshop.name,
    phone: workshop.phone ?? '',
  }
  // To be read and called by people; a vendor's own text is filled in with the number as it is stored.
  const read = { ...values, phone: formatPhone(values.phone) }
  return { subject: filledButLink(subject, read), body: filledButLink(body, read), values }
}

/** Telephones make a link of it. In a message of the workshop's, a name must not lead anywhere. */
const likeAnAddress = /:\/\/|[\p{L}\p{N}-]{2}\.\p{L}{2}/u

/** The name, unless it reads like an address: anybody can enter one at the kiosk, beside another person's number. */
const greetable = (name: string | null): string | null => (name === null || likeAnAddress.test(name) ? null : name)

type Reasoned = Pick<Order, 'progressCheck' | 'pauseReason' | 'parts' | 'operations'>
type DelayReason = keyof (typeof noticeTexts)['en']['reason']

/** Pauses with a reason for customers; others just take longer. */
const ofPause: Partial<Record<PauseReason, DelayReason>> = {
  ...{ approval: 'customer', parts: 'parts', bay: 'bay', technician: 'technician' },
}

/** The known reason for a delay (B11.1): an open problem, missing parts, the reason of a pause, additional work. */
function reasonOf({ progressCheck, parts, pauseReason, operations }: Reasoned): DelayReason {
  if (progressCheck?.reason && isProblem(progressCheck)) return progressCheck.reason
  if (parts.some(({ arrivedAt }) => arrivedAt === null)) return 'parts'
  // A paused operation no longer waits for parts that have arrived or a bay that is back.
  const isOver = pauseReason === 'parts' ? parts.length > 0 : progressCheck?.reason === pauseReason
  const paused = pauseReason && !isOver ? ofPause[pauseReason] : undefined
  if (paused) return paused
  return operations.some(({ additional, state }) => additional && state !== 'proposed' && state !== 'cancelled')
    ? 'more_work'
    : 'other'
}
