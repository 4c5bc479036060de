/** Typing a number plate slot by slot (province, city letter, the rest), or as free text. Pure. */
import {
  classesOfUse,
  emergency,
  hyphenated,
  hyphenChoices,
  lettersOf,
  otherBeginnings,
  parsePlate,
  provinces,
  temporaryClasses,
} from '#contract/plate.ts'
import type { PlateFormat } from '#contract/values.ts'
import { FREE_PLATE_MAX } from './settings.ts'

export interface PlateEntry {
  readonly format: PlateFormat
  /** The workshop's: its plates may have letters of their own. */
  readonly country: string | null
  /** The keys pressed; some give two characters. */
  readonly typed: readonly string[]
  /** Chosen: the customer has said which of the plates with these letters it is. Unclear: the workshop must know which. */
  readonly spelling?: 'chosen' | 'unclear'
}

const DIGITS = [...'1234567890']
/** Chinese plates have no I and O, which look like 1 and 0. */
const CITIES = [...'QWERTYUPASDFGHJKLZXCVBNM']
const SERIAL = [...CITIES, ...DIGITS]
const PROVINCES = [...provinces]
const LETTERS = [...'QWERTYUIOPASDFGHJKLZXCVBNM']
const EMBASSY = '使'

/** The keys for what comes last on special plates. */
export const lastKeys = [...classesOfUse, ...temporaryClasses, emergency]

const times = (count: number, keys: readonly string[]) => Array.from({ length: count }, () => keys)
/** The kinds of Chinese plates, each with the keys of its slots. */
const kinds: readonly (readonly (readonly string[])[])[] = [
  [PROVINCES, CITIES, ...times(4, SERIAL), [...SERIAL, ...lastKeys]],
  [PROVINCES, CITIES, ...times(5, SERIAL), [...SERIAL, ...temporaryClasses]],
  [['临'], PROVINCES, CITIES, ...times(5, SERIAL)],
  [[EMBASSY], ...times(6, DIGITS)],
  [['WJ'], PROVINCES, ...times(4, DIGITS), SERIAL],
]
const kindsThatFit = (typed: readonly string[]) =>
  kinds.filter((slots) => typed.length <= slots.length && typed.every((key, at) => slots[at]!.includes(key)))

/** @param country the workshop's, by ISO 3166 */
export const emptyPlate = (format: PlateFormat, country: string | null): PlateEntry => ({ format, country, typed: [] })

/** The keyboard for the next slot. */
export function keyboardOf(entry: PlateEntry): 'provinces' | 'letters' {
  return entry.format === 'cn' && accepts(entry, provinces[0]!) ? 'provinces' : 'letters'
}

/** The keys beside provinces, letters and digits that the next slot may take. */
export function moreKeysOf(entry: PlateEntry): readonly string[] {
  const { format, country, typed } = entry
  if (format === 'free') return country === 'CN' && accepts(entry, EMBASSY) ? [EMBASSY] : [...lettersOf(country)]
  return (typed.length === 0 ? otherBeginnings : lastKeys).filter((key) => accepts(entry, key))
}

/** True when the key is possible in the next slot. */
export function accepts({ format, country, typed }: PlateEntry, key: string): boolean {
  if (format === 'cn') return kindsThatFit([...typed, key]).length > 0
  // Newer embassy plates: six digits first.
  if (key === EMBASSY) return country === 'CN' && /^[0-9]{6}$/.test(typed.join(''))
  return (
    typed.length < FREE_PLATE_MAX &&
    !typed.includes(EMBASSY) &&
    [...LETTERS, ...DIGITS, ...lettersOf(country)].includes(key)
  )
}

export function typeCharacter(entry: PlateEntry, character: string): PlateEntry {
  return accepts(entry, character) ? retyped(entry, [...entry.typed, character]) : entry
}

export function eraseCharacter(entry: PlateEntry): PlateEntry {
  return retyped(entry, entry.typed.slice(0, -1))
}

const retyped = ({ format, country }: PlateEntry, typed: readonly string[]): PlateEntry => ({ format, country, typed })

/** The plates to choose from, where only the hyphen tells cars apart. Most countries have none. */
export function choicesOf(entry: PlateEntry): string[] {
  const plate = plateOf(entry)
  if (plate === null || entry.format === 'cn' || entry.spelling === 'chosen') return []
  if (entry.spelling === 'unclear') return hyphenated(plate)
  const choices = hyphenChoices(plate, entry.country)
  return choices.length > 0 ? [...choices, plate] : []
}

export const choosePlate = (entry: PlateEntry, plate: string): PlateEntry => ({
  ...retyped(entry, [...plate]),
  spelling: 'chosen',
})

/** How many slots a Chinese plate that begins like this has: at least, and at most. */
export function slotsOf({ typed }: PlateEntry): { least: number; most: number } {
  const lengths = kindsThatFit(typed).map(({ length }) => length)
  return { least: Math.min(...lengths), most: Math.max(...lengths) }
}

/** The plate in stored form; null while it is incomplete. */
export function plateOf(entry: PlateEntry): string | null {
  return parsePlate(entry.typed.join(''), entry.format)
}
