import type { Order } from '#contract/entities/index.ts'
import { isSublet } from '#contract/sublet.ts'

/** When the last missing part is expected; null if all have arrived. */
export function partExpectedAt({ parts }: Order): number | null {
  const missing = parts.filter((part) => part.arrivedAt === null).map((part) => part.expectedAt)
  return missing.length ? Math.max(...missing) : null
}

/** When the car is expected back from a sublet shop; null: it is not there, or nobody has said. */
export const subletUntil = ({ operations }: Order): number | null => operations.find(isSublet)?.subletUntil ?? null
