/** Building blocks of the figures: samples, percentiles, medians. */

export function percentile(samples: readonly number[], share: number): number {
  const sorted = samples.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)] ?? NaN
}

export const median = (samples: readonly number[]): number => percentile(samples, 0.5)

/** By name: the value, or null if it could not be measured, with a note on how it came about. */
export type Figures = Record<string, { value: number | null; note: string }>

export const round = (value: number, digits = 3): number => Number(value.toPrecision(digits))

/** Milliseconds of the machine's monotonic clock, the same in every process. */
export const clock = (): number => Number(process.hrtime.bigint()) / 1e6
