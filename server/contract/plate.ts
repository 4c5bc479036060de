/**
 * Parsing, comparing, formatting and masking number plates. They are stored in upper case without separators, but for the hyphen
 * that ends a district: B-NO1234 and BN-O1234 are two cars.
 */
import type { z } from 'zod'
import type { PlateFormat } from './values.ts'

/** Only `maskPlate` makes one, so a view with this type cannot show a whole plate. */
export type MaskedPlate = string & z.$brand<'MaskedPlate'>

/** The first character of a plate of mainland China: the province. */
export const provinces = '京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼'
/** The last character of seven: trailer, learner, police, Hong Kong, Macau, consulate. */
export const classesOfUse = '挂学警港澳领'
/** The last character of seven or eight: temporary, on trial, oversize. */
export const temporaryClasses = '临试超'
/** The last two characters of eight: fire and rescue. */
export const emergency = '应急'
/** What plates begin with that have no province first: embassy, temporary, armed police. */
export const otherBeginnings = ['使', '临', 'WJ'] as const

// No I or O, which look like 1 and 0.
const city = '[A-HJ-NP-Z]'
const serial = '[A-HJ-NP-Z0-9]'
const ofProvince = `[${provinces}]${city}`
const ordinary = new RegExp(
  `^${ofProvince}(${serial}{5,6}|${serial}{4}([${classesOfUse}]|${emergency})|${serial}{4,5}[${temporaryClasses}])$`,
)
const newEnergy = new RegExp(`^${ofProvince}${serial}{6}$`)
const otherChinese = new RegExp(
  `^(临${ofProvince}${serial}{5}|使[0-9]{6}|[0-9]{6}使|WJ[${provinces}][0-9]{4}${serial})$`,
)
const chineseBeginning = new RegExp(`^([${provinces}使临]|WJ[${provinces}])`)
// Some letters are invisible, such as the Hangul fillers.
const free = /^(?!.*\p{Default_Ignorable_Code_Point})[\p{L}\p{Nd}]{1,12}$/u
/** What the keys of a kiosk in China can enter for a foreign plate. */
const latin = /^[A-Z0-9]{1,12}$/
const separators = /[\s·•.\-_‧・]/gu
/** Letters, a separator, more letters, then digits: only the separator says where the district ends. */
const withDistrict =
  /^(\p{Script=Latin}{1,3})[\s·•.\-_‧・]+(\p{Script=Latin}[\p{Script=Latin}\s·•.\-_‧・]*[0-9][0-9\s·•.\-_‧・]*\p{Script=Latin}?)$/u
/** The plates of a country that are told apart by where the district ends, with the hyphen. */
const districtPlates: Record<string, RegExp> = {
  DE: /^\p{Script=Latin}{1,3}-\p{Script=Latin}{1,2}[0-9]{1,4}[EH]?$/u,
  AT: /^\p{Script=Latin}{1,2}-\p{Script=Latin}{1,5}[0-9]{1,4}$/u,
}

/** Letters beyond A–Z on the plates of a country or of its neighbours, by ISO 3166. */
const moreLetters: Record<string, string> = {
  ...Object.fromEntries(['DE', 'AT', 'CH', 'LI', 'LU'].map((country) => [country, 'ÄÖÜ'])),
  ...Object.fromEntries(['SE', 'FI'].map((country) => [country, 'ÅÄÖ'])),
  ...Object.fromEntries(['DK', 'NO'].map((country) => [country, 'ÆØÅ'])),
  ...Object.fromEntries(['HR', 'SI', 'BA', 'RS', 'ME'].map((country) => [country, 'ČĆĐŠŽ'])),
}
/** The letters that a keyboard needs beyond A–Z; empty for most countries. */
export const lettersOf = (country: string | null): string => moreLetters[country ?? ''] ?? ''

/** Cyrillic and Greek capitals that look like these of A–Z. */
const lookAlikes = [
  ['АВЕЅІЈКМНОРСТУХ', 'ABESIJKMHOPCTYX'],
  ['ΑΒΕΖΗΙΚΜΝΟΡΤΥΧ', 'ABEZHIKMNOPTYX'],
] as const
const latinOf = new Map(
  lookAlikes.flatMap(([others, latin]) => [...others].map((one, at): [string, string] => [one, latin[at]!])),
)

/**
 * The text in Latin capitals if each Cyrillic or Greek one looks like a Latin one: on a plate they are the same letter, whichever
 * keyboard it was typed on.
 */
export function inLatin(text: string): string {
  const latin = [...text].map((one) => latinOf.get(one) ?? one).join('')
  return /[\p{Script=Cyrillic}\p{Script=Greek}]/u.test(latin) ? text : latin
}

