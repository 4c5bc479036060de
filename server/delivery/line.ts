/** LINE notification messages, which reach customers by their telephone number (Japan, Taiwan, Thailand). */
import { createHash, createHmac } from 'node:crypto'
import { z } from 'zod'
import type { LineSettings } from '../terminal/sms.ts'
import { isGood, post } from './post.ts'
import { isSame } from './signature.ts'
import { refused, type Callback, type Message, type Receipt, type Receipts, type Sent, type Way } from './way.ts'

/** The message, the account, or LINE's knowledge of this number will not change within minutes. */
const NEVER = [400, 401, 403, 404, 422]
/** LINE uses 429 also for the messages of a month. */
const OF_THE_MONTH = /monthly limit/i

export class Line implements Way {
  readonly settings: LineSettings
  readonly receipts: Receipts

  constructor(settings: LineSettings) {
    this.settings = settings
    const isGenuine = ({ header, body }: Callback) =>
      isSame(header('X-Line-Signature') ?? '', lineSignature(settings.secret, body))
    // LINE takes no other status than 200 for an answer.
    this.receipts = { name: 'line', isGenuine, read: readEvents, answer: {} }
  }

  async send(message: Message, signal: AbortSignal): Promise<Sent> {
    const { url, token } = this.settings
    const { to, body, receiptId } = message
    const headers = {
      'Content-Type': 'application/json',
      Authorization: `Bearer ${token}`,
      ...(receiptId !== null && { 'X-Line-Delivery-Tag': receiptId }),
    }
    const content = JSON.stringify({ to: hashOf(to), messages: [{ type: 'text', text: body }] })
    const { status, text } = await post(url, { headers, body: content }, signal)
    if (isGood(status)) return { result: 'handed_over', detail: `HTTP ${status}` }
    const isFinal = NEVER.includes(status) || (status === 429 && OF_THE_MONTH.test(text))
    return refused({ status, text, isFinal }, message)
  }
}

/** @param number in E.164 */
export const hashOf = (number: string): string => createHash('sha256').update(number).digest('hex')

/** LINE's signature of a request: the base64 HMAC-SHA256 of the body under the channel's secret. */
export const lineSignature = (secret: string, body: string | Buffer): string =>
  createHmac('sha256', secret).update(body).digest('base64')

const webhook = z.object({
  events: z.array(z.looseObject({ type: z.string(), delivery: z.object({ data: z.string() }).optional() })),
})

/** LINE reports only what has arrived. Its other events, such as a customer's answer, are no receipts. */
const readEvents = ({ body }: Callback): Receipt[] =>
  webhook
    .parse(JSON.parse(body.toString()))
    .events.flatMap(({ type, delivery }) =>
      type === 'delivery' && delivery ? [{ attempt: delivery.data, result: 'delivered' as const, detail: '' }] : [],
    )
