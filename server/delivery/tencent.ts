/** SMS through Tencent Cloud (sms, SendSms), with approved texts. */
import { createHash, createHmac } from 'node:crypto'
import { z } from 'zod'
import type { TencentSettings } from '../terminal/sms.ts'
import { post } from './post.ts'
import { isSame } from './signature.ts'
import { valuesFor } from './templates.ts'
import { refused, type Callback, type Message, type Receipt, type Receipts, type Sent, type Way } from './way.ts'

const said = z.object({ Code: z.string(), Message: z.string().default(''), SerialNo: z.string().max(200).optional() })
const answered = z.object({
  Response: z.union([
    z.object({ Error: said }).transform(({ Error }) => Error),
    z.object({ SendStatusSet: z.array(said).length(1) }).transform(({ SendStatusSet }) => SendStatusSet[0]!),
  ]),
})

/** Codes of refusals that another attempt may overcome; every other code of the service is final, limits of a day among them. */
const PASSING =
  /^(InternalError|RequestLimitExceeded|FailedOperation\.FailResolvePacket|LimitExceeded\.(DeliveryFrequencyLimit|PhoneNumber(ThirtySecond|OneHour)Limit))/

export class Tencent implements Way {
  readonly settings: TencentSettings
  readonly receipts?: Receipts

  constructor(settings: TencentSettings) {
    this.settings = settings
    const { receiptKey } = settings
    if (receiptKey === null) return
    // The vendor signs nothing: the key in the address, which only it knows, has to do.
    const isGenuine = ({ url }: Callback) => isSame(new URL(url).searchParams.get('key') ?? '', receiptKey)
    this.receipts = { name: 'tencent', isGenuine, read: readReports, answer: { result: 0, errmsg: 'OK' } }
  }

  async send(message: Message, signal: AbortSignal): Promise<Sent> {
    const { url, signName, templates, appId, region } = this.settings
    const { id, fields } = templates[message.kind]
    const values = valuesFor(message, fields)
    const body = JSON.stringify({
      PhoneNumberSet: [message.to],
      SmsSdkAppId: appId,
      SignName: signName,
      TemplateId: id,
      TemplateParamSet: fields.map((field) => values[field]!),
    })
    const at = Math.floor(Date.now() / 1000)
    const headers = {
      'content-type': 'application/json; charset=utf-8',
      host: new URL(url).host,
      'x-tc-action': 'SendSms',
    }
    const Authorization = tc3Authorization({ ...this.settings, service: 'sms', at, headers, body })
    const common = { 'X-TC-Version': '2021-01-11', 'X-TC-Region': region, 'X-TC-Timestamp': at }
    const { status, text } = await post(
      url,
      { headers: { ...headers, ...common, Authorization }, body, reads: true },
      signal,
    )
    const answer = read(text)
    if (answer?.Code === 'Ok')
      return { result: 'handed_over', detail: 'Ok', ...(answer.SerialNo && { messageId: answer.SerialNo }) }
    return refused({ status, text, isFinal: answer !== null && !PASSING.test(answer.Code) }, message)
  }
}

function read(text: string): z.infer<typeof said> | null {
  try {
    return answered.parse(JSON.parse(text)).Response
  } catch {
    return null
  }
}

const reports = z.array(
  z.object({ report_status: z.enum(['SUCCESS', 'FAIL']), errmsg: z.string().default(''), sid: z.string() }),
)

const readReports = ({ body }: Callback): Receipt[] =>
  reports.parse(JSON.parse(body.toString())).map(({ report_status, errmsg, sid }) => ({
    messageId: sid,
    result: report_status === 'SUCCESS' ? 'delivered' : 'failed',
    detail: errmsg,
  }))

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')
const hmac = (key: string | Buffer, text: string) => createHmac('sha256', key).update(text).digest()

interface Signed {
  keyId: string
  secret: string
  service: string
  /** Seconds since 1970. */
  at: number
  /** With lower-case names: those that are signed. */
  headers: Record<string, string>
  body: string
}

/** The Authorization header of a POST to /: TC3-HMAC-SHA256. */
export function tc3Authorization({ keyId, secret, service, at, headers, body }: Signed): string {
  const names = Object.keys(headers).sort()
  const lines = names.map((name) => `${name}:${headers[name]!.trim().toLowerCase()}\n`).join('')
  const request = ['POST', '/', '', lines, names.join(';'), sha256(body)].join('\n')
  const day = new Date(at * 1000).toISOString().slice(0, 10)
  const scope = `${day}/${service}/tc3_request`
  const key = hmac(hmac(hmac(`TC3${secret}`, day), service), 'tc3_request')
  const signature = hmac(key, ['TC3-HMAC-SHA256', at, scope, sha256(request)].join('\n')).toString('hex')
  return `TC3-HMAC-SHA256 Credential=${keyId}/${scope}, SignedHeaders=${names.join(';')}, Signature=${signature}`
}