/** The plate in stored form; null if the text cannot be one. */
export function parsePlate(text: string, format: PlateFormat): string | null {
  return storedForm(inLatin(text.normalize('NFKC').toUpperCase().trim()), format)
}

function storedForm(typed: string, format: PlateFormat): string | null {
  const plain = typed.replaceAll(separators, '')
  if (format === 'cn') return isChinesePlate(plain) ? plain : null
  const district = withDistrict.exec(typed)?.[1]
  if (!free.test(plain)) return null
  return district === undefined ? plain : withHyphen(plain, district.length)
}

/**
 * A plate typed by staff or in a list, in stored form; null if it is invalid. Workshops in China also serve cars from elsewhere, but a
 * plate that begins like a Chinese one must be complete.
 */
export function typedPlate(text: string, format: PlateFormat): string | null {
  const plate = parsePlate(text, 'free')
  return format === 'cn' && plate !== null && chineseBeginning.test(plate) ? parsePlate(plate, 'cn') : plate
}

/** Whether a text is a plate in stored form. Some stored before have Cyrillic or Greek letters. */
export function isPlate(text: string): boolean {
  return storedForm(text.normalize('NFKC').toUpperCase().trim(), 'free') === text
}

/** Whether the kiosk accepts a plate: one of the workshop's format, or a foreign one of A–Z and digits. */
export function isPlateAtKiosk(plate: string, format: PlateFormat): boolean {
  return parsePlate(plate, format) === plate || latin.test(withoutHyphen(plate))
}

function isChinesePlate(plate: string): boolean {
  return ordinary.test(plate) || otherChinese.test(plate)
}

/** New-energy plates have one more letter or digit and are drawn in green. */
export function isNewEnergyPlate(plate: string): boolean {
  return newEnergy.test(plate)
}

const withHyphen = (plain: string, at: number) => `${plain.slice(0, at)}-${plain.slice(at)}`
const hasHyphen = (plate: string) => plate.includes('-')

/** The letters and digits alone. */
export const withoutHyphen = (plate: string): string => plate.replace('-', '')

/** The stored plates with a hyphen that have these letters and digits. */
export function hyphenated(plate: string): string[] {
  const plain = withoutHyphen(plate)
  return [1, 2, 3].map((at) => withHyphen(plain, at)).filter(isPlate)
}

/** All stored plates with these letters and digits. */
export const spellings = (plate: string): string[] => [withoutHyphen(plate), ...hyphenated(plate)]

/** Which plates of the country a plate without its hyphen can be, if more than one; else none. */
export function hyphenChoices(plate: string, country: string | null): string[] {
  const pattern = districtPlates[country ?? '']
  const choices = pattern && !hasHyphen(plate) ? hyphenated(plate).filter((one) => pattern.test(one)) : []
  return choices.length > 1 ? choices : []
}

/** Whether two stored plates are one car's; `maybe` if only one of them has its hyphen. */
export function samePlate(one: string, other: string): 'yes' | 'no' | 'maybe' {
  if (one === other) return 'yes'
  if (withoutHyphen(one) !== withoutHyphen(other) || (hasHyphen(one) && hasHyphen(other))) return 'no'
  return 'maybe'
}

/** The more exact of two plates of one car. */
export const moreExact = (one: string, other: string): string => (hasHyphen(one) ? one : other)

/** The known car that a plate means; null: none. Without its hyphen a plate may fit more than one. */
export function carMeant<T extends { readonly plate: string }>(
  plate: string,
  known: Iterable<T>,
): T | null | 'ambiguous' {
  const fitting = [...known].filter((one) => samePlate(one.plate, plate) !== 'no')
  const exact = fitting.find((one) => one.plate === plate)
  if (exact && hasHyphen(plate)) return exact
  return fitting.length > 1 ? 'ambiguous' : (fitting[0] ?? null)
}

/** For display: 沪A·7K382, B-NO 1234. */
export function formatPlate(plate: string): string {
  if (ordinary.test(plate)) return `${plate.slice(0, 2)}·${plate.slice(2)}`
  return hasHyphen(plate) ? plate.replace(/[0-9]/, ' $&') : plate
}

/** For the lobby: recognisable for its owner, but not for others. 沪A·•••82 */
export function maskPlate(plate: string): MaskedPlate {
  const characters = [...withoutHyphen(plate)]
  const shownAtEnd = characters.length > 4 ? 2 : characters.length > 1 ? 1 : 0
  const head = ordinary.test(plate) ? `${characters.slice(0, 2).join('')}·` : ''
  const hidden = characters.length - shownAtEnd - (head === '' ? 0 : 2)
  return (head + '•'.repeat(hidden) + characters.slice(characters.length - shownAtEnd).join('')) as MaskedPlate
}
