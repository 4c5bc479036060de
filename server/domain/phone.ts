/**
 * Telephone numbers (B6.1): however a number was typed, it is stored, compared and called in one form. Rows from before keep their
 * spelling until the number is next given, because only this code, not the database, knows the countries' number plans; `samePhone`
 * reads both forms.
 */
import { parsePhoneNumberFromString, type CountryCode, type PhoneNumber } from 'libphonenumber-js/max'
import type { CommandName, Payload } from '#contract/commands/index.ts'
import { countries } from '#contract/countries.ts'
import { mainNumber } from '#contract/phone.ts'
import { refuse, type Rule } from './rule.ts'

const typeable = /^[+\d\s().\-/;=#,extEXT]+$/
const spokenExtension = / ?(?:转|轉|分机|分機) ?/
/** The last group after a dash may be an extension: 021-68888888-12. */
const lastGroup = /^(.*\d)\s*-\s*(\d{1,6})$/

/**
 * The number in E.164, with its extension if it has one; null if it cannot be a number. Without a country code it is one of
 * `country`; if that is unknown too, its digits are kept.
 */
export function phoneOf(typed: string, country: string | null): string | null {
  const text = typed
    .normalize('NFKC')
    .replaceAll(/\p{Cf}/gu, '')
    .replaceAll(/\p{Pd}/gu, '-')
    .replaceAll(/\s+/g, ' ')
    .replace(spokenExtension, ';ext=')
    .trim()
  if (!typeable.test(text)) return null
  const number = parse(text, country)
  if (!number) return country === null && !text.startsWith('+') ? digitsOf(text) : null
  if (!number.isValid()) {
    const [, head, extension] = lastGroup.exec(text) ?? []
    const main = head === undefined ? undefined : parse(head, country)
    if (main?.isValid()) return `${main.number};ext=${extension}`
    // Typed with another country's code, but without its plus.
    const abroad = parse(`+${text}`, null)
    if (abroad?.isValid()) return abroad.ext ? `${abroad.number};ext=${abroad.ext}` : abroad.number
  }
  // Countries open new ranges faster than the plans here are renewed, so a number of the right length will do.
  if (!number.isPossible()) return null
  return number.ext ? `${number.number};ext=${number.ext}` : number.number
}

function parse(text: string, country: string | null): PhoneNumber | undefined {
  const defaultCountry = countries.includes(country ?? '') ? (country as CountryCode) : undefined
  return parsePhoneNumberFromString(text, { ...(defaultCountry && { defaultCountry }), extract: false })
}

function digitsOf(text: string): string | null {
  const digits = text.replaceAll(/\D/g, '')
  return /^\d{6,15}$/.test(digits) ? digits : null
}

/** Whether it is the number on file, which may be stored as it was once typed. Where no country is known, ten digits decide. */
export function samePhone(onFile: string, given: string): boolean {
  if (mainNumber(onFile) === mainNumber(given)) return true
  if (!given.startsWith('+')) return onFile.slice(-10) === given.slice(-10)
  const national = onFile.startsWith('+') ? '' : onFile.replace(/^0+/, '')
  return national.length >= 7 && mainNumber(given).endsWith(national)
}

/** Kinds of numbers, besides those of no country, such as satellite telephones, that receive no text messages, or charge the sender. */
const untextable: readonly string[] = ['PREMIUM_RATE', 'SHARED_COST', 'TOLL_FREE', 'UAN', 'PAGER', 'VOICEMAIL']

/**
 * The number in E.164 if a text message can be sent to it; otherwise null. One that the country's plan does not have gets none: what it
 * costs is not known, and the desk can still phone it.
 */
export function textableOf(phone: string, country: string | null): string | null {
  const stored = phoneOf(phone, country)
  const number = stored === null ? undefined : parse(stored, null)
  return number?.isValid() && !number.ext && !number.isNonGeographic() && !untextable.includes(number.getType() ?? '')
    ? number.number
    : null
}

/** The country of a new workshop, from what else is said of it; null if nothing tells. */
export function countryFrom({ plateFormat, phone, timeZone }: Telling): string | null {
  const ofPhone = phone === null ? undefined : parse(phone, null)?.country
  if (ofPhone) return ofPhone
  if (plateFormat === 'cn') return 'CN'
  return countries.find((code) => zonesOf(code).includes(timeZone)) ?? null
}

interface Telling {
  plateFormat: string
  phone: string | null
  timeZone: string
}

// TypeScript does not know this part of Intl yet.
const zonesOf = (code: string) =>
  (new Intl.Locale(`und-${code}`) as Intl.Locale & { getTimeZones(): string[] | undefined }).getTimeZones() ?? []

interface HasPhone {
  phone: string | null
}

/** The same with its telephone number in stored form; null if that cannot be a number. */
export function asStored<T extends HasPhone>(given: T, country: string | null): T | null {
  if (given.phone === null) return given
  const phone = phoneOf(given.phone, country)
  return phone === null ? null : { ...given, phone }
}

type Phoned = { [N in CommandName]: Payload<N> extends HasPhone ? N : never }[CommandName]

/** The rule with the payload's telephone number in stored form. Refuses `bad_phone`. */
export const withPhone = <N extends Phoned>(rule: Rule<N>): Rule<N> => ({
  ...rule,
  decide(scope, payload, context) {
    const stored = asStored(payload as Payload<N> & HasPhone, scope.workshop.country)
    return stored ? rule.decide(scope, stored, context) : refuse('bad_phone')
  },
})
