/** The layout of bays, and the order in which pages turn when there are more bays than fit. Pure. */

export interface Grid {
  columns: number
  rows: number
  /** The text size that fits the cards. */
  size: 'large' | 'medium' | 'narrow' | 'small'
}

/** Bays per page; fewer in portrait. */
const MOST = { wide: 16, upright: 15 }

/** The smallest grid for `count` bays on one page: fewer bays, larger cards. */
export function gridFor(count: number, upright = false): Grid {
  if (count <= 2) return { columns: 1, rows: 2, size: 'large' }
  if (count <= 4) return { columns: 2, rows: 2, size: 'large' }
  if (count <= 6) return upright ? { columns: 2, rows: 3, size: 'medium' } : { columns: 3, rows: 2, size: 'large' }
  if (count <= 9) return { columns: 3, rows: 3, size: upright ? 'narrow' : 'medium' }
  if (count <= 12) return { columns: upright ? 3 : 4, rows: upright ? 4 : 3, size: 'narrow' }
  return { columns: upright ? 3 : 4, rows: upright ? 5 : 4, size: 'small' }
}

/** What the empty cells at the end of the grid show: the queue where two are side by side, the ready cars where there is one. */
export const inSpareCells = ({ columns, rows }: Grid, bays: number): 'waiting' | 'ready' | null => {
  const spare = columns * rows - bays
  return spare >= 2 && columns >= 2 ? 'waiting' : spare === 1 ? 'ready' : null
}

/** Cuts a list into pages of nearly equal length. Bays keep their order, so that people know their page. */
export function pagesOf<T>(list: readonly T[], upright = false): T[][] {
  const count = Math.ceil(list.length / (upright ? MOST.upright : MOST.wide))
  const size = Math.ceil(list.length / Math.max(1, count))
  return Array.from({ length: count }, (_, page) => list.slice(page * size, (page + 1) * size))
}

/**
 * The next page: the first one not yet shown in this round, pages with a late car before others. A round ends when every page has
 * been shown; `shown` is the round so far, and the result includes the updated round.
 */
export function nextPage(late: readonly boolean[], shown: readonly number[]): { page: number; shown: number[] } {
  const order = late.map((_, page) => page).sort((a, b) => Number(late[b]) - Number(late[a]) || a - b)
  const seen = shown.length >= late.length ? [] : shown
  const page = order.find((each) => !seen.includes(each)) ?? 0
  return { page, shown: [...seen, page] }
}
