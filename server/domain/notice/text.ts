/** What a notice says, in the customer's language: from the workshop's own text where it has written one, else from the house's (B11, B11.1). */
import type { Order, Template, Workshop } from '#contract/entities.ts'
import type { Language, NoticeKind } from '#contract/values.ts'
import { formatPlate } from '#contract/plate.ts'
import en from '#contract/words/en/notices.ts'
import hans from '#contract/words/zh-Hans/notices.ts'
import hant from '#contract/words/zh-Hant/notices.ts'

const words: Record<Language, typeof en> = { en, 'zh-Hans': hans, 'zh-Hant': hant }
const locales: Record<Language, string> = { en: 'en-GB', 'zh-Hans': 'zh-Hans-CN', 'zh-Hant': 'zh-Hant-TW' }

/** The fields a text may have, in double braces. `link` is filled in when the notice is sent. */
export const templateFields = [
  'name',
  'plate',
  'model',
  'promise',
  'time',
  'reason',
  'workshop',
  'phone',
  'link',
] as const
export type TemplateField = (typeof templateFields)[number]

const FIELD = /\{\{\s*([^{}]*?)\s*\}\}/g

/** The names in double braces that are no fields, and braces that enclose no name: nobody fills them in. */
export const unknownFields = (text: string): string[] => [
  ...[...text.matchAll(FIELD)]
    .map(([, name]) => name!)
    .filter((name) => !(templateFields as readonly string[]).includes(name)),
  ...(text.replace(FIELD, '').match(/\{\{|\}\}/g) ?? []),
]

/** The text with its fields filled in; those that are not given stay as they are. */
export const filled = (text: string, values: Partial<Record<TemplateField, string>>): string =>
  text.replace(FIELD, (whole, name: TemplateField) => values[name] ?? whole)

/** The text of a notice before its fields are filled in. */
export function templateOf(
  kind: NoticeKind,
  language: Language,
  templates: readonly Template[],
): { subject: string; body: string } {
  const own = templates.find((one) => one.kind === kind && one.language === language)
  return own ?? words[language].text[kind]
}

/** @param readyAt the time it tells, milliseconds */
export function textOf(
  kind: NoticeKind,
  readyAt: number | null,
  order: Pick<Order, 'customer' | 'plate' | 'model' | 'promiseAt' | 'language'> & Reasoned,
  workshop: Pick<Workshop, 'name' | 'phone' | 'timeZone' | 'templates'>,
  now: number,
): { subject: string; body: string } {
  const { language } = order
  const { subject, body } = templateOf(kind, language, workshop.templates)
  const values = {
    name: order.customer.name ?? words[language].customer,
    plate: formatPlate(order.plate),
    model: order.model ?? words[language].car,
    promise: whenOf(order.promiseAt, language, workshop.timeZone, now),
    time: whenOf(readyAt, language, workshop.timeZone, now),
    reason: words[language].reason[reasonOf(order)],
    workshop: workshop.name,
    phone: workshop.phone ?? '',
  }
  return { subject: filled(subject, values), body: filled(body, values) }
}

/** 14:30 on the same day, Fri 27 Nov, 14:30 on another. */
function whenOf(at: number | null, language: Language, timeZone: string, now: number): string {
  if (at === null) return ''
  const format = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(locales[language], { ...options, timeZone })
  const time = format({ hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(at)
  const day = format({ weekday: 'short', day: 'numeric', month: 'short' })
  return day.format(at) === day.format(now) ? time : `${day.format(at)} ${time}`
}

type Reasoned = Pick<Order, 'checkIn' | 'pauseReason' | 'parts' | 'operations'>
export type DelayReason = keyof (typeof en)['reason']

/** Why it takes longer, as far as the house knows (B11.1): what the floor said, what is missing, why work stands, what came on top. */
export function reasonOf({ checkIn, parts, pauseReason, operations }: Reasoned): DelayReason {
  if (checkIn?.reason) return checkIn.reason
  if (parts.some(({ arrivedAt }) => arrivedAt === null)) return 'parts'
  if (pauseReason) return pauseReason === 'approval' ? 'customer' : pauseReason
  return operations.some(({ additional, state }) => additional && state !== 'proposed' && state !== 'cancelled')
    ? 'more_work'
    : 'other'
}
