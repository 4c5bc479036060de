/**
 * A database as text, and back. Dumps of releases are kept in `dumps/`, so that later releases can prove they can continue
 * from them. `node tests/support/dump.ts postgres://… > file.sql` creates one: see `dumps/README.md`.
 */
import postgres, { type Sql } from 'postgres'

const MIGRATIONS = 'drizzle.__drizzle_migrations'

/**
 * All rows of all tables at one moment, including drizzle's list of migrations, as SQL: one line per row. It contains no
 * definitions; those come from the migrations.
 */
function dump(sql: Sql): Promise<string> {
  return sql.begin('isolation level repeatable read read only', async (tx) => {
    const tables = await tx<{ table: string }[]>`
      select format('%I.%I', table_schema, table_name) as table from information_schema.tables
      where table_schema in ('public', 'drizzle') and table_type = 'BASE TABLE' order by 1`
    const lines: string[] = []
    for (const { table } of tables) {
      const begin = `insert into ${table} select * from jsonb_populate_record(null::${table}, `
      const rows = await tx.unsafe<{ row: string }[]>(
        `select format('%L', to_jsonb(t)) as row from ${table} t order by 1`,
      )
      for (const { row } of rows) lines.push(`${begin}${row});`)
    }
    return lines.join('\n') + '\n'
  })
}

/** Loads the rows of a dump into existing, empty tables. */
export async function load(sql: Sql, script: string): Promise<void> {
  await sql.unsafe(script)
  await sql`select setval(pg_get_serial_sequence(${MIGRATIONS}, 'id'), max(id)) from drizzle.__drizzle_migrations`
}

/** The hashes of the migrations behind the dump's tables, in order. */
export function migrationsOf(script: string): string[] {
  return script
    .split('\n')
    .filter((line) => line.startsWith(`insert into ${MIGRATIONS} `))
    .map((line) => JSON.parse(/'({.*})'/.exec(line)![1]!) as { id: number; hash: string })
    .sort((a, b) => a.id - b.id)
    .map(({ hash }) => hash)
}

if (import.meta.main) {
  const [url = ''] = process.argv.slice(2)
  const sql = postgres(url, { max: 1, onnotice: () => {} })
  process.stdout.write(await dump(sql))
  await sql.end()
}
