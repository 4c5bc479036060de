/** What the page shows as a file for spreadsheets. */
import { figureNames } from '#contract/figureNames.ts'
import type { FigureOrder, Figures } from '#contract/figures.ts'
import { formatPlate } from '#contract/plate.ts'
import { zoneOffset } from '#contract/zone.ts'
import { words } from '#kit/words.svelte.ts'

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

const column = (
  name: 'figure' | 'cell' | 'count' | 'minutes' | 'half' | 'countBefore' | 'minutesBefore' | 'halfBefore',
) => words.t(`figures:column.${name}`)

/** Every cell of every figure, beside the period before. */
export function figuresFile({ figures, before }: Figures): string {
  const rows = figureNames.flatMap((name) => {
    const cells = [...new Set([...figures[name], ...before.figures[name]].map(({ cell }) => cell))].sort()
    return cells.map((cell) => {
      const [now, then] = [figures, before.figures].map((counted) => counted[name].find((one) => one.cell === cell))
      return [
        ...[name, cell, now?.count ?? 0, now?.minutes ?? null, now?.half ?? null],
        ...[then?.count ?? 0, then?.minutes ?? null, then?.half ?? null],
      ]
    })
  })
  const head = (
    ['figure', 'cell', 'count', 'minutes', 'half', 'countBefore', 'minutesBefore', 'halfBefore'] as const
  ).map(column)
  return csv([head, ...rows])
}

const instant = (at: number | null): string | null =>
  at === null ? null : new Date(at + zoneOffset(at, words.timeZone)).toISOString().slice(0, 19).replace('T', ' ')

export function ordersFile(orders: readonly FigureOrder[]): string {
  const head = (['plate', 'model', 'promised', 'ready', 'cell', 'at', 'minutes'] as const).map((name) =>
    words.t(`figures:column.${name}`),
  )
  const rows = orders.map(({ plate, model, promiseAt, readyAt, cell, at, minutes }) => [
    ...[
      plate === null ? null : formatPlate(plate),
      model,
      instant(promiseAt),
      instant(readyAt),
      cell,
      instant(at),
      minutes,
    ],
  ])
  return csv([head, ...rows])
}

/** Offers a file for saving. */
export function save(name: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: 'text/csv;charset=utf-8' }))
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  URL.revokeObjectURL(url)
}
