/** The migrations of this release, those a database has had, and the tables they make. */
import { join } from 'node:path'
import { readMigrationFiles } from 'drizzle-orm/migrator'
import type { Sql, TransactionSql } from 'postgres'

export const migrationsFolder = join(import.meta.dirname, 'migrations')

/** In order. The hash names a migration: a released one never changes. */
export interface Migration {
  hash: string
  statements: string[]
  /** When it was written, in milliseconds. */
  at: number
}

export const ownMigrations = (): Migration[] =>
  readMigrationFiles({ migrationsFolder }).map(({ hash, sql, folderMillis }) => ({
    ...{ hash, statements: sql, at: folderMillis },
  }))

/** The hashes of the migrations a database has had, in order; none for one without Pitboard's tables. */
export async function migrationsOf(sql: Sql | TransactionSql): Promise<string[]> {
  const [table] = await sql<{ there: boolean }[]>`
    select to_regclass('drizzle.__drizzle_migrations') is not null as there`
  if (!table?.there) return []
  const rows = await sql<{ hash: string }[]>`select hash from drizzle.__drizzle_migrations order by id`
  return rows.map(({ hash }) => hash)
}

/** How a database, or a backup of one, stands to this release. `newer`: it has had migrations that are unknown here. */
export function standing(had: readonly string[], own: readonly Migration[] = ownMigrations()) {
  if (had.some((hash, i) => own[i]?.hash !== hash)) return 'newer'
  if (had.length === 0) return 'empty'
  return had.length < own.length ? 'older' : 'same'
}

/** The names of all tables that any migration makes. Another program’s tables in the same database are none of ours. */
export function ownTables(own: readonly Migration[] = ownMigrations()): Set<string> {
  const made = own.flatMap(({ statements }) => statements).join('\n')
  const names = [...made.matchAll(/CREATE TABLE (?:IF NOT EXISTS )?"(\w+)"/g), ...made.matchAll(/RENAME TO "(\w+)"/g)]
  return new Set(names.map(([, name]) => name!))
}
