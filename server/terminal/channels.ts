/** The channels to customers, from environment variables (B11.3). A channel without variables does not exist. */
import { domainToASCII } from 'node:url'
import { z } from 'zod'
import { email as mailAddress } from '#contract/fields.ts'
import { isLoopback } from './network.ts'
import { StartError } from './startError.ts'

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

/** Where a gateway's JSON answer says whether it took the message, and the words for yes. */
export interface SuccessRule {
  path: readonly string[]
  words: readonly string[]
}

interface Login {
  user: string
  pass: string
}

interface Gateway {
  /** Without user and password. */
  url: string
  /** Null: a status of 2xx is enough. */
  success: SuccessRule | null
}

/** The request described in server/delivery/README.md, signed with `secret`. */
export interface JsonSettings extends Gateway {
  preset: 'json'
  auth: Login | null
  secret: string
}

/** Twilio's Messages resource, from `from`. */
export interface TwilioSettings extends Gateway {
  preset: 'twilio'
  auth: Login
  from: string
}

export type SmsSettings = JsonSettings | TwilioSettings

export interface ChannelSettings {
  email: MailSettings | null
  sms: SmsSettings | null
  /** The contact for push services: a mailto: or https: address. Without one they refuse every message, so push is not offered. */
  pushSubject: string | null
}

const isMail = (text: string) => mailAddress.safeParse(text).success

const presets = ['json', 'twilio'] as const

const url = (isGood: (url: URL) => boolean, error: string) =>
  z
    .string()
    .refine((text) => URL.canParse(text) && isGood(new URL(text)), error)
    .transform((text) => new URL(text))
    .optional()

const variables = z.object({
  SMTP_URL: url(
    ({ protocol, hostname, pathname, hash }) =>
      ['smtp:', 'smtps:'].includes(protocol) && hostname !== '' && /^\/?$/.test(pathname) && hash === '',
    'must be an address like smtp://user:password@mail.example.com:587',
  ),
  MAIL_FROM: z.string().refine(isMail, 'must be an e-mail address like board@example.com').optional(),
  SMTP_NAME: z
    .string()
    .regex(/^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/i, 'must be a host name like board.example.com')
    .optional(),
  SMS_URL: url(
    ({ protocol, hostname }) => protocol === 'https:' || (protocol === 'http:' && isLoopback(hostname)),
    'must be an address like https://sms.example.com/send',
  ),
  SMS_PRESET: z.enum(presets, `must be one of ${presets.join(', ')}`).default('json'),
  SMS_SECRET: z.string().min(16, 'must have 16 characters or more').optional(),
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
  VAPID_SUBJECT: z
    .string()
    .refine((text) => isContact(text), 'must be an address like mailto:board@example.com')
    .optional(),
})
type Set = z.infer<typeof variables>

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

function mailOf({ SMTP_URL: smtp, MAIL_FROM, SMTP_NAME }: Set, publicUrl: string | null): MailSettings | null {
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

/** A message that Twilio has taken is in one of these states. */
const takenByTwilio: SuccessRule = {
  path: ['status'],
  words: ['accepted', 'scheduled', 'queued', 'sending', 'sent', 'delivered'],
}

function smsOf(set: Set): SmsSettings | null {
  const { SMS_URL: gateway, SMS_PRESET: preset, SMS_SECRET: secret, SMS_FROM: from, SMS_SUCCESS } = set
  if (!gateway) return null
  const auth = authOf(gateway, 'SMS_URL')
  const url = new URL(gateway)
  url.username = url.password = ''
  if (preset === 'json') {
    if (secret === undefined) throw new StartError('SMS_URL needs SMS_SECRET: requests are signed with it.')
    return { preset, url: url.href, auth, secret, success: SMS_SUCCESS ?? null }
  }
  if (from === undefined) throw new StartError('SMS_PRESET twilio needs SMS_FROM: the sender’s number.')
  if (auth === null)
    throw new StartError('SMS_PRESET twilio needs the account and its token in SMS_URL: https://account:token@….')
  return { preset, url: url.href, auth, from, success: SMS_SUCCESS ?? takenByTwilio }
}

function authOf({ username, password }: URL, name: string): Login | null {
  if (username === '') return null
  try {
    return { user: decodeURIComponent(username), pass: decodeURIComponent(password) }
  } catch {
    throw new StartError(`${name} contains a user or password with an unescaped %: write %25.`)
  }
}
