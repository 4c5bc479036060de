import type { Order } from '#contract/entities/index.ts'
import { waitsOutside } from '#contract/outside.ts'

/** When the last missing part is expected; null if all have arrived. */
export function partExpectedAt({ parts }: Order): number | null {
  const missing = parts.filter((part) => part.arrivedAt === null).map((part) => part.expectedAt)
  return missing.length ? Math.max(...missing) : null
}

/** When work that waits for others outside is expected to go on (C9); null: it does not wait for them, or nobody has said. */
export const pausedUntil = ({ operations }: Order): number | null =>
  operations.find((one) => waitsOutside(one) !== null)?.pausedUntil ?? null
