import { join } from 'node:path'
import { drizzle } from 'drizzle-orm/postgres-js'
import { migrate as run } from 'drizzle-orm/postgres-js/migrator'
import { alone } from './alone.ts'

const lock = 5_019_712_034 // arbitrary, but the same for every node

/** Migrates the database. Nodes that start together take turns; the second finds nothing left to do. */
export const migrate = (url: string): Promise<void> =>
  alone(url, lock, (client) => run(drizzle(client), { migrationsFolder: join(import.meta.dirname, 'migrations') }))
