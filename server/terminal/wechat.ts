/** The WeChat service account, from environment variables (B11.3). */
import { z } from 'zod'
import { noticeKinds, type NoticeKind } from '#contract/values.ts'
import { templateFields, type TemplateField } from '#words/notice.ts'
import { forEveryKind } from './approvedTexts.ts'
import { urlField } from './address.ts'
import { isLoopback } from './network.ts'
import { StartError } from './startError.ts'

/** The templates of the account by kind of notice: the id, and which field of ours fills each of its keywords. */
export type WechatTemplates = Readonly<
  Record<NoticeKind, { id: string; fields: readonly { keyword: string; field: TemplateField }[] }>
>

export interface WechatSettings {
  appId: string
  secret: string
  templates: WechatTemplates
  /** Signs what WeChat posts to us. Null: no receipts. */
  token: string | null
  /** 43 characters of base64: the EncodingAESKey. Null: WeChat posts in plain text. */
  aesKey: string | null
  /** WeChat's servers, without a slash at the end: the interface, and the page that names a customer's account. */
  url: string
  loginUrl: string
}

const example = 'ready=TEMPLATE-ID:car_number1=plate,thing2=workshop'
const TEMPLATE = /^([a-z_]+)=([\w-]{1,64}):([a-z]\w*=[a-z]+(?:,[a-z]\w*=[a-z]+)*)$/

const host = urlField(
  ({ protocol, hostname }) => protocol === 'https:' || (protocol === 'http:' && isLoopback(hostname)),
  'must be an address like https://api.weixin.qq.com',
)
const text = (form: RegExp, error: string) => z.string().regex(form, error).optional()

export const wechatVariables = {
  WECHAT_APP_ID: text(/^wx[0-9a-f]{16}$/, 'must be an AppID like wx5823bf96d3bd56c7'),
  WECHAT_SECRET: text(/^\w{16,64}$/, 'must be the AppSecret of the account'),
  WECHAT_TEMPLATES: z.string().transform(templatesOf).optional(),
  WECHAT_TOKEN: text(/^[A-Za-z0-9]{3,32}$/, 'must have 3 to 32 letters and digits'),
  WECHAT_AES_KEY: text(/^[A-Za-z0-9]{43}$/, 'must have 43 letters and digits'),
  WECHAT_URL: host,
  WECHAT_LOGIN_URL: host,
}

type Given = z.infer<z.ZodObject<typeof wechatVariables>>

/** Null: no account is set up. @throws StartError that names what is missing */
export function wechatOf(given: Given): WechatSettings | null {
  const { WECHAT_APP_ID: appId, WECHAT_SECRET: secret, WECHAT_TEMPLATES: templates } = given
  const { WECHAT_TOKEN: token = null, WECHAT_AES_KEY: aesKey = null } = given
  if (appId === undefined) return null
  if (secret === undefined) throw new StartError('WECHAT_APP_ID needs WECHAT_SECRET: the AppSecret of the account.')
  if (templates === undefined)
    throw new StartError(`WECHAT_APP_ID needs WECHAT_TEMPLATES: the account’s templates, like ${example}.`)
  if (aesKey !== null && token === null) throw new StartError('WECHAT_AES_KEY needs WECHAT_TOKEN.')
  const url = (given.WECHAT_URL?.href ?? 'https://api.weixin.qq.com').replace(/\/$/, '')
  const loginUrl = (given.WECHAT_LOGIN_URL?.href ?? 'https://open.weixin.qq.com').replace(/\/$/, '')
  return { appId, secret, templates, token, aesKey, url, loginUrl }
}

/** `ready=ID:car_number1=plate delay=ID:thing1=plate,thing2=time`: a template for every kind of notice. */
function templatesOf(given: string, context: z.RefinementCtx): WechatTemplates {
  const refuse = (message: string) => {
    context.addIssue({ code: 'custom', message })
    return z.NEVER
  }
  const templates: Partial<Record<NoticeKind, WechatTemplates[NoticeKind]>> = {}
  for (const one of given.trim().split(/\s+/)) {
    const [, kind, id, list] = TEMPLATE.exec(one) ?? []
    const known = noticeKinds.find((name) => name === kind)
    if (!known || id === undefined || list === undefined) return refuse(`must look like ${example}`)
    const fields = []
    for (const pair of list.split(',')) {
      const [keyword, name] = pair.split('=') as [string, string]
      const field = templateFields.find((one) => one === name)
      if (!field) return refuse(`may use these fields: ${templateFields.join(', ')}`)
      fields.push({ keyword, field })
    }
    templates[known] = { id, fields }
  }
  const all = forEveryKind(templates)
  return 'missing' in all ? refuse(`lacks a template for ${all.missing.join(', ')}`) : all
}
