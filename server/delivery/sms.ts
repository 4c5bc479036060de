/** Notices by SMS, through an HTTP gateway: in the format described in this folder's README, or Twilio's Messages resource. */
import { createHmac } from 'node:crypto'
import { textableOf } from '#server/domain/phone.ts'
import { isGood, post, type Post } from './post.ts'
import { saysSuccess } from './success.ts'
import type { SmsSettings } from '../terminal/channels.ts'
import { detailOf, type Message, type Sent, type Way } from './way.ts'

/** Statuses of a gateway that will never accept this number or text. */
const NEVER = [400, 422]

export function openSms(settings: SmsSettings): Way {
  return {
    async send(message, signal): Promise<Sent> {
      const to = textableOf(message.to, message.workshop.country)
      if (to === null)
        return {
          result: 'unavailable',
          detail: 'Text messages cannot be sent to this number. Check it, and its country code.',
        }
      const request =
        settings.preset === 'json' ? signed(message, to, settings.secret) : form(message, to, settings.from)
      const { status, text } = await post(
        settings.url,
        { ...request, auth: settings.auth, reads: settings.success !== null },
        signal,
      )
      if (isGood(status) && (settings.success === null || saysSuccess(text, settings.success)))
        return { result: 'delivered', detail: `HTTP ${status}` }
      if (status >= 300 && status < 400)
        return {
          result: 'failed',
          detail: `HTTP ${status}: redirects are not followed. Set SMS_URL to the final address.`,
        }
      const detail = detailOf(detailOf(`HTTP ${status} ${text}`, { to }), message)
      return { result: NEVER.includes(status) ? 'unavailable' : 'failed', detail }
    },
  }
}

/** The signature is the hex HMAC-SHA256, under the secret, of the time (seconds since 1970), a full stop and the body. */
function signed({ reference, body, workshop }: Message, to: string, secret: string): Post {
  const content = JSON.stringify({ reference, to, text: body, workshop: workshop.name })
  const timestamp = Math.floor(Date.now() / 1000)
  const signature = createHmac('sha256', secret).update(`${timestamp}.${content}`).digest('hex')
  return {
    headers: {
      'Content-Type': 'application/json',
      'X-Pitboard-Timestamp': timestamp,
      'X-Pitboard-Signature': `sha256=${signature}`,
    },
    body: content,
  }
}

const form = ({ body }: Message, to: string, from: string): Post => ({
  headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
  body: new URLSearchParams({ To: to, From: from, Body: body }).toString(),
})
