/** Quantiles: what half, or four of five, stay below. One hour that somebody forgot to end moves them little. */

/**
 * The quantile of `sorted` numbers (ascending, at least one), linear between its neighbours.
 * @param share 0 to 1
 */
export function quantileOf(sorted: ArrayLike<number>, share: number): number {
  const at = Math.min(1, Math.max(0, share)) * (sorted.length - 1)
  const low = sorted[Math.floor(at)]!
  return low + (sorted[Math.ceil(at)]! - low) * (at - Math.floor(at))
}

/** The middle of `numbers`, in any order; null without any. */
export const medianOf = (numbers: readonly number[]): number | null =>
  numbers.length === 0 ? null : quantileOf(ascending(numbers), 0.5)

export const ascending = (numbers: Iterable<number>): Float64Array => Float64Array.from(numbers).sort()
