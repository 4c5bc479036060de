/** What all channels share: a message goes in, its result comes out. */
import { cut } from '#contract/characters.ts'
import type { Channel } from '#contract/values.ts'

export interface Message {
  workshop: { id: string; name: string; country: string | null }
  /** An e-mail address or telephone number; for Web Push the id of the order. */
  to: string
  /** The same for every attempt of a notice by a channel, so that the other side can recognise a repeat. */
  reference: string
  subject: string
  body: string
  /** The address of the customer's page; null if phones cannot reach it. */
  link: string | null
}

/**
 * `delivered`: the other side has accepted it. `failed`: retry later. `unavailable`: retrying is pointless.
 * `detail` is for the administrator: what the other side answered, at most 300 characters, without the customer's address.
 */
export interface Sent {
  result: 'delivered' | 'failed' | 'unavailable'
  detail: string
}

export interface Way {
  /** One attempt; ends when `signal` aborts. An exception counts as a failed attempt. */
  send(message: Message, signal: AbortSignal): Promise<Sent>
}

/** Null: not set up. */
export type Ways = Readonly<Record<Channel, Way | null>>

const notSetUp: Sent = { result: 'unavailable', detail: 'This channel is not set up.' }

const LONGEST_DETAIL = 200

/** Prepares the other side's answer for storage: short, on one line, without the customer's address. */
export function detailOf(text: string, { to }: Pick<Message, 'to'>): string {
  const digits = to.replace(/^\+/, '')
  const plain = text
    .toWellFormed()
    .replaceAll(to, '…')
    .replaceAll(digits.length > 5 ? digits : to, '…')
    .replaceAll(/[\p{Cc}\p{Cf}\s]+/gu, ' ')
    .trim()
  return cut(plain, LONGEST_DETAIL)
}

/** One attempt that never throws. `within` is the timeout, in real milliseconds. */
export async function tryOnce(way: Way | null, message: Message, within: number, ended: AbortSignal): Promise<Sent> {
  if (!way) return notSetUp
  const late = AbortSignal.timeout(within)
  try {
    return await way.send(message, AbortSignal.any([late, ended]))
  } catch (error) {
    if (late.aborted) return { result: 'failed', detail: `There was no answer within ${within / 1000} s.` }
    if (ended.aborted) return { result: 'failed', detail: 'The server was stopped.' }
    return { result: 'failed', detail: detailOf(error instanceof Error ? error.message : String(error), message) }
  }
}
