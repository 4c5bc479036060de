/** SMS through Alibaba Cloud (Dysmsapi, SendSms), with approved texts. */
import { createHash, createHmac, randomUUID } from 'node:crypto'
import { z } from 'zod'
import type { AliyunSettings } from '../terminal/sms.ts'
import { post } from './post.ts'
import { isSame } from './signature.ts'
import { valuesFor } from './templates.ts'
import { refused, type Callback, type Message, type Receipt, type Receipts, type Sent, type Way } from './way.ts'

const answered = z.object({ Code: z.string(), Message: z.string().default(''), BizId: z.string().max(200).optional() })

/** Codes of refusals that another attempt may overcome; every other code of the service is final. */
const PASSING = /^(isp\.|Throttling|ServiceUnavailable|InternalError|SignatureNonceUsed)/
/** Limits by minute and hour pass; the limit of a day does not. */
const LIMIT = 'isv.BUSINESS_LIMIT_CONTROL'
const OF_THE_DAY = '天级'

export class Aliyun implements Way {
  readonly settings: AliyunSettings
  readonly receipts?: Receipts

  constructor(settings: AliyunSettings) {
    this.settings = settings
    const { receiptKey } = settings
    if (receiptKey === null) return
    // The vendor signs nothing: the key in the address, which only it knows, has to do.
    const isGenuine = ({ url }: Callback) => isSame(new URL(url).searchParams.get('key') ?? '', receiptKey)
    this.receipts = { name: 'aliyun', isGenuine, read: readReports, answer: { code: 0, msg: '成功' } }
  }

  async send(message: Message, signal: AbortSignal): Promise<Sent> {
    const { url, signName, templates } = this.settings
    const { id, fields } = templates[message.kind]
    const query = {
      // Numbers of the mainland have no country code here, others no plus.
      PhoneNumbers: message.to.replace(/^\+(86(?=1\d{10}$))?/, ''),
      SignName: signName,
      TemplateCode: id,
      TemplateParam: JSON.stringify(valuesFor(message, fields)),
      ...(message.receiptId !== null && { OutId: message.receiptId }),
    }
    const { host } = new URL(url)
    const headers = {
      ...{ host, 'x-acs-action': 'SendSms', 'x-acs-version': '2017-05-25', 'x-acs-signature-nonce': randomUUID() },
      'x-acs-date': new Date().toISOString().replace(/\.\d+Z$/, 'Z'),
      'x-acs-content-sha256': sha256(''),
    }
    const search = canonicalQuery(query)
    const Authorization = acs3Authorization({ ...this.settings, search, headers })
    const { status, text } = await post(
      `${url}?${search}`,
      { headers: { ...headers, Authorization }, body: '', reads: true },
      signal,
    )
    const answer = read(text)
    if (answer?.Code === 'OK')
      return { result: 'handed_over', detail: 'OK', ...(answer.BizId && { messageId: answer.BizId }) }
    return refused({ status, text, isFinal: answer !== null && isFinal(answer) }, message)
  }
}

const isFinal = ({ Code, Message }: z.infer<typeof answered>): boolean =>
  Code === LIMIT ? Message.includes(OF_THE_DAY) : !PASSING.test(Code)

function read(text: string): z.infer<typeof answered> | null {
  try {
    return answered.parse(JSON.parse(text))
  } catch {
    return null
  }
}

const reports = z.array(
  z.object({ success: z.boolean(), err_code: z.string().default(''), out_id: z.string().default('') }),
)

const readReports = ({ body }: Callback): Receipt[] =>
  reports.parse(JSON.parse(body.toString())).map(({ success, err_code, out_id }) => ({
    attempt: out_id,
    result: success ? 'delivered' : 'failed',
    detail: err_code,
  }))

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')

const encoded = (text: string) =>
  encodeURIComponent(text).replaceAll(/[!'()*]/g, (one) => `%${one.codePointAt(0)!.toString(16).toUpperCase()}`)

export const canonicalQuery = (query: Record<string, string>): string =>
  Object.entries(query)
    .map(([name, value]) => `${encoded(name)}=${encoded(value)}`)
    .sort()
    .join('&')

interface Signed {
  keyId: string
  secret: string
  /** In the form of `canonicalQuery`. */
  search: string
  /** With lower-case names: host and those that begin with x-acs-. */
  headers: Record<string, string>
}

/** The Authorization header of a POST to / without a body: signature version 3, ACS3-HMAC-SHA256. */
export function acs3Authorization({ keyId, secret, search, headers }: Signed): string {
  const names = Object.keys(headers).sort()
  const lines = names.map((name) => `${name}:${headers[name]!.trim()}\n`).join('')
  const request = ['POST', '/', search, lines, names.join(';'), sha256('')].join('\n')
  const signature = createHmac('sha256', secret)
    .update(`ACS3-HMAC-SHA256\n${sha256(request)}`)
    .digest('hex')
  return `ACS3-HMAC-SHA256 Credential=${keyId},SignedHeaders=${names.join(';')},Signature=${signature}`
}
