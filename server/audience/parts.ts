import type { Order } from '#contract/entities/index.ts'

/** When the last of the parts that are not there yet is expected; null when all are there. */
export function partExpectedAt({ parts }: Order): number | null {
  const missing = parts.filter((part) => part.arrivedAt === null).map((part) => part.expectedAt)
  return missing.length ? Math.max(...missing) : null
}
