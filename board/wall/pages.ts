/** How bays are laid out, and in which order their pages turn when there are more than fit. Pure. */

export interface Grid {
  columns: number
  rows: number
}

/** The smallest grid that holds `count` bays, at most 16: fewer bays, larger cards. */
export function gridFor(count: number): Grid {
  if (count <= 4) return { columns: 2, rows: 2 }
  if (count <= 6) return { columns: 3, rows: 2 }
  if (count <= 9) return { columns: 3, rows: 3 }
  return { columns: 4, rows: count <= 12 ? 3 : 4 }
}

/** Cuts a list into pages as even as can be, each of at most 16. Bays keep their order, so that everybody knows their page. */
export function pagesOf<T>(list: readonly T[]): T[][] {
  const count = Math.ceil(list.length / 16)
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
