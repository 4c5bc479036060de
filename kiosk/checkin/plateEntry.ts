/** Typing a number plate slot by slot (province, city letter, the rest), or as free text. Pure. */
import { parsePlate, provinces } from '#contract/plate.ts'
import type { PlateFormat } from '#contract/values.ts'
import { FREE_PLATE_MAX } from './settings.ts'

export interface PlateEntry {
  readonly format: PlateFormat
  readonly typed: readonly string[]
}

/** Seven slots; new-energy cars have an eighth. */
export const SLOTS = 7
export const SLOTS_NEW_ENERGY = 8

const DIGITS = '1234567890'
const LETTERS = 'QWERTYUIOPASDFGHJKLZXCVBNM'
/** Class-of-use characters that come last on seven-character plates: trailer, learner, police, Hong Kong, Macau, consulate. */
export const lastCharacters = '挂学警港澳领'

export const emptyPlate = (format: PlateFormat): PlateEntry => ({ format, typed: [] })

/** The keyboard for the next slot. */
export function keyboardOf(entry: PlateEntry): 'provinces' | 'letters' {
  return entry.format === 'cn' && entry.typed.length === 0 ? 'provinces' : 'letters'
}

/** True when the character is possible in the next slot. Chinese plates have no I and O, which look like 1 and 0. */
export function accepts(entry: PlateEntry, character: string): boolean {
  const at = entry.typed.length
  if (entry.format === 'free') return at < FREE_PLATE_MAX && (LETTERS + DIGITS).includes(character)
  if (at >= SLOTS_NEW_ENERGY) return false
  if (at === 0) return provinces.includes(character)
  if (at === SLOTS - 1 && lastCharacters.includes(character)) return true
  if (at === SLOTS && lastCharacters.includes(entry.typed[SLOTS - 1] ?? '')) return false
  if (character === 'I' || character === 'O') return false
  return LETTERS.includes(character) || (at >= 2 && DIGITS.includes(character))
}

export function typeCharacter(entry: PlateEntry, character: string): PlateEntry {
  return accepts(entry, character) ? { ...entry, typed: [...entry.typed, character] } : entry
}

export function eraseCharacter(entry: PlateEntry): PlateEntry {
  return { ...entry, typed: entry.typed.slice(0, -1) }
}

/** The plate in stored form; null while it is incomplete. */
export function plateOf(entry: PlateEntry): string | null {
  return parsePlate(entry.typed.join(''), entry.format)
}
