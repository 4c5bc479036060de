/** Parsing, formatting and masking number plates. Plates are stored in upper case without separators. */
import type { z } from 'zod'
import type { PlateFormat } from './values.ts'

/** Only `maskPlate` makes one, so a view with this type cannot show a whole plate. */
export type MaskedPlate = string & z.$brand<'MaskedPlate'>

/** The first character of a plate of mainland China: the province. */
export const provinces = '京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼'

// Province, city letter, then five characters (six for new-energy cars); no I or O, the last may be a class of use.
const chinese = new RegExp(`^[${provinces}][A-HJ-NP-Z][A-HJ-NP-Z0-9]{4,5}[A-HJ-NP-Z0-9挂学警港澳领]$`, 'u')
// Some letters are invisible, such as the Hangul fillers.
const free = /^(?!.*\p{Default_Ignorable_Code_Point})[\p{L}\p{Nd}]{2,12}$/u
/** What the kiosk's keys can enter for a foreign plate. */
const latin = /^[A-Z0-9]{2,12}$/
const separators = /[\s·•.\-_‧・]/gu

/** The plate in stored form; null if the text cannot be one. */
export function parsePlate(text: string, format: PlateFormat): string | null {
  const plain = text.normalize('NFKC').toUpperCase().replaceAll(separators, '')
  return (format === 'cn' ? chinese : free).test(plain) ? plain : null
}

/** Whether a text is a plate in stored form. */
export function isPlate(text: string): boolean {
  return free.test(text) && parsePlate(text, 'free') === text
}

/** Whether the kiosk accepts a plate: one of the workshop's format, or a foreign one in Latin letters and digits. */
export function isPlateAtKiosk(plate: string, format: PlateFormat): boolean {
  return parsePlate(plate, format) === plate || latin.test(plate)
}

function isChinesePlate(plate: string): boolean {
  return chinese.test(plate)
}

/** New-energy plates have one more character and are drawn in green. */
export function isNewEnergyPlate(plate: string): boolean {
  return isChinesePlate(plate) && [...plate].length === 8
}

/** For display: 沪A·7K382. */
export function formatPlate(plate: string): string {
  return isChinesePlate(plate) ? `${plate.slice(0, 2)}·${plate.slice(2)}` : plate
}

/** For the lobby: recognisable for its owner, but not for others. 沪A·•••82 */
export function maskPlate(plate: string): MaskedPlate {
  const characters = [...plate]
  const shownAtEnd = characters.length > 4 ? 2 : 1
  const head = isChinesePlate(plate) ? `${characters.slice(0, 2).join('')}·` : ''
  const hidden = characters.length - shownAtEnd - (head === '' ? 0 : 2)
  return (head + '•'.repeat(hidden) + characters.slice(-shownAtEnd).join('')) as MaskedPlate
}
