import type { Order } from '#contract/entities/index.ts'

/** When the last missing part is expected; null if all have arrived. */
export function partExpectedAt({ parts }: Order): number | null {
  const missing = parts.filter((part) => part.arrivedAt === null).map((part) => part.expectedAt)
  return missing.length ? Math.max(...missing) : null
}
