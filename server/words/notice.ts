/** Notice templates and their fields, used by the rules that fill them in and the screen that edits them (B11). */
import type { Template, Workshop } from '../contract/entities/index.ts'
import { formatPlate } from '../contract/plate.ts'
import type { Language, NoticeKind } from '../contract/values.ts'
import { zoneOffset } from '../contract/zone.ts'
import { isolated } from './isolated.ts'
import { about } from './languages.ts'
import { noticeTexts } from './texts.ts'

/** The fields of a template, written in double braces. `link` is filled in when the notice is sent. */
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

export type NoticeText = Pick<Template, 'subject' | 'body'>

const FIELD = /\{\{([^{}]*)\}\}/g
const nameIn = ([, name = '']: readonly string[]): string => name.trim()

/** Unknown names in double braces, and unmatched braces: they would stay in the text as they are. */
export const unknownFields = (text: string): string[] => [
  ...[...text.matchAll(FIELD)].map(nameIn).filter((name) => !(templateFields as readonly string[]).includes(name)),
  ...(text.replace(FIELD, '').match(/\{\{|\}\}/g) ?? []),
]

/** What the body must contain (B11.1): for a delay the reason and the new time; for other news of a time, the time. */
const neededFields: Partial<Record<NoticeKind, readonly TemplateField[]>> = {
  delay: ['reason', 'time'],
  delay_no_time: ['reason'],
  reopened: ['time'],
  time_known: ['time'],
  correction: ['time'],
}

/** The required fields that are missing from the body. Only the body counts, because text messages have no subject. */
export const missingFields = (kind: NoticeKind, body: string): TemplateField[] => {
  const there = new Set<string>([...body.matchAll(FIELD)].map(nameIn))
  return (neededFields[kind] ?? []).filter((name) => !there.has(name))
}

/** Looks like an HTML tag. Notices are plain text on every channel. */
const TAG = /<\s*(?:[/!?]\s*)?[a-z]|<!--/i
export const hasTags = (text: string): boolean => TAG.test(text)

type Values = Partial<Record<TemplateField, string>>

/** Fills in the fields; those without a value stay as they are. Braces in a value are text, which may be in any script. */
export const filled = (text: string, values: Values): string =>
  text.replace(FIELD, (whole, name: string) => {
    const field = name.trim()
    const value = Object.hasOwn(values, field) ? values[field as TemplateField] : undefined
    return value === undefined ? whole : isolated(value)
  })

/** Keeps a customer's brace from becoming part of a field until the link is in. It is not visible. */
const WORD_JOINER = '\u2060'

/** Fills in all fields but the link, which `withLink` or `withoutLink` then takes care of. */
export const filledButLink = (text: string, values: Values): string =>
  filled(
    text,
    Object.fromEntries(Object.entries(values).map(([name, value]) => [name, value.replaceAll('{', `{${WORD_JOINER}`)])),
  )

const bracesAgain = (text: string): string => text.replaceAll(`{${WORD_JOINER}`, '{')

/** The text of `filledButLink` with the link. */
export const withLink = (text: string, link: string): string => bracesAgain(filled(text, { link }))

/** The text of `filledButLink` without the lines that hold a link, where there is none or it is read out. */
export const withoutLink = (body: string): string =>
  bracesAgain(
    body
      .split('\n')
      .filter((line) => !/\{\{\s*link\s*\}\}/.test(line))
      .join('\n')
      .replace(/\n{3,}/g, '\n\n')
      .trim(),
  )

/** Subject and body of `filledButLink` as they are sent. @param link null: none */
export const linked = ({ subject, body }: NoticeText, link: string | null): NoticeText => ({
  subject: withLink(subject, link ?? ''),
  body: link === null ? withoutLink(body) : withLink(body, link),
})

/** The template of a notice: the workshop's own, or else the default. */
export function templateOf(kind: NoticeKind, language: Language, templates: readonly Template[]): NoticeText {
  const own = templates.find((one) => one.kind === kind && one.language === language)
  return own ?? noticeTexts[language].text[kind]
}

/** “14:30” on the same day, “Fri 27 Nov 14:30” on another; empty without a time. */
export function whenOf(at: number | null, language: Language, timeZone: string, now: number): string {
  if (at === null) return ''
  // The setup previews notices in browsers that may not know the zone.
  const format = (options: Intl.DateTimeFormatOptions, instant: number) =>
    new Intl.DateTimeFormat(about[language].locale, { ...options, timeZone: 'UTC' }).format(
      instant + zoneOffset(instant, timeZone),
    )
  const day = (instant: number) => format({ weekday: 'short', day: 'numeric', month: 'short' }, instant)
  const time = format({ hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }, at)
  return day(at) === day(now) ? time : `${day(at)} ${time}`
}

const HOUR = 3_600_000

/** Sample values for a preview: a car promised in an hour that is now ready the day after. */
export function sampleValues(
  language: Language,
  workshop: Pick<Workshop, 'name' | 'phone' | 'timeZone' | 'plateFormat'>,
  now: number,
): Record<Exclude<TemplateField, 'link'>, string> {
  const at = (hours: number) => whenOf(Math.round(now / HOUR + hours) * HOUR, language, workshop.timeZone, now)
  return {
    name: noticeTexts[language].sampleName,
    plate: formatPlate(workshop.plateFormat === 'cn' ? '沪A7K382' : 'XK4411'),
    model: 'Passat',
    promise: at(1),
    time: at(25),
    reason: noticeTexts[language].reason.parts,
    workshop: workshop.name,
    phone: workshop.phone ?? '',
  }
}

/** A text as its customer would read it. @param origin that of links; null: messages carry none */
export const previewOf = ({ subject, body }: NoticeText, values: Values, origin: string | null): NoticeText =>
  linked(
    { subject: filledButLink(subject, values), body: filledButLink(body, values) },
    origin === null ? null : `${origin}/t/…`,
  )
