/** The contents of a backup: all rows of all tables at one moment, as COPY writes them. */
import { createHash } from 'node:crypto'
import type { Sql } from 'postgres'
import { CONTRACT_VERSION } from '#contract/version.ts'
import { migrationsOf, ownTables } from '#db/migrations.ts'
import type { Frame, Head, TableEnd } from './frames.ts'

/** Rows are gathered to frames of this size: COPY hands them over one by one. */
const GATHERED = 1 << 16
const NEWLINE = 0x0a

/** Which database this is. A copied folder keeps it, a restored backup does not. */
export const identity = (sql: Sql) => sql<{ database: string }[]>`
  select to_hex(s.system_identifier) || '.' || d.oid as database
  from pg_control_system() s, pg_database d where d.datname = current_database()`

/** What is known before the rows, in the transaction of `sql`. */
export async function readHead(sql: Sql): Promise<Head> {
  const [known] = await identity(sql)
  const [clock] = await sql<{ at: number }[]>`select floor(extract(epoch from now()) * 1000)::float8 as at`
  const workshops = await sql<{ id: string; name: string; seq: string }[]>`
    select workshop_id as id, name, seq from workshop join workshop_head using (workshop_id) order by name, id`
  return {
    ...{ madeAt: clock!.at, contract: CONTRACT_VERSION, migrations: await migrationsOf(sql) },
    ...{ database: known!.database, workshops: workshops.map((one) => ({ ...one, seq: Number(one.seq) })) },
  }
}

/** The same values must always have the same text, whatever the server's own settings: in the transaction of `sql`. */
export async function inOneForm(sql: Sql): Promise<void> {
  // Two scans of a large table at the same time would begin where the other is; the order of rows must be theirs.
  for (const setting of [
    ...["timezone = 'UTC'", "datestyle = 'ISO, YMD'", "intervalstyle = 'postgres'", 'extra_float_digits = 1'],
    ...["bytea_output = 'hex'", 'synchronize_seqscans = off'],
  ])
    await sql.unsafe(`set local ${setting}`)
}

/** Everything, in the transaction of `sql`, which has one connection. */
export async function* dump(sql: Sql, head: Head): AsyncGenerator<Frame> {
  yield { type: 'head', content: head }
  const tables: TableEnd[] = []
  for (const { table, columns } of await tablesOf(sql, 'public')) {
    yield { type: 'start', content: { table, columns } }
    const count = new Count(table)
    let gathered: Buffer[] = []
    let size = 0
    for await (const chunk of copyOut(sql, 'public', table, columns)) {
      count.take(chunk)
      gathered.push(chunk)
      size += chunk.length
      if (size < GATHERED) continue
      yield { type: 'rows', content: Buffer.concat(gathered) }
      gathered = []
      size = 0
    }
    if (size > 0) yield { type: 'rows', content: Buffer.concat(gathered) }
    const end = count.end()
    tables.push(end)
    yield { type: 'end', content: end }
  }
  yield { type: 'manifest', content: { tables } }
}

interface Columns {
  table: string
  columns: string[]
}

/** Our tables in a schema, by name, with their columns as they stand. */
export async function tablesOf(sql: Sql, schema: string): Promise<Columns[]> {
  const own = ownTables()
  const rows = await sql<Columns[]>`
    select c.relname as table, array_agg(a.attname::text order by a.attnum) as columns
    from pg_class c join pg_namespace n on n.oid = c.relnamespace join pg_attribute a on a.attrelid = c.oid
    where n.nspname = ${schema} and c.relkind = 'r' and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
    group by c.relname order by c.relname`
  return rows.filter(({ table }) => own.has(table))
}

const quoted = (name: string) => `"${name.replaceAll('"', '""')}"`
export const tableName = (schema: string, table: string) => `${quoted(schema)}.${quoted(table)}`
export const columnList = (columns: readonly string[]) => columns.map(quoted).join(', ')

/** The rows of a table as they lie, which is the order they were written in. */
export async function* copyOut(
  sql: Sql,
  schema: string,
  table: string,
  columns: readonly string[],
): AsyncGenerator<Buffer> {
  const statement = `copy ${tableName(schema, table)} (${columnList(columns)}) to stdout`
  const rows = await sql.unsafe(statement).readable()
  yield* rows as AsyncIterable<Buffer>
  // The driver leaves its socket paused when the last rows filled the buffer: the connection would never answer again.
  rows._read(0)
}

/** Counts and hashes the rows of a table. In COPY's text form each row ends with the only newline in it. */
export class Count {
  #table: string
  #rows = 0
  #bytes = 0
  #hash = createHash('sha256')

  constructor(table: string) {
    this.#table = table
  }

  take(chunk: Buffer): void {
    this.#hash.update(chunk)
    this.#bytes += chunk.length
    for (let at = chunk.indexOf(NEWLINE); at >= 0; at = chunk.indexOf(NEWLINE, at + 1)) this.#rows += 1
  }

  end(): TableEnd {
    return { table: this.#table, rows: this.#rows, bytes: this.#bytes, sha256: this.#hash.digest('hex') }
  }
}
