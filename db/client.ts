/** Connections by an address that may carry options of other clients: those of libpq, as hosts give it out, and of Prisma. */
import { readFileSync } from 'node:fs'
import postgres, { type Sql } from 'postgres'
import { StartError } from '../server/terminal/startError.ts'

/** What only the program of that option needs, or what we decide ourselves. PostgreSQL would take them for its settings. */
const idle = [
  ...['channel_binding', 'gssencmode', 'gsslib', 'gssdelegation', 'krbsrvname', 'fallback_application_name'],
  ...['keepalives', 'keepalives_idle', 'keepalives_interval', 'keepalives_count', 'tcp_user_timeout'],
  ...['sslcompression', 'sslsni', 'sslidentity', 'sslaccept', 'ssl_min_protocol_version', 'ssl_max_protocol_version'],
  ...['connection_limit', 'pool_timeout', 'socket_timeout', 'statement_cache_size', 'load_balance_hosts', 'pool_size'],
]

/** PEM files by the option of TLS they become. */
const files = { sslrootcert: 'ca', sslcert: 'cert', sslkey: 'key' } as const

type Options = NonNullable<Parameters<typeof postgres>[1]>

/** @throws StartError for an option that cannot be followed */
export const clientOf = (url: string, options: Options): Sql => {
  const { address, ssl } = readAddress(url)
  return postgres(address, { ...options, ...(ssl && { ssl }) })
}

/** The address without other clients' options, and TLS with the files it names. */
export function readAddress(url: string): { address: string; ssl: Options['ssl'] } {
  // Several hosts are no address in Node's eyes; the driver takes them.
  const [before = '', query = ''] = url.split('?', 2)
  const params = new URLSearchParams(query)
  for (const name of idle) params.delete(name)
  if (/^(true|1)$/.test(params.get('pgbouncer') ?? ''))
    throw new StartError(
      'DATABASE_URL says pgbouncer=true: nodes cannot hear of each other’s changes through a pooler in transaction mode. Give the database’s own address, or leave this out if the pooler is in session mode.',
    )
  params.delete('pgbouncer')
  if (!['public', null].includes(params.get('schema')))
    throw new StartError('DATABASE_URL names a schema: Pitboard uses public. Leave schema out.')
  params.delete('schema')
  const mode = params.get('sslmode')
  const tls: { ca?: string; cert?: string; key?: string } = {}
  for (const [name, as] of Object.entries(files)) {
    const path = params.get(name)
    if (path === null || path === 'system') continue
    tls[as] = read(name, path)
    params.delete(name)
  }
  const isNamed = Object.keys(tls).length > 0 && mode !== 'disable'
  // As libpq does: with the authority’s certificate the server’s is checked, and its name where all is to be verified.
  const ssl = isNamed && {
    ...tls,
    rejectUnauthorized: tls.ca !== undefined || /^verify/.test(mode ?? ''),
    ...(mode !== 'verify-full' && { checkServerIdentity: () => undefined }),
  }
  const rest = params.toString()
  return { address: rest === '' ? before : `${before}?${rest}`, ssl: ssl || undefined }
}

function read(name: string, path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    throw new StartError(`DATABASE_URL names a file in ${name} that cannot be read: ${path}.`)
  }
}
