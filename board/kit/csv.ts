/** Files for spreadsheets. */
import { zoneOffset } from '#contract/zone.ts'
import { words } from './words.svelte.ts'

type Cell = string | number | null

/** A text that begins like a formula is kept from being one. */
function quoted(cell: Cell): string {
  if (cell === null) return ''
  if (typeof cell === 'number') return String(Math.round(cell * 10) / 10)
  const text = /^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell
  return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

/** Lines end as RFC 4180 says; the mark at the beginning tells spreadsheets that this is UTF-8. */
export const csv = (rows: readonly (readonly Cell[])[]): string =>
  `\ufeff${rows.map((row) => `${row.map(quoted).join(',')}\r\n`).join('')}`

/** In the workshop's time, as spreadsheets read it: 2026-11-30 09:05:00. */
export const csvInstant = (at: number | null): string | null =>
  at === null ? null : new Date(at + zoneOffset(at, words.timeZone)).toISOString().slice(0, 19).replace('T', ' ')

/** Offers a file for saving. */
export function save(name: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: 'text/csv;charset=utf-8' }))
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  URL.revokeObjectURL(url)
}
