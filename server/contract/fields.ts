import { z } from 'zod'
import { charactersIn, cleaned, isVisible } from './characters.ts'
import type { SpecialDay, WeeklyHours } from './calendar.ts'
import { countries } from './countries.ts'
import { mostMoney } from './currency.ts'
import type { Names } from './names.ts'
import { isPlate } from './plate.ts'
import { languages } from './values.ts'

/** Schemas of fields that many messages share. `title` is the type's name in the reference. */

export const id = z.uuid().meta({ title: 'id', description: 'A UUID; the server generates version 7.' })

/** 2000-01-01 to 2100-01-01: a promise in 1900 or 9999 is a typing error. */
export const earliestInstant = 946_684_800_000
export const latestInstant = 4_102_444_800_000
export const instant = z
  .int()
  .min(earliestInstant)
  .max(latestInstant)
  .meta({ title: 'instant', description: 'Milliseconds since 1970-01-01T00:00Z.' })

// Control characters, invisible characters and those that change the text direction have no place in a workshop's documents.
const unprintable = /[\p{Cc}\p{Cs}\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\uffff]/u
/** In a text that has been cleaned, joiners have their place. */
const unprintableInWords = /(?!\n)[\p{Cc}\p{Cs}\p{Noncharacter_Code_Point}\u202a-\u202e\u2066-\u2069\ufff9-\ufffd]/u

/** Text of up to `max` characters that a database can store. */
export const text = (max: number) =>
  z
    .string()
    .refine((text) => charactersIn(text) <= max, { message: 'too_long' })
    .refine((text) => text.isWellFormed() && !text.includes('\0'), { message: 'unprintable' })
    .meta({ maxLength: max })

/** Cleaned before it is counted: a letter typed as two characters is one. */
const readable = (max: number) =>
  z
    .string()
    .transform(cleaned)
    .refine((text) => charactersIn(text) <= max, { message: 'too_long' })
    .refine((text) => !unprintableInWords.test(text), { message: 'unprintable' })
    .meta({ maxLength: max })

/** One line of text, 1 to `max` characters. HTML and SQL in it are not interpreted. */
export const line = (max: number) =>
  readable(max)
    .refine((text) => isVisible(text) && !text.includes('\n'), { message: 'unprintable_or_empty' })
    .meta({ title: `line ≤ ${max}`, description: `One line of text, 1 to ${max} characters, no control characters.` })

/** Text with line breaks; may be empty. */
export const words = (max: number) =>
  readable(max).meta({
    title: `text ≤ ${max}`,
    description: `Text, up to ${max} characters; line breaks allowed, no other control characters.`,
  })

/** The code of an appointment as typed; it may not exist. */
export const typedCode = readable(12)

export const plate = text(16).refine(isPlate, { message: 'not_a_plate' }).meta({
  title: 'plate',
  description:
    'A number plate as `parsePlate` gives it: upper case, no separators but the hyphen that ends a district (B-NO1234).',
  example: '沪A7K382',
})

// Letters of any script, as in 张伟@例子.公司; the mail server decides about the rest.
const mailAddress =
  /^(?!\.)(?!.*\.\.)[\p{L}\p{N}\p{M}!#$%&'*+/=?^_`{|}~.-]{1,64}(?<!\.)@([\p{L}\p{N}]([\p{L}\p{N}\p{M}-]*[\p{L}\p{N}\p{M}])?\.)+[\p{L}\p{N}\p{M}-]{2,}$/u

/** Checks the form of the address only. */
export const email = text(254)
  .transform(cleaned)
  .refine((address) => mailAddress.test(address), { message: 'not_an_address' })
  .transform((address) => address.toLowerCase())
  .meta({ title: 'e-mail', description: 'An e-mail address.', example: 'li.na@example.com' })

/** A telephone number as it may be typed; the rules store it in E.164 or refuse it (`bad_phone`). */
export const phone = text(40)
  .transform((typed) =>
    typed
      .replaceAll(/\p{Cf}/gu, '')
      .replaceAll(/\s+/g, ' ')
      .trim()
      .normalize('NFKC'),
  )
  .refine((typed) => !unprintable.test(typed), { message: 'unprintable' })
  .meta({
    title: 'telephone',
    description:
      'A phone number as typed. Without a country code it is one of the workshop’s country; stored in E.164.',
    example: '138 0013 8000',
  })

/** See `countries`. */
export const country = z
  .string()
  .refine((code) => countries.includes(code), { message: 'not_a_country' })
  .meta({ title: 'country', description: 'The code of a country, by ISO 3166.', example: 'CN' })

export const last4 = z
  .string()
  .regex(/^\d{4}$/)
  .meta({
    title: '4 digits',
    description: 'The last four digits of the phone number on file.',
    example: '8000',
  })

export const language = z.enum(languages)

const others = languages.filter((one) => one !== 'en')

/** See `Names`. */
export const names: z.ZodType<Names> = z
  .strictObject({ en: line(80), ...Object.fromEntries(others.map((one) => [one, line(80).optional()])) })
  .meta({ id: 'Names', description: 'A name in English, and optionally in other languages.' })

/** Money in the smallest unit of the workshop's currency (fen, cents). */
export const money = z.int().min(0).max(mostMoney)

export const minutes = z.int().min(1).max(14_400)
/** C5. */
export const reworkMinutes = minutes
  .nullable()
  .default(null)
  .meta({ description: 'Minutes of rework; null: the workshop’s usual share of the operation.' })
export const percent = z.int().min(0).max(100)

/** Minutes of the day, from (inclusive) to (exclusive); a gap between two spans is a break. */
const span = z
  .tuple([z.int().min(0).max(1440), z.int().min(0).max(1440)])
  .refine(([from, to]) => from < to, { message: 'span_ends_before_it_begins' })

/** The spans of one day, sorted and without overlap. */
const spans = z
  .array(span)
  .max(8)
  .refine((day) => day.every((s, i) => i === 0 || day[i - 1]![1] <= s[0]), { message: 'spans_overlap' })

/** A valid date: 2026-10-01. */
export const day = z.iso.date().meta({ description: 'A date in the workshop’s time zone.', example: '2026-10-01' })

const weekday = z.int().min(0).max(6).optional().meta({
  description: 'A make-up working day: the weekday it replaces (0 = Monday), whose shifts apply.',
})

/** An exception to the weekly hours. */
export const specialDay = z.strictObject({ day, spans, weekday, note: words(60) }).meta({
  id: 'SpecialDay',
  description: 'A closure (no spans), a special opening, a public holiday or a make-up working day.',
  example: { day: '2026-11-07', spans: [], note: 'Stocktaking' },
})
export type NotedDay = SpecialDay & { note: string }

/** Seven days, Monday first; each a sorted list of spans without overlap. */
export const zoneOffsets = z.array(z.tuple([instant, z.int()])).meta({
  title: 'ZoneOffsets',
  description: 'From when on the time zone is ahead of UTC by how many minutes, from 2020 to 2039.',
  example: [[1577836800000, 480]],
})

export const weeklyHours: z.ZodType<WeeklyHours> = z
  .array(spans)
  .length(7)
  .meta({
    id: 'WeeklyHours',
    example: [
      [
        [480, 720],
        [780, 1080],
      ],
      [[480, 1080]],
      [],
      [],
      [],
      [],
      [],
    ],
  })

/** Identifies a `PromiseQuote`. */
export const quoteId = z.string().max(64).meta({ example: 'AAABocXXfwAAAAGhxS4wgH1r9w2sT6qLkY0nVbE3uJxQ8dMz' })
