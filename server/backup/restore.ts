/**
 * Puts a backup in place of the database's present state, in one transaction: its tables are made beside the present ones, filled,
 * proven by the manifest, brought up to this release, and exchanged at the end. If anything goes wrong before that, even a power cut,
 * leaves the database as it was. Servers may run meanwhile.
 */
import { randomBytes } from 'node:crypto'
import { pipeline } from 'node:stream/promises'
import type { Sql } from 'postgres'
import { keptAlive } from '#db/bounds.ts'
import { clientOf } from '#db/client.ts'
import { migrate, TABLES_LOCK } from '#db/migrate.ts'
import { migrationsOf, ownMigrations, standing } from '#db/migrations.ts'
import { StartError, codeOf } from '#server/terminal/startError.ts'
import { plain } from '#server/terminal/wording.ts'
import { columnList, copyOut, Count, identity, inOneForm, tableName, tablesOf } from './dump.ts'
import { damaged, type Opened } from './file.ts'
import type { Frame, Head, TableEnd, TableStart } from './frames.ts'
import { newBeginning } from './newBeginning.ts'
import { applyRevocations, keepAccess, type Revocation } from './revocations.ts'
import { exchange } from './exchange.ts'

/** The schema that a backup is filled into. Nobody sees it before the exchange. */
const STAGING = 'pitboard_restoring'

interface Options {
  /** The database's address. */
  url: string
  /** The file's name, for sentences. */
  path: string
  backup: Opened
  /** Puts aside what is there. Without it, only an empty database is filled. */
  replace: boolean
  /** What was revoked and is known beside the backup. */
  revocations?: readonly Revocation[]
  /** The same installation on other files: nothing was lost, so journal, secrets and messages go on as they were. */
  goesOn?: boolean
}

export interface Restored {
  head: Head
  /** The rows of all tables. */
  rows: number
  /** The schema that holds what was there before; null: there was nothing. */
  aside: string | null
  /** It is another database than the one the backup was made of: its secrets are new, and links in customers’ hands have ended. */
  isElsewhere: boolean
}

/** @throws StartError with one sentence; nothing has changed then */
export async function restore({
  url,
  path,
  backup,
  replace,
  revocations = [],
  goesOn = false,
}: Options): Promise<Restored> {
  const { frames } = backup
  const head = await headOf(frames, path)
  const sql = clientOf(url, { ...keptAlive, max: 1, onnotice: () => {} })
  try {
    if (standing(await migrationsOf(sql)) === 'empty') await migrate(url)
    await sql.unsafe('begin')
    await sql`select pg_advisory_xact_lock(${TABLES_LOCK})`
    await inOneForm(sql)
    const there = await refuseUnasked(sql, head, replace)
    await makeTables(sql, head.migrations.length)
    const rows = await fill(sql, frames, path)
    await upToDate(sql, head.migrations.length)
    const [known] = await identity(sql)
    const isElsewhere = known!.database !== head.database && !goesOn
    if (!goesOn) await newBeginning(sql, { isElsewhere })
    await applyRevocations(sql, there > 0 ? 'public' : null, revocations, head.madeAt)
    if (there > 0) await keepAccess(sql, 'public', head.madeAt)
    const aside = await exchange(sql, STAGING, there > 0 ? asideName() : null)
    await sql.unsafe('commit')
    return { head, rows, aside, isElsewhere }
  } catch (error) {
    throw restoreError(error)
  } finally {
    await frames.return(undefined)
    // Ends the transaction, too, unless it is committed.
    await sql.end({ timeout: 0 })
  }
}

/** What the backup says of itself. @throws StartError when it was made by a newer release */
async function headOf(frames: AsyncGenerator<Frame>, path: string): Promise<Head> {
  const first = (await frames.next()) as IteratorResult<Frame, undefined>
  if (first.value?.type !== 'head') throw damaged(path)
  const head = first.value.content
  if (standing(head.migrations) === 'newer')
    throw new StartError(
      `${path} was made by a newer Pitboard (contract version ${head.contract}), which keeps more than this one knows. Install that one and restore it there.`,
    )
  return head
}

/** How many workshops are there. @throws StartError when they would be replaced unasked */
async function refuseUnasked(sql: Sql, { workshops, madeAt }: Head, replace: boolean): Promise<number> {
  if (standing(await migrationsOf(sql)) === 'newer')
    throw new StartError('The database is that of a newer Pitboard. Restore with that one, or into an empty database.')
  const there = await sql<{ id: string; name: string }[]>`select workshop_id as id, name from workshop order by name`
  if (there.length === 0 || replace) return there.length
  const names = (list: readonly { name: string }[]) => list.map(({ name }) => plain(name)).join(', ')
  const isSame = workshops.every(({ id }) => there.some((one) => one.id === id))
  const what = isSame ? `its state of ${new Date(madeAt).toISOString()}` : names(workshops)
  throw new StartError(
    `The database already holds ${names(there)}${isSame ? '' : ', another workshop than the backup'}. To put ${what} in its place, add --replace; what is there now is kept aside.`,
  )
}

