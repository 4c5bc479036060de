/** SMS through a gateway that speaks the format described in this folder's README. Requests and receipts are signed. */
import { createHmac } from 'node:crypto'
import { z } from 'zod'
import { receiptResults } from '#contract/values.ts'
import type { JsonSettings } from '../terminal/sms.ts'
import { isGood, post } from './post.ts'
import { isSame } from './signature.ts'
import { saysSuccess } from './success.ts'
import { refused, type Callback, type Message, type Receipt, type Receipts, type Sent, type Way } from './way.ts'

/** Statuses of a gateway that will never accept this number or text. */
const NEVER = [400, 422]
/** How old a signed receipt may be, in seconds. */
const FRESH = 300

const report = z.object({ id: z.string(), result: z.enum(receiptResults), detail: z.string().default('') })
const reports = z.union([z.array(report), report.transform((one) => [one])])

export class JsonGateway implements Way {
  readonly settings: JsonSettings
  readonly receipts: Receipts

  constructor(settings: JsonSettings) {
    this.settings = settings
    this.receipts = { name: 'json', isGenuine: (callback) => this.#isSigned(callback), read: readReports }
  }

  async send(message: Message, signal: AbortSignal): Promise<Sent> {
    const { url, auth, success } = this.settings
    const { status, text } = await post(url, { ...this.#signed(message), auth, reads: success !== null }, signal)
    if (isGood(status) && (success === null || saysSuccess(text, success)))
      return { result: 'handed_over', detail: `HTTP ${status}` }
    return refused({ status, text, isFinal: NEVER.includes(status) }, message)
  }

  #signed({ reference, to, body, workshop, receiptId: id, receiptsAt }: Message) {
    const receipt = id !== null && receiptsAt !== null ? { id, url: `${receiptsAt}/json` } : undefined
    const content = JSON.stringify({ reference, to, text: body, workshop: workshop.name, receipt })
    const timestamp = String(Math.floor(Date.now() / 1000))
    return {
      headers: {
        'Content-Type': 'application/json',
        'X-Pitboard-Timestamp': timestamp,
        'X-Pitboard-Signature': this.#signatureOf(timestamp, content),
      },
      body: content,
    }
  }

  /** The hex HMAC-SHA256, under the secret, of the time (seconds since 1970), a full stop and the body. */
  #signatureOf(timestamp: string, body: string | Buffer): string {
    return `sha256=${createHmac('sha256', this.settings.secret).update(`${timestamp}.`).update(body).digest('hex')}`
  }

  #isSigned({ header, body }: Callback): boolean {
    const timestamp = header('X-Pitboard-Timestamp') ?? ''
    const isFresh = Math.abs(Date.now() / 1000 - Number(timestamp)) <= FRESH
    return isFresh && isSame(header('X-Pitboard-Signature') ?? '', this.#signatureOf(timestamp, body))
  }
}

const readReports = ({ body }: Callback): Receipt[] =>
  reports.parse(JSON.parse(body.toString())).map(({ id, ...known }) => ({ attempt: id, ...known }))
