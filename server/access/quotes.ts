/**
 * The id of a quote (B5): the earliest honest promise, the time of the quote, and a 144-bit MAC under the workshop's secret over
 * both and the order. Nothing is stored, so it is valid on every node.
 */
import { createHmac, timingSafeEqual } from 'node:crypto'

/** The earliest promise the server has quoted, and when. House time; `earliestAt` null: nothing can be promised. */
export interface Quoted {
  earliestAt: number | null
  at: number
}

const TIMES = 16
const MAC = 18
/** Encodes null; no instant is before 1970. */
const NONE = -1n

const macOf = (secret: string, orderId: string, times: Buffer) =>
  createHmac('sha256', secret).update('promise quote').update(orderId).update(times).digest().subarray(0, MAC)

/** 46 characters. @param secret the workshop's */
export function quoteIdOf(secret: string, orderId: string, { earliestAt, at }: Quoted): string {
  const times = Buffer.alloc(TIMES)
  times.writeBigInt64BE(earliestAt === null ? NONE : BigInt(earliestAt))
  times.writeBigInt64BE(BigInt(at), 8)
  return Buffer.concat([times, macOf(secret, orderId, times)]).toString('base64url')
}

/** What was quoted for the order under this id; null if this workshop has not quoted it. */
export function quotedUnder(secret: string, orderId: string, quoteId: string): Quoted | null {
  const bytes = Buffer.from(quoteId, 'base64url')
  if (bytes.length !== TIMES + MAC || bytes.toString('base64url') !== quoteId) return null
  const times = bytes.subarray(0, TIMES)
  if (!timingSafeEqual(macOf(secret, orderId, times), bytes.subarray(TIMES))) return null
  const earliestAt = times.readBigInt64BE()
  return { earliestAt: earliestAt === NONE ? null : Number(earliestAt), at: Number(times.readBigInt64BE(8)) }
}
