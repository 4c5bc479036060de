/** How the cars in progress share their panel: two columns of large tickets, three of smaller ones in a full house. Pure. */
export interface Grid {
  columns: number
  rows: number
  /** Smaller tickets, closer together. */
  dense: boolean
}

/** @param waitingRows rows of people who wait, whose panel stands above and takes from the height */
export function gridFor(cars: number, waitingRows: number, upright: boolean): Grid {
  /** In rows of the largest size, of which a screen across has eight. */
  const taken = waitingRows === 0 ? 0 : 2 * Math.ceil((waitingRows + 1) / 2)
  const least = (upright ? 12 : 8) - taken
  const most = (upright ? 14 : 12) - 1.5 * taken
  // Lower rows before another page, so that nobody waits for theirs.
  if (cars <= 2 * most) return { columns: 2, rows: Math.max(least, Math.ceil(cars / 2)), dense: false }
  return { columns: 3, rows: (upright ? 16 : 12) - 1.5 * taken, dense: true }
}
