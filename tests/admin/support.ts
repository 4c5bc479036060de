/** Runs administrative commands as the terminal does, on the test's own database. */
import { pino } from 'pino'
import type { Database } from '#db/database.ts'
import { importCsv } from '#server/admin/import.ts'
import type { AdminAnswer, AdminDeps } from '#server/admin/router.ts'
import type { App } from '#server/app.ts'
import { readConfig } from '#server/terminal/config.ts'

export const depsOf = (database: Database, app: App | null = null): AdminDeps => ({
  database,
  app,
  config: readConfig({ PORT: '8123' }),
  log: pino({ level: 'silent' }),
})

interface More {
  yes?: boolean
  workshop?: string
}

/** Imports `content` as a file of that kind. */
export const importing =
  (deps: AdminDeps) =>
  (kind: 'cars' | 'appointments' | 'history', content: string | Uint8Array, more: More = {}): Promise<AdminAnswer> =>
    importCsv({ kind, file: 'list.csv', bytes: Buffer.from(content).toString('base64'), ...more }, deps)

/** A wall clock time some days ahead, in Shanghai. */
export const inDays = (days: number, time = '09:30') =>
  `${new Date(Date.now() + days * 86_400_000 + 8 * 3_600_000).toISOString().slice(0, 10)} ${time}`
