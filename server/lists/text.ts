/** Decodes the bytes of a list, however the spreadsheet saved it. */
import type { PlateFormat } from '#contract/values.ts'

/** Far larger than the longest list allowed. */
export const LARGEST_FILE = 8_000_000

export type Text = { text: string; note: string | null } | { bad: string }

const starts = (bytes: Uint8Array, ...with_: number[]) => with_.every((byte, at) => bytes[at] === byte)

/**
 * UTF-8, or what the byte order mark says. Where plates are Chinese, any other file is read as GB18030, as spreadsheets on
 * Chinese Windows save it; elsewhere that would turn accents into Chinese characters.
 */
export function decodeText(bytes: Uint8Array, plateFormat: PlateFormat): Text {
  if (bytes.length === 0) return { bad: 'The file is empty.' }
  if (bytes.length > LARGEST_FILE) return { bad: `The file is larger than ${LARGEST_FILE / 1_000_000} MB. Split it.` }
  if (starts(bytes, 0x50, 0x4b, 0x03, 0x04) || starts(bytes, 0xd0, 0xcf, 0x11, 0xe0))
    return { bad: 'This is a spreadsheet, not a CSV file. Save it as “CSV UTF-8” and import that.' }
  const notText = { bad: 'This is not a text file in UTF-8. Save the list as “CSV UTF-8” and import that.' }
  const marked = starts(bytes, 0xff, 0xfe) ? 'utf-16le' : starts(bytes, 0xfe, 0xff) ? 'utf-16be' : 'utf-8'
  let text = decode(bytes, marked)
  let note: string | null = null
  if (text === null && marked === 'utf-8' && plateFormat === 'cn') {
    text = decode(bytes, 'gb18030')
    note = 'It is not UTF-8 and was read as GB18030. If names look wrong, save it as “CSV UTF-8”.'
  }
  if (text === null || text.includes('\0')) return notText
  return text.trim() === '' ? { bad: 'The file is empty.' } : { text, note }
}

function decode(bytes: Uint8Array, encoding: string): string | null {
  try {
    // Drop the byte order mark, or it would become part of the first column's name.
    return new TextDecoder(encoding, { fatal: true }).decode(bytes)
  } catch {
    return null
  }
}
