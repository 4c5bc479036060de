/** Quantiles, which outliers such as a forgotten finish move little. */

/**
 * A quantile of `sorted` numbers (ascending, at least one), interpolated linearly.
 * @param share 0 to 1
 */
export function quantileOf(sorted: ArrayLike<number>, share: number): number {
  const at = Math.min(1, Math.max(0, share)) * (sorted.length - 1)
  const low = sorted[Math.floor(at)]!
  return low + (sorted[Math.ceil(at)]! - low) * (at - Math.floor(at))
}

/** The median of `numbers` in any order; null if empty. */
export const medianOf = (numbers: readonly number[]): number | null =>
  numbers.length === 0 ? null : quantileOf(ascending(numbers), 0.5)

export const ascending = (numbers: Iterable<number>): Float64Array => Float64Array.from(numbers).sort()
