/** SMS through Twilio's Messages resource. */
import { createHmac } from 'node:crypto'
import type { TwilioSettings } from '../terminal/sms.ts'
import { isGood, post } from './post.ts'
import { isSame } from './signature.ts'
import { saysSuccess } from './success.ts'
import { refused, type Callback, type Message, type Receipt, type Receipts, type Sent, type Way } from './way.ts'

/** The account's messages of the day are used up. */
const DAILY_LIMIT = '63038'

export class Twilio implements Way {
  readonly settings: TwilioSettings
  readonly receipts: Receipts

  constructor(settings: TwilioSettings) {
    this.settings = settings
    const isGenuine = ({ url, header, body }: Callback) =>
      isSame(header('X-Twilio-Signature') ?? '', twilioSignature(settings.auth.pass, url, body.toString()))
    this.receipts = { name: 'twilio', isGenuine, read: readStatus }
  }

  async send(message: Message, signal: AbortSignal): Promise<Sent> {
    const { url, auth, from, success } = this.settings
    const { to, body, receiptId, receiptsAt } = message
    const form = new URLSearchParams({ To: to, From: from, Body: body })
    if (receiptId !== null && receiptsAt !== null)
      form.set('StatusCallback', `${receiptsAt}/twilio?attempt=${receiptId}`)
    const headers = { 'Content-Type': 'application/x-www-form-urlencoded' }
    const { status, text } = await post(url, { headers, body: form.toString(), auth, reads: true }, signal)
    const { sid, code } = fieldsOf(text)
    if (isGood(status) && (success === null || saysSuccess(text, success)))
      return { result: 'handed_over', detail: `HTTP ${status}`, ...(sid && { messageId: sid }) }
    return refused({ status, text, isFinal: status === 400 || code === DAILY_LIMIT }, message)
  }
}

/**
 * Twilio's signature of a request with a form: the base64 HMAC-SHA1, under the account's token, of the address and the form's fields
 * in the order of their names. The form must be parsed for that, but none of it is used before the signature is checked.
 */
export function twilioSignature(token: string, url: string, form: string): string {
  const fields = new URLSearchParams(form)
  const names = [...new Set(fields.keys())].sort()
  const values = (name: string) => [...new Set(fields.getAll(name))].sort().map((value) => name + value)
  return createHmac('sha1', token)
    .update(url + names.flatMap(values).join(''))
    .digest('base64')
}

const results: Readonly<Record<string, Receipt['result']>> = {
  delivered: 'delivered',
  read: 'delivered',
  undelivered: 'failed',
  failed: 'failed',
  canceled: 'failed',
}

/** One request tells of one message, also of steps on its way, which are no receipts. */
function readStatus({ url, body }: Callback): Receipt[] {
  const form = new URLSearchParams(body.toString())
  const status = form.get('MessageStatus') ?? ''
  const result = Object.hasOwn(results, status) ? results[status]! : null
  const attempt = new URL(url).searchParams.get('attempt')
  if (!result || attempt === null) return []
  return [{ attempt, result, detail: [status, form.get('ErrorCode')].filter(Boolean).join(' ') }]
}

/** The id of an accepted message, and the code of a refusal, from the JSON answer. */
function fieldsOf(text: string): { sid?: string; code?: string } {
  try {
    const { sid, code } = JSON.parse(text) as { sid?: unknown; code?: unknown }
    return { ...(typeof sid === 'string' && { sid: sid.slice(0, 200) }), ...(code != null && { code: String(code) }) }
  } catch {
    return {}
  }
}
