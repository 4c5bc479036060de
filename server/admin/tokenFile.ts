/** The files that hold a running server's admin address and token. */
import { createHash } from 'node:crypto'
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import type { Where } from '#db/database.ts'
import { folderError } from '#db/dataFolder.ts'

const entrance = z.object({ url: z.url(), token: z.string() })
export type Entrance = z.infer<typeof entrance>

/**
 * The process that locks the data folder is the only one on it. Several servers may share one DATABASE_URL, even beside the
 * one that holds the folder: their files are named after database and port to keep them apart.
 */
const nameOf = ({ databaseUrl }: Where, port: number | string) =>
  databaseUrl === null ? 'admin.json' : `admin-${shortOf(databaseUrl)}-${port}.json`

/** Identifies a database without user and password. */
function shortOf(databaseUrl: string): string {
  const { host, pathname } = new URL(databaseUrl)
  return createHash('sha256').update(`${host}${pathname}`).digest('hex').slice(0, 12)
}

/**
 * Writes the file of the admin socket on `port`, readable by this user only. Returns the function that removes it.
 * @throws StartError when the data folder cannot be written.
 */
export function writeTokenFile(where: Where, port: number, one: Entrance): () => void {
  const file = join(where.dataDir, nameOf(where, port))
  try {
    mkdirSync(where.dataDir, { recursive: true, mode: 0o700 })
    rmSync(file, { force: true }) // left by a killed server, perhaps with other permissions
    writeFileSync(file, JSON.stringify(one), { mode: 0o600 })
  } catch (error) {
    throw folderError(where.dataDir, error)
  }
  return () => rmSync(file, { force: true })
}

/** The admin sockets of servers on that database, including those of killed servers. */
export function readTokenFiles(where: Where): Entrance[] {
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

function read(file: string): Entrance[] {
  try {
    return [entrance.parse(JSON.parse(readFileSync(file, 'utf8')))]
  } catch {
    return []
  }
}
