import { mkdirSync, realpathSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { StartError, codeOf } from '../server/terminal/startError.ts'

/** A data folder locked by this process until `release` or until the process ends in any way. */
export interface DataFolder {
  /** The real, absolute path. */
  path: string
  release: () => void
}

/**
 * Creates the data folder if necessary and locks it, so that a second start on it is refused.
 * The lock is the operating system's file lock, taken through SQLite (Node has no call for it): it is exclusive from the
 * start and released with the process, even after `kill -9`, so it can never be stale.
 * @throws StartError when another process holds the folder, or it cannot be created or written.
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

/** The error for data that PostgreSQL cannot use. `what`: a clause without a full stop. */
export const damaged = (dataDir: string, what: string) =>
  new StartError(
    `The data folder ${dataDir} is damaged: ${what}. Put a backup in its place or set DATA_DIR to an empty folder.`,
  )

/** Turns a failed file operation below the data folder into a sentence for the person starting Pitboard. */
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
      `This user is not allowed to write to ${dataDir}. Change its permissions, or set DATA_DIR to another folder.`,
    )
  if (/^(ENOTDIR|EEXIST)$/.test(codeOf(error)))
    return new StartError(`${dataDir} is not a folder. Set DATA_DIR to a folder.`)
  return new StartError(`The data folder ${dataDir} cannot be used: ${text.split('\n')[0]}`)
}
