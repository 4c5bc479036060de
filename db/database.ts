import { drizzle, type PostgresJsDatabase } from 'drizzle-orm/postgres-js'
import postgres, { type Sql } from 'postgres'
import { holdDataFolder } from './dataFolder.ts'
import { startEmbedded } from './embedded.ts'
import { migrate } from './migrate.ts'
import * as schema from './schema/index.ts'
import { StartError, codeOf } from './startError.ts'

export interface Database {
  /** The hot path: prepared statements, `timestamptz` and `timestamp` as the database's text, bigint as text. */
  sql: Sql
  /** The same database through drizzle, on two connections of its own. */
  db: PostgresJsDatabase<typeof schema>
  /** With the password: for LISTEN and child processes, never to be printed. */
  url: string
  close: () => Promise<void>
}

/** PostgreSQL's type numbers of date, timestamp and timestamptz. */
const times = [1082, 1114, 1184]
const toIso = (time: Date | string | number) => new Date(time).toISOString()

/**
 * Opens the database: the one at `databaseUrl`, or a PostgreSQL of our own below `dataDir`; migrated in either case.
 * Holds the data folder until closed.
 * @throws StartError with one plain sentence.
 */
export async function openDatabase(config: {
  dataDir: string
  databaseUrl: string | null
  poolMax: number
}): Promise<Database> {
  const folder = holdDataFolder(config.dataDir)
  let stop = async () => {}
  try {
    let url = config.databaseUrl
    if (url === null) ({ url, stop } = await startEmbedded(folder.path))
    await check(url)
    await migrate(url)
    const database = connect(url, config.poolMax)
    const close = async () => {
      await database.close()
      await stop()
      folder.release()
    }
    return { ...database, close }
  } catch (error) {
    await stop()
    folder.release()
    throw error instanceof StartError ? error : new StartError(reasonOf(error))
  }
}

/** Connects to a database that is there and migrated. `poolMax`: connections of the hot path. */
export function connect(url: string, poolMax = 10): Database {
  const sql: Sql = postgres(url, {
    max: poolMax,
    onnotice: () => {},
    // Instants come out as the database's text: whoever reads them makes milliseconds of them, not Date objects.
    types: { date: { to: 1184, from: times, serialize: toIso, parse: (text: string) => text } },
  })
  // drizzle changes the parsers and serializers of the client it is given; ours must keep theirs.
  const own = postgres(url, { max: 2, onnotice: () => {} })
  const db = drizzle(own, { schema, casing: 'snake_case' })
  const close = async () => {
    await Promise.all([sql.end({ timeout: 0.5 }), own.end({ timeout: 0.5 })])
  }
  return { sql, db, url, close }
}

/** @throws StartError when the database cannot be reached or is older than 15. */
async function check(url: string): Promise<void> {
  const sql = postgres(url, { max: 1, onnotice: () => {}, connect_timeout: 8 })
  try {
    const [row] = await sql<{ version: string }[]>`select current_setting('server_version_num') as version`
    const major = Math.floor(Number(row?.version) / 10_000)
    if (major < 15) throw new StartError(`The database is PostgreSQL ${major}; Pitboard needs 15 or newer.`)
  } finally {
    await sql.end({ timeout: 1 })
  }
}

/** A database's refusal as one sentence: no password, no statement. */
function reasonOf(error: unknown): string {
  const code = codeOf(error)
  if (code === '28P01' || code === '28000') return 'The database refuses the user or password: check DATABASE_URL.'
  if (code === '3D000') return 'The database named in DATABASE_URL does not exist: create it, or correct the name.'
  if (code === '53100') return "The database's disk is full. Free some space and start again."
  if (code === '42501')
    return 'The database user may not create tables: give it the right to, or use another in DATABASE_URL.'
  if (/^(ECONN|EHOST|ENOTFOUND|ENET|EAI_|ETIMEDOUT|CONNECT|EPIPE|EPROTO)/.test(code))
    return `The database cannot be reached (${code}): check DATABASE_URL and that PostgreSQL is running.`
  const text =
    error instanceof Error ? (error.cause instanceof Error ? error.cause.message : error.message) : String(error)
  return `The database cannot be used: ${text.split('\n')[0]}`
}
