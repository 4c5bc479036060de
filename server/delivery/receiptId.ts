/** The name of an attempt in delivery receipts: workshop, notice and number of the attempt, at most 100 characters. */
import { id } from '#contract/fields.ts'

export interface Named {
  workshopId: string
  noticeId: string
  number: number
}

export const receiptIdOf = ({ workshopId, noticeId, number }: Named): string => `${workshopId}.${noticeId}.${number}`

/** Null: not a name that we have given. */
export function attemptOf(receiptId: string): Named | null {
  const [workshopId, noticeId, digits, ...more] = receiptId.split('.')
  const isOurs =
    id.safeParse(workshopId).success && id.safeParse(noticeId).success && /^[1-9]\d{0,3}$/.test(digits ?? '')
  return isOurs && more.length === 0 ? { workshopId: workshopId!, noticeId: noticeId!, number: Number(digits) } : null
}

/** The address of receipts on a server that gateways can reach: they want TLS. */
export const receiptsUnder = (base: string | null): string | null =>
  base?.startsWith('https:') ? `${base}/api/receipts` : null
