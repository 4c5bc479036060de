/** What the page shows as a file for spreadsheets. */
import { figureNames } from '#contract/figureNames.ts'
import type { FigureOrder, Figures } from '#contract/figures.ts'
import { formatPlate } from '#contract/plate.ts'
import { csv, csvInstant } from '#kit/csv.ts'
import { words } from '#kit/words.svelte.ts'

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

export function ordersFile(orders: readonly FigureOrder[]): string {
  const head = (['plate', 'model', 'promised', 'ready', 'cell', 'at', 'minutes'] as const).map((name) =>
    words.t(`figures:column.${name}`),
  )
  const rows = orders.map(({ plate, model, promiseAt, readyAt, cell, at, minutes }) => [
    ...[
      plate === null ? null : formatPlate(plate),
      model,
      csvInstant(promiseAt),
      csvInstant(readyAt),
      cell,
      csvInstant(at),
      minutes,
    ],
  ])
  return csv([head, ...rows])
}