/** Tables as the backup's release had them. */
async function makeTables(sql: Sql, migrations: number): Promise<void> {
  await sql.unsafe(`drop schema if exists ${STAGING} cascade`)
  await sql.unsafe(`create schema ${STAGING}`)
  await sql.unsafe(`set local search_path to ${STAGING}`)
  for (const { statements } of ownMigrations().slice(0, migrations)) await run(sql, statements)
}

/** Brings the filled tables up to this release. */
async function upToDate(sql: Sql, migrations: number): Promise<void> {
  for (const { statements } of ownMigrations().slice(migrations)) await run(sql, statements)
}

async function run(sql: Sql, statements: readonly string[]): Promise<void> {
  for (const statement of statements) await sql.unsafe(statement)
}

/** Fills the tables and proves them. Returns how many rows there are. @throws StartError when a table is not as the manifest says */
async function fill(sql: Sql, frames: AsyncGenerator<Frame>, path: string): Promise<number> {
  const tables = new Map((await tablesOf(sql, STAGING)).map(({ table, columns }) => [table, columns]))
  const filled = new Map<string, TableEnd>()
  for (;;) {
    const { value: frame } = (await frames.next()) as IteratorResult<Frame, undefined>
    if (frame?.type === 'manifest') {
      const isWhole =
        frame.content.tables.length === tables.size &&
        frame.content.tables.every((end) => isSame(filled.get(end.table), end))
      if (!isWhole) throw damaged(path)
      break
    }
    const known = frame?.type === 'start' ? tables.get(frame.content.table) : undefined
    if (frame?.type !== 'start' || !known || known.join() !== frame.content.columns.join()) throw damaged(path)
    filled.set(frame.content.table, await fillTable(sql, frames, frame.content, path))
  }
  for (const [table, end] of filled) await prove(sql, table, tables.get(table)!, end, path)
  // Reads to the end of the file, so that damage there is found.
  await frames.next()
  return [...filled.values()].reduce((sum, { rows }) => sum + rows, 0)
}

async function fillTable(
  sql: Sql,
  frames: AsyncGenerator<Frame>,
  { table, columns }: TableStart,
  path: string,
): Promise<TableEnd> {
  const count = new Count(table)
  let end: TableEnd | null = null
  async function* rows() {
    for (;;) {
      const { value: frame } = (await frames.next()) as IteratorResult<Frame, undefined>
      if (frame?.type === 'end') return void (end = frame.content)
      if (frame?.type !== 'rows') throw damaged(path)
      count.take(frame.content)
      yield frame.content
    }
  }
  const statement = `copy ${tableName(STAGING, table)} (${columnList(columns)}) from stdin`
  await pipeline(rows, await sql.unsafe(statement).writable())
  const counted = count.end()
  if (!isSame(counted, end)) throw damaged(path)
  return counted
}

/** Reads the table again: the database must give what it was given. */
async function prove(sql: Sql, table: string, columns: string[], end: TableEnd, path: string): Promise<void> {
  const count = new Count(table)
  for await (const chunk of copyOut(sql, STAGING, table, columns)) count.take(chunk)
  if (!isSame(count.end(), end))
    throw new StartError(`The table ${table} of ${path} did not arrive as it was sent. Nothing was changed: try again.`)
}

const isSame = (a: TableEnd | undefined, b: TableEnd | null) =>
  a !== undefined && b !== null && a.table === b.table && a.rows === b.rows && a.sha256 === b.sha256

/** Names sort by time; the end keeps two of one second apart. */
const asideName = () =>
  `before_${new Date().toISOString().slice(0, 19).replaceAll(/\D/g, '')}_${randomBytes(2).toString('hex')}`

function restoreError(error: unknown): unknown {
  if (error instanceof StartError) return error
  const code = codeOf(error)
  if (code === '53100' || code === 'ENOSPC')
    return new StartError(
      'The disk of the database is full. Nothing was changed: free some space (a restore needs as much as the data take), and try again.',
    )
  if (code === '42501')
    return new StartError('The database user may not create schemas. Grant it CREATE on the database, and try again.')
  // The rows do not fit the tables, although their hashes hold: made by a program that is not ours.
  if (code.startsWith('22')) return new StartError(`The backup holds rows that the database refuses (${code}).`)
  return error
}
