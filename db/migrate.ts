import { drizzle } from 'drizzle-orm/postgres-js'
import { migrate as run } from 'drizzle-orm/postgres-js/migrator'
import { alone } from './alone.ts'
import { migrationsFolder } from './migrations.ts'

/** The lock for making or replacing the tables: an arbitrary number, the same for every node. */
export const TABLES_LOCK = 5_019_712_034

/** Migrates the database. Nodes that start together take turns; the second finds nothing left to do. */
export const migrate = (url: string): Promise<void> =>
  alone(url, TABLES_LOCK, (client) => run(drizzle(client), { migrationsFolder }))
