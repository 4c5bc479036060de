/** An order's missing parts (B4.2). Pure. */
import type { Order } from './entities/order.ts'

type WithParts = { parts: readonly Pick<Order['parts'][number], 'arrivedAt' | 'expectedAt'>[] }

/** When the last missing part is expected (ms); null: none is missing. */
export function partExpectedAt({ parts }: WithParts): number | null {
  const missing = parts.filter(({ arrivedAt }) => arrivedAt === null).map(({ expectedAt }) => expectedAt)
  return missing.length > 0 ? Math.max(...missing) : null
}

/** Whether parts were missing and all of them have arrived: paused work need not wait for them any longer. */
export const hasItsParts = ({ parts }: WithParts): boolean =>
  parts.length > 0 && parts.every(({ arrivedAt }) => arrivedAt !== null)
