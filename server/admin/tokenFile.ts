/** The files that say where a running server takes administrative commands, and by which token. */
import { createHash } from 'node:crypto'
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import type { Where } from '#db/database.ts'
import { folderError } from '#db/dataFolder.ts'

const door = z.object({ url: z.url(), token: z.string() })
export type Door = z.infer<typeof door>

/**
 * Who holds the data folder is alone in it. On one DATABASE_URL several servers may run, also beside one that holds the
 * folder: theirs are named after their database and their port, so that each keeps to its own.
 */
const nameOf = ({ databaseUrl }: Where, port: number | string) =>
  databaseUrl === null ? 'admin.json' : `admin-${shortOf(databaseUrl)}-${port}.json`

/** Tells databases apart, without user and password. */
function shortOf(databaseUrl: string): string {
  const { host, pathname } = new URL(databaseUrl)
  return createHash('sha256').update(`${host}${pathname}`).digest('hex').slice(0, 12)
}

/**
 * Writes the file of a door that listens on `port`; only this user can read it. Answers what removes it again.
 * @throws StartError when the data folder cannot be written.
 */
export function writeTokenFile(where: Where, port: number, one: Door): () => void {
  const file = join(where.dataDir, nameOf(where, port))
  try {
    mkdirSync(where.dataDir, { recursive: true, mode: 0o700 })
    rmSync(file, { force: true }) // left by a killed server, perhaps with other rights
    writeFileSync(file, JSON.stringify(one), { mode: 0o600 })
  } catch (error) {
    throw folderError(where.dataDir, error)
  }
  return () => rmSync(file, { force: true })
}

/** The doors there may be to servers on that database; those of killed servers are among them. */
export function readTokenFiles(where: Where): Door[] {
  const [before = '', after = ''] = nameOf(where, '*').split('*')
  return names(where.dataDir)
    .filter((name) => name.startsWith(before) && name.endsWith(after))
    .flatMap((name) => read(join(where.dataDir, name)))
}

function names(folder: string): string[] {
  try {
    return readdirSync(folder)
  } catch {
    return []
  }
}

function read(file: string): Door[] {
  try {
    return [door.parse(JSON.parse(readFileSync(file, 'utf8')))]
  } catch {
    return []
  }
}
