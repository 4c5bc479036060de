/** The settings from environment variables. Empty counts as unset. */
import { readFileSync } from 'node:fs'
import { isIP } from 'node:net'
import { join, resolve } from 'node:path'
import { z } from 'zod'
import { whole } from './options.ts'
import { StartError } from './startError.ts'
import { isUsable, type TlsFiles, type TlsPair } from './tlsFiles.ts'
import { readChannels, type ChannelSettings } from './channels.ts'

export interface Config {
  /** Where to listen: 127.0.0.1 for this machine alone, 0.0.0.0 for the network. */
  host: string
  /** 0: any free port. */
  port: number
  dataDir: string
  /** The folder of the backups that are made by themselves. */
  backupDir: string
  /** Encrypts them; null: they are not encrypted. */
  backupPassphrase: string | null
  /** Null: our own PostgreSQL below `dataDir`. */
  databaseUrl: string | null
  /** The origin of links and QR codes, without a path or trailing slash. Null: the address listened on. */
  publicUrl: string | null
  tls: (TlsPair & { files: TlsFiles }) | null
  /** How many proxies are in front, or their addresses; false: none. */
  trustProxy: false | number | string[]
  /** Origins whose pages may show wall and lobby in a frame. */
  frameAncestors: string[]
  /** Programs elsewhere read the metrics with this. */
  metricsToken: string | null
  logLevel: (typeof logLevels)[number]
  /** The example workshop's name. */
  workshopName: string
  /** Connections of the hot path. */
  poolMax: number
  /** The channels to customers. */
  channels: ChannelSettings
}

const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const

const hostName = /^(?=.{1,253}$)[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*$/i

const address = (protocols: string[], example: string) =>
  z
    .string()
    .refine(
      (text) => URL.canParse(text) && protocols.includes(new URL(text).protocol),
      `must be an address like ${example}`,
    )
    .nullable()
    .default(null)

/** Protocol, host and port: the screens' paths begin at the root, so a path here would break them. */
const origin = address(['http:', 'https:'], 'https://board.example.com').transform((text, context) => {
  if (text === null) return null
  const { href, origin } = new URL(text)
  if (href === `${origin}/`) return origin
  context.addIssue({
    code: 'custom',
    message: 'must be protocol and host alone, without a path, like https://board.example.com',
  })
  return z.NEVER
})

const file = z
  .string()
  .transform((path, context) => {
    try {
      return { path, text: readFileSync(path, 'utf8') }
    } catch {
      context.addIssue({ code: 'custom', message: `names a file that cannot be read: ${path}` })
      return z.NEVER
    }
  })
  .nullable()
  .default(null)

const proxies = z.string().transform((text, context) => {
  if (text === 'false') return false
  if (/^[0-9]$/.test(text)) return Number(text) || false
  const list = text.split(',').map((part) => part.trim())
  if (list.every(isProxy)) return list
  context.addIssue({
    code: 'custom',
    message: 'must be the number of proxies in front (1) or their addresses (10.0.0.0/8, …)',
  })
  return z.NEVER
})

function isProxy(part: string): boolean {
  const [ip = '', bits, ...more] = part.split('/')
  const kind = isIP(ip)
  if (['loopback', 'linklocal', 'uniquelocal'].includes(part)) return true
  return (
    kind > 0 &&
    more.length === 0 &&
    (bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= (kind === 4 ? 32 : 128)))
  )
}

const variables = z.object({
  HOST: z
    .string()
    .refine(
      (text) => isIP(text) > 0 || hostName.test(text),
      'must be an address or name of this machine, such as 127.0.0.1 or 0.0.0.0',
    )
    .default('127.0.0.1'),
  PORT: whole(0, 65_535).default(8080),
  DATA_DIR: z.string().default('data'),
  BACKUP_DIR: z.string().nullable().default(null),
  BACKUP_PASSPHRASE: z.string().min(8, 'must have 8 characters or more').nullable().default(null),
  DATABASE_URL: address(['postgres:', 'postgresql:'], 'postgres://user:password@host:5432/name'),
  PUBLIC_URL: origin,
  TLS_CERT: file,
  TLS_KEY: file,
  TRUST_PROXY: proxies.default(false),
  FRAME_ANCESTORS: z
    .string()
    .transform((text) => text.trim().split(/[\s,]+/))
    .refine(
      (list) => list.every((part) => /^https?:/.test(part) && URL.canParse(part) && new URL(part).origin === part),
      'must be origins such as http://home.local:8123, with spaces between',
    )
    .default([]),
  METRICS_TOKEN: z
    .string()
    .regex(/^[\w.~+/=-]{16,200}$/, 'must be 16 to 200 letters, digits and - . _ ~ + / =')
    .nullable()
    .default(null),
  LOG_LEVEL: z.enum(logLevels, `must be one of ${logLevels.join(', ')}`).default('info'),
  WORKSHOP_NAME: z
    .string()
    .regex(/^[^\p{Cc}]{1,80}$/u, 'must be a name of 1 to 80 characters')
    .default('Harbour Street Garage'),
  DATABASE_POOL: whole(2, 200).default(10),
})

/**
 * Reads the settings from environment variables.
 * @throws StartError with one line per invalid value; values are not repeated, as they may contain passwords.
 */
export function readConfig(env: NodeJS.ProcessEnv): Config {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value?.trim()))
  const read = variables.safeParse(given)
  if (!read.success)
    throw new StartError(read.error.issues.map((issue) => `${issue.path.join('.')} ${issue.message}.`).join('\n'))
  const set = read.data
  return {
    host: set.HOST,
    port: set.PORT,
    dataDir: resolve(set.DATA_DIR),
    backupDir: resolve(set.BACKUP_DIR ?? join(set.DATA_DIR, 'backups')),
    backupPassphrase: set.BACKUP_PASSPHRASE,
    databaseUrl: set.DATABASE_URL,
    publicUrl: set.PUBLIC_URL,
    tls: pair(set.TLS_CERT, set.TLS_KEY),
    trustProxy: set.TRUST_PROXY,
    frameAncestors: set.FRAME_ANCESTORS,
    metricsToken: set.METRICS_TOKEN,
    logLevel: set.LOG_LEVEL,
    workshopName: set.WORKSHOP_NAME,
    poolMax: set.DATABASE_POOL,
    channels: readChannels(given, set.PUBLIC_URL),
  }
}

type Pem = { path: string; text: string } | null

function pair(cert: Pem, key: Pem): Config['tls'] {
  if (cert === null && key === null) return null
  if (cert === null || key === null) throw new StartError('TLS_CERT and TLS_KEY go together: set both or neither.')
  const texts = { cert: cert.text, key: key.text }
  if (!isUsable(texts)) throw new StartError('TLS_CERT and TLS_KEY do not match or are not PEM files.')
  return { ...texts, files: { cert: cert.path, key: key.path } }
}
