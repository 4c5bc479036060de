/** How bays are laid out, and in which order their pages turn when there are more than fit. Pure. */

export interface Grid {
  columns: number
  rows: number
  /** How large what stands in a card can be. */
  size: 'large' | 'medium' | 'narrow' | 'small'
}

/** How many bays fit a page; fewer on a screen that stands upright. */
const MOST = { wide: 16, upright: 15 }

/** The smallest grid that holds `count` bays of one page: fewer bays, larger cards. */
export function gridFor(count: number, upright = false): Grid {
  if (count <= 2) return { columns: 1, rows: 2, size: 'large' }
  if (count <= 4) return { columns: 2, rows: 2, size: 'large' }
  if (count <= 6) return upright ? { columns: 2, rows: 3, size: 'medium' } : { columns: 3, rows: 2, size: 'large' }
  if (count <= 9) return { columns: 3, rows: 3, size: upright ? 'narrow' : 'medium' }
  if (count <= 12) return { columns: upright ? 3 : 4, rows: upright ? 4 : 3, size: 'narrow' }
  return { columns: upright ? 3 : 4, rows: upright ? 5 : 4, size: 'small' }
}

/** Cuts a list into pages as even as can be. Bays keep their order, so that everybody knows their page. */
export function pagesOf<T>(list: readonly T[], upright = false): T[][] {
  const count = Math.ceil(list.length / (upright ? MOST.upright : MOST.wide))
  const size = Math.ceil(list.length / Math.max(1, count))
  return Array.from({ length: count }, (_, page) => list.slice(page * size, (page + 1) * size))
}

/**
 * The page to turn to: the first not yet shown in this round, pages with something late before the others. A round is over
 * when all have been shown; `shown` is the round so far, and the answer says what it is then.
 */
export function nextPage(late: readonly boolean[], shown: readonly number[]): { page: number; shown: number[] } {
  const order = late.map((_, page) => page).sort((a, b) => Number(late[b]) - Number(late[a]) || a - b)
  const seen = shown.length >= late.length ? [] : shown
  const page = order.find((each) => !seen.includes(each)) ?? 0
  return { page, shown: [...seen, page] }
}
