import { setTimeout as sleep } from 'node:timers/promises'
import { drizzle, type PostgresJsDatabase } from 'drizzle-orm/postgres-js'
import type { Sql } from 'postgres'
import { bounded, unhurried, type Patience } from './bounds.ts'
import { clientOf } from './client.ts'
import { damaged, full, holdDataFolder } from './dataFolder.ts'
import { startEmbedded } from './embedded.ts'
import { migrate } from './migrate.ts'
import { migrationsOf, standing } from './migrations.ts'
import * as schema from './schema/index.ts'
import { StartError, codeOf } from '../server/terminal/startError.ts'

export interface Database {
  /** The hot path: prepared statements; dates, timestamps and bigint come as text. */
  sql: Sql
  /** The same database through drizzle, on two connections of its own. */
  db: PostgresJsDatabase<typeof schema>
  /** Contains the password: for LISTEN and child processes, never to be printed. */
  url: string
  close: () => Promise<void>
}

/** Where the data are: at `databaseUrl`, or, if that is null, in our own PostgreSQL below `dataDir`. */
export interface Where {
  dataDir: string
  databaseUrl: string | null
}

/** What surrounds the migrations of a database that has data: `run` carries them out. */
export type Updating = (url: string, run: () => Promise<void>) => Promise<void>

/** A database together with the process that runs it. */
export interface Opened extends Database {
  /** Resolves when our own PostgreSQL has exited for any reason; never for an external one. */
  ended: Promise<unknown>
}

/** PostgreSQL's type OIDs of date, timestamp and timestamptz. */
const times = [1082, 1114, 1184]
const toIso = (time: Date | string | number) => new Date(time).toISOString()

/**
 * Opens and migrates the database. The data folder of our own PostgreSQL stays locked until the database is closed.
 * @param signal aborts the start of our own PostgreSQL
 * @param updating runs around the migrations of a database of an earlier release
 * @throws StartError with one plain sentence.
 */
export async function openDatabase(
  { poolMax, ...where }: Where & { poolMax: number },
  signal?: AbortSignal,
  updating: Updating = (_url, run) => run(),
): Promise<Opened> {
  if (where.databaseUrl !== null) {
    const database = await open(where.databaseUrl, poolMax, where, updating)
    return { ...database, ended: new Promise(() => {}) }
  }
  const folder = holdDataFolder(where.dataDir)
  let stop = async () => {}
  try {
    const server = await startEmbedded(folder.path, signal ? { signal } : {})
    stop = server.stop
    const database = await open(server.url, poolMax, { ...where, dataDir: folder.path }, updating)
    const close = async () => {
      await database.close()
      await stop()
      folder.release()
    }
    return { ...database, close, ended: server.ended }
  } catch (error) {
    await stop()
    folder.release()
    throw error
  }
}

async function open(url: string, poolMax: number, where: Where, updating: Updating): Promise<Database> {
  try {
    const version = await check(url)
    if (await isOlder(url)) await updating(url, () => migrate(url))
    else await migrate(url)
    return connect(url, poolMax, version)
  } catch (error) {
    throw databaseError(error, where)
  }
}

async function isOlder(url: string): Promise<boolean> {
  const sql = clientOf(url, { max: 1, onnotice: () => {} })
  try {
    return standing(await migrationsOf(sql)) === 'older'
  } finally {
    await sql.end()
  }
}

/** Connections for long work beside the hot path, such as reports. None is opened before the first, and idle ones are closed. */
export const connectBeside = (url: string): Sql => pool(url, { ...unhurried, max: 3, idle_timeout: 60 })

const pool = (url: string, options: Parameters<typeof clientOf>[1]): Sql =>
  clientOf(url, {
    ...options,
    onnotice: () => {},
    // Instants come as text; readers turn them into milliseconds, not Date objects.
    types: { date: { to: 1184, from: times, serialize: toIso, parse: (text: string) => text } },
  })

