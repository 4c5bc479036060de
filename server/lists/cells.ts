/** Turns a cell into its value, or says why it cannot be used. Empty cells are null. */
import { charactersIn } from '#contract/characters.ts'
import { earliestInstant, latestInstant, line, plate, words } from '#contract/fields.ts'
import { fromLocal } from '#contract/calendar.ts'
import { typedPlate } from '#contract/plate.ts'
import type { Workshop } from '#contract/entities/index.ts'
import { languages, type Language } from '#contract/values.ts'
import { phoneOf } from '#server/domain/phone.ts'
import { languageFor } from '#words/languages.ts'
import { nearest } from './nearest.ts'
import { plain, quoted } from '../terminal/wording.ts'

export type Cell<T> = { value: T } | { bad: string }

/** A plate, required: taken as the desk may type it. */
export function plateCell(text: string, { plateFormat }: Pick<Workshop, 'plateFormat'>): Cell<string> {
  if (text === '') return { bad: 'the plate is missing' }
  const parsed = plate.safeParse(typedPlate(text, plateFormat))
  return parsed.success ? { value: parsed.data } : { bad: `${quoted(text)} is not a number plate` }
}

const schemas = new Map<number, ReturnType<typeof line>>()
/** Cached: a long list has tens of thousands of cells, and building a schema costs more than using it. */
function lineOf(most: number): ReturnType<typeof line> {
  const made = schemas.get(most) ?? line(most)
  schemas.set(most, made)
  return made
}

/** One line of text: a name, a model. */
export function lineCell(column: string, text: string, most: number): Cell<string | null> {
  if (text === '') return { value: null }
  const parsed = lineOf(most).safeParse(text)
  return parsed.success ? { value: parsed.data } : { bad: textFault(column, text, most) }
}

/** Text that may have line breaks. */
export function wordsCell(column: string, text: string, most: number): Cell<string> {
  const parsed = words(most).safeParse(text)
  return parsed.success ? { value: parsed.data } : { bad: textFault(column, text, most) }
}

function textFault(column: string, text: string, most: number): string {
  if (charactersIn(text) > most) return `the ${column} is longer than ${most} characters`
  const onOneLine = text.replaceAll('\n', ' ')
  return lineOf(most).safeParse(onOneLine).success
    ? `the ${column} ${quoted(onOneLine)} has a line break; write it on one line`
    : `the ${column} ${quoted(text)} has characters that cannot be printed`
}

/** A telephone number in stored form. */
export function phoneCell(text: string, { country }: Pick<Workshop, 'country'>): Cell<string | null> {
  if (text === '') return { value: null }
  const value = phoneOf(text, country)
  return value === null ? { bad: `${quoted(text)} is not a telephone number` } : { value }
}

/** Any tag of a supported language: zh, zh-TW, en-GB. */
export function languageCell(text: string): Cell<Language | null> {
  if (text === '') return { value: null }
  const value = languageFor(text)
  return value ? { value } : { bad: `the language ${quoted(text)} is not known; write ${oneOf(languages)}` }
}

const oneOf = (choices: readonly string[]) => `${choices.slice(0, -1).join(', ')} or ${choices.at(-1)}`

const written = /^(\d{4})[-/](\d{1,2})[-/](\d{1,2})[ T](\d{1,2}):(\d{2})(?::(\d{2}))?$/

/** A time on the workshop's clock, required: 2026-11-24 09:30. */
export function timeCell(text: string, timeZone: string): Cell<number> {
  if (text === '') return { bad: 'the time is missing' }
  const bad = { bad: `the time ${quoted(text)} cannot be read; write it like 2026-11-24 09:30` }
  const match = written.exec(text)
  if (!match) return bad
  const [year, month, day, hour, minute, second] = match.slice(1).map((part) => Number(part ?? 0)) as [
    ...[number, number, number, number, number, number],
  ]
  const local = new Date(Date.UTC(year, month - 1, day, hour, minute, second))
  // Date would turn 30 February into 2 March.
  const given = [year, month - 1, day, hour, minute, second]
  const meant = [
    local.getUTCFullYear(),
    local.getUTCMonth(),
    local.getUTCDate(),
    local.getUTCHours(),
    local.getUTCMinutes(),
    local.getUTCSeconds(),
  ]
  if (given.some((part, at) => part !== meant[at])) return { bad: `the time ${quoted(text)} does not exist` }
  const at = fromLocal(local.getTime(), timeZone)
  if (at < earliestInstant || at > latestInstant)
    return { bad: `the time ${quoted(text)} is not between the years 2000 and 2100` }
  return { value: at }
}

const withOffset = /^(.*\d)\s?(Z|[+-]\d{2}:?\d{2})$/i
const fraction = /^(.*:\d{2}:\d{2})[.,]\d{1,9}$/

/** A time on the clock of `timeZone`, or with its own offset (2026-11-24T09:30:00+08:00), required; fractions of seconds are dropped. */
export function instantCell(text: string, timeZone: string): Cell<number> {
  const match = text.includes(':') ? withOffset.exec(text) : null
  const bare = match?.[1] ?? text
  const read = timeCell(fraction.exec(bare)?.[1] ?? bare, match ? 'UTC' : timeZone)
  if ('bad' in read || !match) return read
  const [, sign, hours, minutes] = /^([+-])(\d{2}):?(\d{2})$/.exec(match[2]!) ?? ['', '+', '0', '0']
  const offset = (Number(hours) * 60 + Number(minutes)) * 60_000
  return { value: read.value - (sign === '-' ? -offset : offset) }
}

/** Codes like the unknown one; if there are none, the first of all. */
function hint(code: string, codes: ReadonlySet<string>): string {
  const near = nearest(code, [...codes])
  if (near.length > 0) return `did you mean ${near.map(plain).join(' or ')}?`
  if (codes.size === 0) return 'it is empty'
  const all = [...codes].toSorted()
  const more = all.length > LISTED ? ` and ${all.length - LISTED} more` : ''
  return `its codes are ${all.slice(0, LISTED).map(plain).join(', ')}${more}`
}
const LISTED = 20

/** Codes of the price list, separated by spaces or semicolons; a repeated code is one operation. */
export function itemsCell(text: string, codes: ReadonlySet<string>): Cell<string[]> {
  const value: string[] = []
  for (const word of text.split(/[\s;]+/).filter(Boolean)) {
    const code = codes.has(word) ? word : word.toUpperCase()
    if (!codes.has(code))
      return { bad: `there is no operation ${quoted(word)} in the price list; ${hint(code, codes)}` }
    if (!value.includes(code)) value.push(code)
  }
  return value.length > 20 ? { bad: 'has more than 20 operations' } : { value }
}
