/** Typing a telephone number and a name on the kiosk's own keys. Pure. */
import { charactersIn } from '#contract/characters.ts'
import { NAME_MAX, PHONE_DIGITS_MAX, PHONE_DIGITS_MIN } from './settings.ts'

const digitsIn = (text: string) => text.replaceAll(/\D/g, '').length

/** A leading + starts the country code; anywhere else it is ignored. */
export function typePhone(phone: string, key: string): string {
  if (key === '+') return phone === '' ? '+' : phone
  if (!/^\d$/.test(key) || digitsIn(phone) >= PHONE_DIGITS_MAX) return phone
  return phone + key
}

export const isPhone = (phone: string) => digitsIn(phone) >= PHONE_DIGITS_MIN && digitsIn(phone) <= PHONE_DIGITS_MAX

/** Grouped for checking by eye: 138 0013 8000, +86 138 0013 8000; other numbers in fours from the front. */
export function groupPhone(phone: string): string {
  const [, country = '', mobile = '', rest = ''] = /^(\+86|\+\d{0,2})?(1\d{0,2})?(\d*)$/.exec(phone) ?? []
  return [country, mobile, ...(rest.match(/\d{1,4}/g) ?? [])].filter((group) => group !== '').join(' ')
}

/** Capitalises each word, as names are written; nobody looks for a shift key. */
export function typeName(name: string, key: string): string {
  if (charactersIn(name) >= NAME_MAX) return name
  if (key === ' ') return name === '' || name.endsWith(' ') ? name : name + ' '
  return name + (name === '' || /[\s\-.']$/.test(name) ? key.toUpperCase() : key.toLowerCase())
}

/** Capitalises sentences. */
export function typeWords(text: string, key: string, max: number): string {
  if (charactersIn(text) >= max) return text
  if (key === ' ') return text === '' || text.endsWith(' ') ? text : text + ' '
  return text + (text === '' || /[.!?]\s?$/.test(text) ? key.toUpperCase() : key.toLowerCase())
}
