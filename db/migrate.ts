import { join } from 'node:path'
import { drizzle } from 'drizzle-orm/postgres-js'
import { migrate as run } from 'drizzle-orm/postgres-js/migrator'
import postgres from 'postgres'

const lock = 5_019_712_034 // arbitrary, but the same for every node

/**
 * Migrates the database. Nodes that start together take turns by an advisory lock; the second finds nothing left to do.
 */
export async function migrate(url: string): Promise<void> {
  const client = postgres(url, { max: 1, onnotice: () => {} })
  try {
    await client`select pg_advisory_lock(${lock})`
    await run(drizzle(client), { migrationsFolder: join(import.meta.dirname, 'migrations') })
  } finally {
    await client.end() // releases the lock with the session
  }
}
