/** What all channels share: a message goes in, its result comes out. */
import type { NoticeValues } from '#contract/entities/index.ts'
import type { AttemptReason } from '#contract/attempts.ts'
import { cut } from '#contract/characters.ts'
import type { Channel, NoticeKind, ReceiptResult, SentResult } from '#contract/values.ts'

export interface Message {
  workshop: { id: string; name: string; country: string | null }
  /** An e-mail address or telephone number; for Web Push and WeChat the id of the order. */
  to: string
  /** The same for every attempt of a notice by a channel, so that the other side can recognise a repeat. */
  reference: string
  subject: string
  body: string
  /** For gateways with texts of their own: which one, and what to fill it with, by field. */
  kind: NoticeKind
  values: NoticeValues | null
  /** The address of the customer's page; null if phones cannot reach it. */
  link: string | null
  /** Receipts name this attempt by it. Null: none is wanted. */
  receiptId: string | null
  /** Where receipts go, without the way's name; null if the other side cannot reach us. */
  receiptsAt: string | null
}

/**
 * `handed_over`: the other side has accepted it; whether it arrives, a receipt may say. `failed`: retry later. `unavailable`:
 * retrying is pointless. `detail` is for the administrator: an `AttemptReason` of ours or what the other side answered, at most 300 characters, without the
 * customer's address. `messageId` is the other side's id of the message, at most 200 characters.
 */
export interface Sent {
  result: SentResult
  detail: string
  messageId?: string
}

/** A report that a message has, or has not, reached the customer. It names the `receiptId` that we gave, or the vendor's id. */
export type Receipt = ({ attempt: string } | { messageId: string }) & { result: ReceiptResult; detail: string }

/** A request with receipts as it came in. */
export interface Callback {
  /** With the query, as the other side knows it. */
  url: string
  header(name: string): string | undefined
  body: Buffer
}

/** How a way gets its receipts: by requests to /api/receipts/<name>. */
export interface Receipts {
  name: string
  /** Whether the request is the other side's own. Called before anything of the body is read. */
  isGenuine(callback: Callback): boolean
  /** @throws if the body is not what the other side sends */
  read(callback: Callback): Receipt[]
  /** What the other side wants to be answered: JSON or a text; 204 if nothing. */
  answer?: object | string
  /** The answer to the other side's check of the address, a GET; null if that is not the other side's own. */
  echo?(callback: Callback): string | null
}

export interface Way {
  /** One attempt; ends when `signal` aborts. An exception counts as a failed attempt. */
  send(message: Message, signal: AbortSignal): Promise<Sent>
  receipts?: Receipts
}

/** Null: not set up. */
export type Ways = Readonly<Record<Channel, Way | null>>

/** An attempt that came to nothing for a reason of our own, which screens say in their language. */
export const ownReason = (result: SentResult, detail: AttemptReason): Sent => ({ result, detail })

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

/** A gateway's refusal. @param isFinal it will never accept this message, so that the next channel is tried at once */
export function refused(
  answer: { status: number; text: string; isFinal: boolean },
  message: Pick<Message, 'to'>,
): Sent {
  const { status, text, isFinal } = answer
  if (status >= 300 && status < 400)
    return { result: 'failed', detail: `HTTP ${status}: redirects are not followed. Set the final address.` }
  return { result: isFinal ? 'unavailable' : 'failed', detail: detailOf(`HTTP ${status} ${text}`, message) }
}

/** One attempt that never throws. `within` is the timeout, in real milliseconds. */
export async function tryOnce(way: Way | null, message: Message, within: number, ended: AbortSignal): Promise<Sent> {
  if (!way) return ownReason('unavailable', 'not_set_up')
  const late = AbortSignal.timeout(within)
  try {
    return await way.send(message, AbortSignal.any([late, ended]))
  } catch (error) {
    if (late.aborted) return ownReason('failed', 'no_answer')
    if (ended.aborted) return ownReason('failed', 'server_stopped')
    return { result: 'failed', detail: detailOf(error instanceof Error ? error.message : String(error), message) }
  }
}
