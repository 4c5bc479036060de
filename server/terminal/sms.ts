/** The gateway for text messages, from environment variables: the format of server/delivery/README.md, or a vendor's. */
import { z } from 'zod'
import { noticeKinds, type NoticeKind } from '#contract/values.ts'
import { templateFields, type TemplateField } from '#words/notice.ts'
import { forEveryKind } from './approvedTexts.ts'
import { authOf, urlField, type Login } from './address.ts'
import { isLoopback } from './network.ts'
import { StartError } from './startError.ts'

/** Where a gateway's JSON answer says whether it took the message, and the words for yes. */
export interface SuccessRule {
  path: readonly string[]
  words: readonly string[]
}

interface Gateway {
  /** Without user and password. */
  url: string
}

/** The request described in server/delivery/README.md, signed with `secret`. */
export interface JsonSettings extends Gateway {
  preset: 'json'
  auth: Login | null
  secret: string
  /** Null: a status of 2xx is enough. */
  success: SuccessRule | null
}

/** Twilio's Messages resource, from `from`. */
export interface TwilioSettings extends Gateway {
  preset: 'twilio'
  auth: Login
  from: string
  success: SuccessRule | null
}

/** The texts that the vendor has approved, by kind of notice: the id, and the fields in the order of its variables. */
export type Templates = Readonly<Record<NoticeKind, { id: string; fields: readonly TemplateField[] }>>

interface WithTemplates extends Gateway {
  keyId: string
  secret: string
  signName: string
  templates: Templates
  /** In the address of receipts, which these vendors do not sign. Null: no receipts. */
  receiptKey: string | null
}

export interface AliyunSettings extends WithTemplates {
  preset: 'aliyun'
}

export interface TencentSettings extends WithTemplates {
  preset: 'tencent'
  appId: string
  region: string
}

/** LINE notification messages to telephone numbers. */
export interface LineSettings extends Gateway {
  preset: 'line'
  /** The channel's access token. */
  token: string
  /** The channel's secret, which signs receipts. */
  secret: string
}

export type SmsSettings = JsonSettings | TwilioSettings | AliyunSettings | TencentSettings | LineSettings

const presets = ['json', 'twilio', 'aliyun', 'tencent', 'line'] as const

const secretText = z.string().min(16, 'must have 16 characters or more').optional()
const plain = (error: string) =>
  z
    .string()
    .regex(/^[\w.-]{1,64}$/, error)
    .optional()

const TEMPLATE = /^([a-z_]+)=([\w-]{1,40})(?::([a-z,]+))?$/

export const smsVariables = {
  SMS_URL: urlField(
    ({ protocol, hostname }) => protocol === 'https:' || (protocol === 'http:' && isLoopback(hostname)),
    'must be an address like https://sms.example.com/send',
  ),
  SMS_PRESET: z.enum(presets, `must be one of ${presets.join(', ')}`).default('json'),
  SMS_SECRET: secretText,
  SMS_SUCCESS: z
    .string()
    .regex(/^[^=\s]+=[^=\s]+$/, 'must be a place in the JSON answer and the words for yes, like code=OK or status=0|1')
    .transform((text): SuccessRule => {
      const [path, words] = text.split('=') as [string, string]
      return { path: path.split('.'), words: words.split('|') }
    })
    .optional(),
  SMS_FROM: z
    .string()
    .regex(/^(\+\d{6,15}|[A-Za-z0-9 ]{1,11})$/, 'must be a number like +14155550100, or a name of up to 11 letters')
    .optional(),
  SMS_TOKEN: secretText,
  SMS_KEY_ID: plain('must be the id of an access key'),
  SMS_APP_ID: plain('must be the id of an application, like 1400006666'),
  SMS_REGION: plain('must be a region like ap-guangzhou').default('ap-guangzhou'),
  SMS_SIGN_NAME: z.string().max(40, 'must have 40 characters or less').optional(),
  SMS_TEMPLATES: z.string().transform(templatesOf).optional(),
  SMS_RECEIPT_KEY: secretText.refine(
    (key) => key === undefined || /^[\w.~-]+$/.test(key),
    'may have only letters, digits and _ . ~ -',
  ),
}

type Given = z.infer<z.ZodObject<typeof smsVariables>>

