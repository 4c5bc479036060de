/** A database as an earlier release left it: its rows, in tables made by that release's migrations. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { zstdDecompressSync } from 'node:zlib'
import { readMigrationFiles } from 'drizzle-orm/migrator'
import { afterAll, expect } from 'vitest'
import { connect, type Database } from '#db/database.ts'
import { createDatabase } from '../support/database.ts'
import { load, migrationsOf } from '../support/dump.ts'

const dumps = join(import.meta.dirname, '../support/dumps')
const migrationsFolder = join(import.meta.dirname, '../../db/migrations')

/** What is known about a dump besides its rows. */
export interface About {
  workshopId: string
  /** House time of the dump. */
  at: number
  /** The access keys, in full. */
  keys: Record<'staff' | 'wall' | 'lobby' | 'kiosk', string>
  /** A customer's page: the order, and the token of its address. */
  page: { orderId: string; token: string }
}

export const about = (name: string) => JSON.parse(readFileSync(join(dumps, `${name}.json`), 'utf8')) as About

/** Not yet migrated. Dropped after the test file. */
export async function restore(name: string): Promise<Database> {
  const script = zstdDecompressSync(readFileSync(join(dumps, `${name}.sql.zst`))).toString()
  const database = connect(await createDatabase('template0'), 10)
  afterAll(() => database.close())
  const { sql } = database
  const hashes = migrationsOf(script)
  const then = readMigrationFiles({ migrationsFolder }).slice(0, hashes.length)
  // A released migration never changes.
  expect(then.map(({ hash }) => hash)).toEqual(hashes)
  for (const statement of then.flatMap((migration) => migration.sql)) await sql.unsafe(statement)
  await sql`create schema drizzle`
  await sql`create table drizzle.__drizzle_migrations (id serial primary key, hash text not null, created_at bigint)`
  await load(sql, script)
  return database
}
