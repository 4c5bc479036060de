/** The channels to customers, from environment variables (B11.3). A channel without variables does not exist. */
import { z } from 'zod'
import { StartError } from './startError.ts'

export interface MailSettings {
  host: string
  port: number
  /** TLS from the first byte; otherwise STARTTLS. */
  secure: boolean
  auth: { user: string; pass: string } | null
  /** The sender's address. */
  from: string
}

/** `json`: the request described in server/delivery/README.md, signed with `secret`; `twilio`: Twilio's Messages resource, from `from`. */
export type SmsSettings = {
  /** Without user and password. */
  url: string
  auth: { user: string; pass: string } | null
} & ({ preset: 'json'; secret: string } | { preset: 'twilio'; from: string })

export interface ChannelSettings {
  email: MailSettings | null
  sms: SmsSettings | null
  /** The contact for push services: a mailto: or https: address. */
  pushSubject: string
}

const LOOPBACK = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/
/** Push services require a contact; this is the default. */
const DEFAULT_CONTACT = 'mailto:pitboard@localhost'

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
  MAIL_FROM: z.email('must be an e-mail address like board@example.com').optional(),
  SMS_URL: url(
    ({ protocol, hostname }) => protocol === 'https:' || (protocol === 'http:' && LOOPBACK.test(hostname)),
    'must be an address like https://sms.example.com/send',
  ),
  SMS_PRESET: z.enum(presets, `must be one of ${presets.join(', ')}`).default('json'),
  SMS_SECRET: z.string().min(16, 'must have 16 characters or more').optional(),
  SMS_FROM: z
    .string()
    .regex(/^(\+\d{6,15}|[A-Za-z0-9 ]{1,11})$/, 'must be a number like +14155550100, or a name of up to 11 letters')
    .optional(),
  VAPID_SUBJECT: z
    .string()
    .refine(
      (text) => URL.canParse(text) && /^(mailto:.+@.+|https:\/\/.+)$/.test(text),
      'must be an address like mailto:board@example.com',
    )
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
  const email = mailOf(read.data)
  return {
    email,
    sms: smsOf(read.data),
    pushSubject:
      read.data.VAPID_SUBJECT ??
      (publicUrl?.startsWith('https:') ? publicUrl : email ? `mailto:${email.from}` : DEFAULT_CONTACT),
  }
}

function mailOf({ SMTP_URL: smtp, MAIL_FROM }: Set): MailSettings | null {
  if (!smtp) return null
  const { searchParams } = smtp
  if ([...searchParams.keys()].some((name) => name !== 'from'))
    throw new StartError('SMTP_URL may be followed by ?from= and nothing else.')
  const from = z.email().safeParse(MAIL_FROM ?? searchParams.get('from'))
  if (!from.success)
    throw new StartError('SMTP_URL needs a sender: set MAIL_FROM to an address like board@example.com.')
  const secure = smtp.protocol === 'smtps:'
  return {
    host: smtp.hostname.replace(/^\[|\]$/g, ''),
    port: Number(smtp.port) || (secure ? 465 : 587),
    secure,
    auth: authOf(smtp, 'SMTP_URL'),
    from: from.data,
  }
}

function smsOf({ SMS_URL: gateway, SMS_PRESET: preset, SMS_SECRET: secret, SMS_FROM: from }: Set): SmsSettings | null {
  if (!gateway) return null
  const auth = authOf(gateway, 'SMS_URL')
  const url = new URL(gateway)
  url.username = url.password = ''
  if (preset === 'json') {
    if (secret === undefined) throw new StartError('SMS_URL needs SMS_SECRET: requests are signed with it.')
    return { preset, url: url.href, auth, secret }
  }
  if (from === undefined) throw new StartError('SMS_PRESET twilio needs SMS_FROM: the sender’s number.')
  if (auth === null)
    throw new StartError('SMS_PRESET twilio needs the account and its token in SMS_URL: https://account:token@….')
  return { preset, url: url.href, auth, from }
}

function authOf({ username, password }: URL, name: string): { user: string; pass: string } | null {
  if (username === '') return null
  try {
    return { user: decodeURIComponent(username), pass: decodeURIComponent(password) }
  } catch {
    throw new StartError(`${name} contains a user or password with an unescaped %: write %25.`)
  }
}
