import { mkdirSync, realpathSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { StartError, codeOf } from '../server/terminal/startError.ts'

/** A data folder that is ours until `release` is called or this process ends, however it ends. */
export interface DataFolder {
  /** The true, absolute path. */
  path: string
  release: () => void
}

/**
 * Makes the data folder if there is none and holds it, so that a second start on it is refused.
 * The lock is the operating system's own lock on a file, taken through SQLite (Node itself has no call for it):
 * it is exclusive from the first instant, and it goes with the process, also after `kill -9` — nothing can be stale.
 * @throws StartError when another process holds the folder, or it cannot be made or written.
 */
export function holdDataFolder(dataDir: string): DataFolder {
  try {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 })
    const path = realpathSync(dataDir)
    const lock = new DatabaseSync(join(path, 'lock'), { timeout: 0 })
    lock.exec('PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE')
    return { path, release: () => lock.isOpen && lock.close() }
  } catch (error) {
    throw folderError(dataDir, error)
  }
}

/** What to say of data that PostgreSQL cannot use. `what`: a clause without a full stop. */
export const damaged = (dataDir: string, what: string) =>
  new StartError(
    `The data folder ${dataDir} is damaged: ${what}. Put a backup in its place or set DATA_DIR to an empty folder.`,
  )

/** What a failed file operation below the data folder means to whoever started Pitboard. */
export function folderError(dataDir: string, error: unknown): StartError {
  if (error instanceof StartError) return error
  const text = error instanceof Error ? error.message : String(error)
  if (text.includes('database is locked'))
    return new StartError(
      `Pitboard is already running on ${dataDir}. Stop it first, or set DATA_DIR to another folder.`,
    )
  if (codeOf(error) === 'ENOSPC' || codeOf(error) === 'EDQUOT' || /No space left|disk is full|Disk quota/i.test(text))
    return new StartError(`The disk of ${dataDir} is full. Free some space and start again.`)
  if (/^(EACCES|EPERM|EROFS)$/.test(codeOf(error)) || /unable to open database file|readonly database/.test(text))
    return new StartError(
      `${dataDir} cannot be written. Give this user the right to, or set DATA_DIR to another folder.`,
    )
  if (/^(ENOTDIR|EEXIST)$/.test(codeOf(error)))
    return new StartError(`${dataDir} is not a folder. Set DATA_DIR to a folder.`)
  return new StartError(`The data folder ${dataDir} cannot be used: ${text.split('\n')[0]}`)
}