/** Connects to an existing, migrated database. `poolMax`: connections of the hot path; `version`: its `server_version_num`. */
export function connect(url: string, poolMax = 10, version = 0, patience?: Patience): Database {
  const sql = pool(url, { ...bounded(version, patience), max: poolMax })
  // drizzle replaces the parsers and serializers of its client, so it gets a client of its own.
  const own = clientOf(url, { max: 2, onnotice: () => {} })
  const db = drizzle(own, { schema, casing: 'snake_case' })
  const close = async () => {
    await Promise.all([sql.end({ timeout: 0.5 }), own.end({ timeout: 0.5 })])
  }
  return { sql, db, url, close }
}

/** How long a database may take to answer at the start, in seconds. */
const PATIENCE = 8

/** Returns PostgreSQL's `server_version_num`. @throws StartError when the database cannot be reached or is too old. */
export async function check(url: string): Promise<number> {
  const sql = clientOf(url, { max: 1, onnotice: () => {}, connect_timeout: PATIENCE })
  const giveUp = new AbortController()
  try {
    const version = sql<{ version: string }[]>`select current_setting('server_version_num') as version`
    const [row] = await Promise.race([version, silence(PATIENCE + 1, giveUp.signal)])
    refuseOld(Number(row?.version))
    return Number(row?.version)
  } finally {
    giveUp.abort()
    await sql.end({ timeout: 1 })
  }
}

/** The driver would retry for ever against a proxy that accepts connections and drops them because its PostgreSQL is down. */
async function silence(seconds: number, signal: AbortSignal): Promise<never> {
  await sleep(seconds * 1000, undefined, { signal })
  throw Object.assign(new Error('No answer'), { code: 'CONNECT_TIMEOUT' })
}

/**
 * @param version PostgreSQL's `server_version_num`: 150004 is 15.4
 * @throws StartError when it is older than 15.
 */
export function refuseOld(version: number): void {
  const major = Math.floor(version / 10_000)
  if (major < 15) throw new StartError(`The database is PostgreSQL ${major}; Pitboard needs 15 or newer.`)
}

/** Why the database cannot be used, in one sentence without passwords or SQL. */
export function databaseError(error: unknown, where: Where): StartError {
  if (error instanceof StartError) return error
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error
  const text = (cause instanceof Error ? cause.message : String(cause)).split('\n')[0] ?? ''
  return new StartError(
    where.databaseUrl === null
      ? ownReason(codeOf(error), text, where)
      : reasonOf(codeOf(error), text, where.databaseUrl),
  )
}

/** For our own PostgreSQL a fault is a fault of the data folder. */
function ownReason(code: string, text: string, { dataDir }: Where): string {
  if (code === '53100') return full(dataDir, text)
  // Its database does not exist, or one of its files is missing or corrupt.
  if (/^(3D000|XX|58)/.test(code)) return damaged(dataDir, text).message
  if (isConnection(code))
    return `The database in ${dataDir} stopped while starting (${code}); see its postgres/log. If it is damaged, put a backup in its place.`
  return `The database in ${dataDir} cannot be used: ${text}. If it is damaged, put a backup in its place.`
}

function reasonOf(code: string, text: string, url: string): string {
  const unknown = /unrecognized configuration parameter "(.*)"/.exec(text)?.[1]
  if (unknown !== undefined) return `DATABASE_URL has an option that PostgreSQL does not know: leave ${unknown} out.`
  if (code === '28P01' || code === '28000') return 'The database refuses the user or password: check DATABASE_URL.'
  if (code === '3D000') return 'The database named in DATABASE_URL does not exist: create it, or correct the name.'
  if (code === '53100') return "The database's disk is full. Free some space and start again."
  if (code === '42501')
    return 'The database user is not allowed to create tables: grant it the right, or use another one in DATABASE_URL.'
  if (code === 'ECONNRESET' && /[?&]ssl(mode)?=(require|verify)/.test(url))
    return 'The database ended the connection when asked for TLS. If it has none, leave sslmode out of DATABASE_URL.'
  if (isConnection(code))
    return `The database cannot be reached (${code}): check DATABASE_URL and that PostgreSQL is running.`
  return `The database cannot be used: ${text}`
}

const isConnection = (code: string) =>
  /^(ECONN|EHOST|ENOTFOUND|ENET|EAI_|ETIMEDOUT|CONNECT|EPIPE|EPROTO|57P)/.test(code)
