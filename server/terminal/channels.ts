/** The channels to customers, from environment variables (B11.3). A channel without variables does not exist. */
import { domainToASCII } from 'node:url'
import { z } from 'zod'
import { email as mailAddress } from '#contract/fields.ts'
import { authOf, urlField, type Login } from './address.ts'
import { isLoopback } from './network.ts'
import { smsOf, smsVariables, type SmsSettings } from './sms.ts'
import { StartError } from './startError.ts'
import { wechatOf, wechatVariables, type WechatSettings } from './wechat.ts'

export interface MailSettings {
  host: string
  port: number
  /** TLS from the first byte; otherwise STARTTLS. */
  secure: boolean
  auth: Login | null
  /** The sender's address. */
  from: string
  /** How we greet the mail server: a name of ours, which strict servers look up. */
  name: string
}

export interface ChannelSettings {
  email: MailSettings | null
  sms: SmsSettings | null
  wechat: WechatSettings | null
  /** The contact for push services: a mailto: or https: address. Without one they refuse every message, so push is not offered. */
  pushSubject: string | null
}

const isMail = (text: string) => mailAddress.safeParse(text).success

const variables = z.object({
  ...smsVariables,
  ...wechatVariables,
  SMTP_URL: urlField(
    ({ protocol, hostname, pathname, hash }) =>
      ['smtp:', 'smtps:'].includes(protocol) && hostname !== '' && /^\/?$/.test(pathname) && hash === '',
    'must be an address like smtp://user:password@mail.example.com:587',
  ),
  MAIL_FROM: z.string().refine(isMail, 'must be an e-mail address like board@example.com').optional(),
  SMTP_NAME: z
    .string()
    .regex(/^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/i, 'must be a host name like board.example.com')
    .optional(),
  VAPID_SUBJECT: z
    .string()
    .refine((text) => isContact(text), 'must be an address like mailto:board@example.com')
    .optional(),
})
type Given = z.infer<typeof variables>

/**
 * @param given environment variables that are set
 * @throws StartError with one line per invalid value, which is not repeated: it may contain a password
 */
export function readChannels(given: Record<string, string | undefined>, publicUrl: string | null): ChannelSettings {
  const read = variables.safeParse(given)
  if (!read.success)
    throw new StartError(read.error.issues.map((issue) => `${issue.path.join('.')} ${issue.message}.`).join('\n'))
  const email = mailOf(read.data, publicUrl)
  const contacts = [read.data.VAPID_SUBJECT, publicUrl, email && `mailto:${email.from}`]
  return {
    email,
    sms: smsOf(read.data),
    wechat: wechatOf(read.data),
    pushSubject: contacts.find((one) => typeof one === 'string' && isContact(one)) ?? null,
  }
}

/** Whether push services accept it: Apple's refuses addresses at localhost. */
function isContact(text: string): boolean {
  if (!URL.canParse(text)) return false
  const { protocol, hostname, pathname } = new URL(text)
  if (protocol === 'https:') return !isLoopback(hostname)
  return protocol === 'mailto:' && isMail(decodeURIComponent(pathname))
}

/** The name under which we greet the mail server. */
function greetingOf(publicUrl: string | null, from: string): string {
  const host = publicUrl === null ? '' : new URL(publicUrl).hostname
  const isName = host !== '' && !isLoopback(host) && !/^\[|^[\d.]+$/.test(host)
  return isName ? host : domainToASCII(from.slice(from.lastIndexOf('@') + 1))
}

function mailOf({ SMTP_URL: smtp, MAIL_FROM, SMTP_NAME }: Given, publicUrl: string | null): MailSettings | null {
  if (!smtp) return null
  const { searchParams } = smtp
  if ([...searchParams.keys()].some((name) => name !== 'from'))
    throw new StartError('SMTP_URL may be followed by ?from= and nothing else.')
  const from = MAIL_FROM ?? searchParams.get('from') ?? ''
  if (!isMail(from))
    throw new StartError('SMTP_URL needs a sender: set MAIL_FROM to an address like board@example.com.')
  const secure = smtp.protocol === 'smtps:'
  return {
    host: smtp.hostname.replace(/^\[|\]$/g, ''),
    port: Number(smtp.port) || (secure ? 465 : 587),
    secure,
    auth: authOf(smtp, 'SMTP_URL'),
    from,
    name: SMTP_NAME ?? greetingOf(publicUrl, from),
  }
}
