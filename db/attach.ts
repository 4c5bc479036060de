/** Reaches the database as it is, without migrating it: for commands that look at all of it, or replace it. */
import { check, databaseError, type Where } from './database.ts'
import { FolderInUse, holdDataFolder } from './dataFolder.ts'
import { hasData, runningUrl, startEmbedded } from './embedded.ts'
import { StartError } from '../server/terminal/startError.ts'

export interface Attached {
  /** With the password: never to be printed. */
  url: string
  close: () => Promise<void>
}

/**
 * The database at `databaseUrl`, that of a server running on this data folder, or our own PostgreSQL, started until `close`.
 * Null: the folder holds no data yet, and `create` is not set.
 * @throws StartError with one plain sentence
 */
export async function attach(where: Where, { create = false } = {}): Promise<Attached | null> {
  const { dataDir, databaseUrl: url } = where
  try {
    if (url !== null) {
      await check(url)
      return { url, close: async () => {} }
    }
    if (!create && !hasData(dataDir)) return null
    return await own(dataDir)
  } catch (error) {
    throw databaseError(error, where)
  }
}

async function own(dataDir: string): Promise<Attached> {
  const folder = held(dataDir)
  if (folder === null) return { url: whileServed(dataDir), close: async () => {} }
  try {
    const { url, stop } = await startEmbedded(folder.path)
    const close = async () => {
      await stop()
      folder.release()
    }
    return { url, close }
  } catch (error) {
    folder.release()
    throw error
  }
}

/** Null: a server is running on it. */
function held(dataDir: string) {
  try {
    return holdDataFolder(dataDir)
  } catch (error) {
    if (error instanceof FolderInUse) return null
    throw error
  }
}

function whileServed(dataDir: string): string {
  const url = runningUrl(dataDir)
  if (url === null) throw new StartError(`Pitboard is just starting on ${dataDir}, or stopping. Try again in a moment.`)
  return url
}
