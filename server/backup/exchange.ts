/** Exchanges the tables: those that were filled beside take the place of those in use, in the transaction under way. */
import type { Sql } from 'postgres'
import { clientOf } from '#db/client.ts'
import { ownMigrations } from '#db/migrations.ts'
import { codeOf } from '#server/terminal/startError.ts'
import { tableName, tablesOf } from './dump.ts'

/** How often it is tried again when servers' transactions are in the way. */
const TRIES = 5
/** How long to wait for the transactions that use the tables (PostgreSQL's notation). */
const PATIENCE = '10s'

const MIGRATIONS = 'drizzle.__drizzle_migrations'

/**
 * @param staging the schema with the new tables
 * @param aside a new schema that keeps the old tables; null: they are empty, and dropped
 * @returns `aside`
 */
export async function exchange(sql: Sql, staging: string, aside: string | null): Promise<string | null> {
  await sql.unsafe(`set local lock_timeout to '${PATIENCE}'`)
  for (let tries = 1; ; tries++) {
    await sql.unsafe('savepoint exchange')
    try {
      await exchangeOnce(sql, staging, aside)
      return aside
    } catch (error) {
      // A deadlock with a server's transaction, or one that takes its time.
      if (!/^(40P01|55P03)$/.test(codeOf(error)) || tries === TRIES) throw error
      await sql.unsafe('rollback to savepoint exchange')
    }
  }
}

async function exchangeOnce(sql: Sql, staging: string, aside: string | null): Promise<void> {
  // Every command holds this row's lock, so commands under way finish first and are part of the state kept aside.
  await sql.unsafe('lock table public.workshop_head in access exclusive mode')
  if (aside !== null) {
    await sql.unsafe(`create schema ${aside}`)
    await sql.unsafe(`create table ${aside}.migrations as select * from ${MIGRATIONS}`)
  }
  for (const { table } of await tablesOf(sql, 'public')) {
    const name = tableName('public', table)
    await sql.unsafe(aside === null ? `drop table ${name}` : `alter table ${name} set schema ${aside}`)
  }
  for (const { table } of await tablesOf(sql, staging))
    await sql.unsafe(`alter table ${tableName(staging, table)} set schema public`)
  await sql.unsafe(`drop schema ${staging}`)
  await sql.unsafe(`delete from ${MIGRATIONS}`)
  for (const { hash, at } of ownMigrations())
    await sql`insert into drizzle.__drizzle_migrations (hash, created_at) values (${hash}, ${at})`
}

/** Deletes what restores have put aside. Returns how many states that were. */
export async function dropOld(url: string): Promise<number> {
  const sql = clientOf(url, { max: 1, onnotice: () => {} })
  try {
    const rows = await sql<{ name: string }[]>`
      select nspname as name from pg_namespace where nspname ~ '^before_[0-9]{14}_[0-9a-f]{4}$'`
    for (const { name } of rows) await sql.unsafe(`drop schema ${name} cascade`)
    return rows.length
  } finally {
    await sql.end()
  }
}
