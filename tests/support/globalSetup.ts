import { chmodSync, mkdtempSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import postgres from 'postgres'
import type { TestProject } from 'vitest/node'
import { startEmbedded, type Embedded } from '#db/embedded.ts'
import { migrate } from '#db/migrate.ts'

declare module 'vitest' {
  interface ProvidedContext {
    databaseServer: string
    /** A temporary folder for the run, open to every user. */
    scratch: string
  }
}

/** Each project loads this file anew; what they share hangs on the process. */
const run = globalThis as { sharedDatabase?: Promise<{ server: Embedded; folder: string }> | undefined }

/**
 * One PostgreSQL for the whole run, with a migrated template that every test file clones. All projects share it; it is
 * stopped with the run, even when tests fail or the run is interrupted.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  run.sharedDatabase ??= begin()
  const { server, folder } = await run.sharedDatabase
  project.provide('scratch', folder)
  project.provide('databaseServer', server.url)
  return end
}

async function begin(): Promise<{ server: Embedded; folder: string }> {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'pitboard-test-')))
  chmodSync(folder, 0o711)
  const server = await startEmbedded(folder, { durable: false, maxConnections: 600 })
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(name, () => void end())
  const sql = postgres(server.url, { max: 1, onnotice: () => {} })
  await sql`create database template`
  await sql.end()
  await migrate(server.url.replace(/\/postgres$/, '/template'))
  return { server, folder }
}

async function end(): Promise<void> {
  const ending = run.sharedDatabase
  run.sharedDatabase = undefined
  if (!ending) return
  const { server, folder } = await ending
  await server.stop()
  rmSync(folder, { recursive: true, force: true, maxRetries: 20 })
}
