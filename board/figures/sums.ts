/** Sums over the cells of a figure. Pure. */
import type { FigureName } from '#contract/figureNames.ts'
import type { FigureCell, Figures } from '#contract/figures.ts'

export type Counted = Figures['figures']

const chosen = (counted: Counted, figure: FigureName, cells?: readonly string[]): FigureCell[] =>
  counted[figure].filter(({ cell }) => !cells || cells.includes(cell))

/** How many; without `cells`, of the whole figure. */
export const countOf = (counted: Counted, figure: FigureName, cells?: readonly string[]): number =>
  chosen(counted, figure, cells).reduce((sum, { count }) => sum + count, 0)

export const minutesOf = (counted: Counted, figure: FigureName, cells?: readonly string[]): number =>
  chosen(counted, figure, cells).reduce((sum, { minutes }) => sum + (minutes ?? 0), 0)

export const cellOf = (counted: Counted, figure: FigureName, cell: string): FigureCell | undefined =>
  counted[figure].find((one) => one.cell === cell)

/** The names of a figure's cells that something was counted in. */
export const cellsOf = (counted: Counted, figure: FigureName): string[] => counted[figure].map(({ cell }) => cell)

/** 0 to 1; null: nothing to divide by. */
export const shareOf = (part: number, all: number): number | null => (all === 0 ? null : part / all)

/** Half of all arrivals waited under this many full minutes; null: nobody came. */
export function halfWaited(counted: Counted): number | null {
  const all = countOf(counted, 'waits')
  if (all === 0) return null
  let seen = 0
  for (const { cell, count } of counted.waits) {
    seen += count
    if (seen * 2 >= all) return Number(cell) + 1
  }
  return null
}
