import { randomUUID } from 'node:crypto'
import postgres from 'postgres'
import { afterAll, inject } from 'vitest'
import { connect, type Database } from '#db/database.ts'

/** An empty, migrated database for this test file; dropped afterwards. */
export async function freshDatabase(poolMax = 10): Promise<Database> {
  const url = await createDatabase('template')
  const database = connect(url, poolMax)
  afterAll(() => database.close())
  return database
}

/** The URL of a new database cloned from `template`; `template0` for one without tables. Dropped after the file. */
export async function createDatabase(template: 'template' | 'template0'): Promise<string> {
  const server = inject('databaseServer')
  const name = `test_${randomUUID().replaceAll('-', '')}`
  await as(server, (sql) => sql`create database ${sql(name)} template ${sql(template)}`)
  afterAll(() => as(server, (sql) => sql`drop database ${sql(name)} with (force)`))
  return server.replace(/\/postgres$/, `/${name}`)
}

/** Makes a database unavailable: existing connections are cut and new ones refused. Returns the function that restores it. */
export async function takeAway(database: Database): Promise<() => Promise<void>> {
  const server = inject('databaseServer')
  const name = new URL(database.url).pathname.slice(1)
  const allow = (whether: 'true' | 'false') =>
    as(server, async (sql) => {
      await sql.unsafe(`alter database ${name} allow_connections ${whether}`)
      if (whether === 'false')
        await sql`select pg_terminate_backend(pid, 5000) from pg_stat_activity where datname = ${name}`
    })
  await allow('false')
  return () => allow('true')
}

/**
 * Makes a backup of a database, which is briefly unavailable. Returns the function that restores it: later changes are lost,
 * and clients find the restored database under the same name.
 */
export async function backUp(database: Database): Promise<() => Promise<void>> {
  const server = inject('databaseServer')
  const name = new URL(database.url).pathname.slice(1)
  const backup = `${name}_backup`
  const bringBack = await takeAway(database)
  await as(server, (sql) => sql`create database ${sql(backup)} template ${sql(name)}`)
  await bringBack()
  return async () => {
    await takeAway(database)
    await as(server, async (sql) => {
      await sql`drop database ${sql(name)} with (force)`
      await sql`alter database ${sql(backup)} rename to ${sql(name)}`
    })
  }
}

async function as(url: string, work: (sql: postgres.Sql) => Promise<unknown>): Promise<void> {
  const sql = postgres(url, { max: 1, onnotice: () => {} })
  try {
    // Two clones of one template cannot run at the same time.
    await sql`select pg_advisory_lock(1)`
    await work(sql)
  } finally {
    await sql.end()
  }
}