/** Null: no gateway is set up. @throws StartError that names what is missing */
export function smsOf(given: Given): SmsSettings | null {
  const { SMS_PRESET: preset, SMS_URL: gateway } = given
  if (preset === 'aliyun' || preset === 'tencent') return withTemplates(preset, given)
  if (preset === 'line') return lineOf(given)
  if (!gateway) return null
  const auth = authOf(gateway, 'SMS_URL')
  const url = withoutAuth(gateway)
  if (preset === 'json') {
    const { SMS_SECRET: secret, SMS_SUCCESS: success = null } = given
    if (secret === undefined) throw new StartError('SMS_URL needs SMS_SECRET: requests are signed with it.')
    return { preset, url, auth, secret, success }
  }
  const { SMS_FROM: from, SMS_SUCCESS: success = takenByTwilio } = given
  if (from === undefined) throw new StartError('SMS_PRESET twilio needs SMS_FROM: the sender’s number.')
  if (auth === null)
    throw new StartError('SMS_PRESET twilio needs the account and its token in SMS_URL: https://account:token@….')
  return { preset, url, auth, from, success }
}

/** A message that Twilio has taken is in one of these states. */
const takenByTwilio: SuccessRule = {
  path: ['status'],
  words: ['accepted', 'scheduled', 'queued', 'sending', 'sent', 'delivered'],
}

const homes = {
  aliyun: 'https://dysmsapi.aliyuncs.com/',
  tencent: 'https://sms.tencentcloudapi.com/',
  line: 'https://api.line.me/bot/pnp/push',
}

function lineOf({ SMS_TOKEN: token, SMS_SECRET: secret, SMS_URL: url }: Given): LineSettings {
  if (token === undefined) throw new StartError('SMS_PRESET line needs SMS_TOKEN: the channel’s access token.')
  if (secret === undefined) throw new StartError('SMS_PRESET line needs SMS_SECRET: the channel’s secret.')
  return { preset: 'line', token, secret, url: url ? withoutAuth(url) : homes.line }
}

function withTemplates(preset: 'aliyun' | 'tencent', given: Given): AliyunSettings | TencentSettings {
  const need = (name: 'SMS_KEY_ID' | 'SMS_SECRET' | 'SMS_SIGN_NAME' | 'SMS_APP_ID'): string => {
    const value = given[name]
    if (value === undefined) throw new StartError(`SMS_PRESET ${preset} needs ${name}.`)
    return value
  }
  const { SMS_TEMPLATES: templates, SMS_RECEIPT_KEY: receiptKey = null, SMS_REGION: region, SMS_URL: url } = given
  if (!templates)
    throw new StartError(`SMS_PRESET ${preset} needs SMS_TEMPLATES: the approved texts, like ${exampleTemplates}.`)
  const shared = {
    ...{ keyId: need('SMS_KEY_ID'), secret: need('SMS_SECRET'), signName: need('SMS_SIGN_NAME') },
    ...{ templates, receiptKey, url: url ? withoutAuth(url) : homes[preset] },
  }
  return preset === 'aliyun' ? { preset, ...shared } : { preset, ...shared, appId: need('SMS_APP_ID'), region }
}

const exampleTemplates = 'ready=SMS_1:plate delay=SMS_2:plate,time'

/** `ready=SMS_1:plate delay=SMS_2:plate,time`: a text for every kind of notice. */
function templatesOf(text: string, context: z.RefinementCtx): Templates {
  const refuse = (message: string) => {
    context.addIssue({ code: 'custom', message })
    return z.NEVER
  }
  const templates: Partial<Record<NoticeKind, Templates[NoticeKind]>> = {}
  for (const one of text.trim().split(/\s+/)) {
    const [, kind, id, list] = TEMPLATE.exec(one) ?? []
    const known = noticeKinds.find((name) => name === kind)
    if (!known || id === undefined) return refuse(`must look like ${exampleTemplates}`)
    const fields = list?.split(',') ?? []
    if (!fields.every((field): field is TemplateField => (templateFields as readonly string[]).includes(field)))
      return refuse(`may use these fields: ${templateFields.join(', ')}`)
    templates[known] = { id, fields: fields as TemplateField[] }
  }
  const all = forEveryKind(templates)
  return 'missing' in all ? refuse(`lacks a text for ${all.missing.join(', ')}`) : all
}

function withoutAuth(address: URL): string {
  const url = new URL(address)
  url.username = url.password = ''
  return url.href
}
