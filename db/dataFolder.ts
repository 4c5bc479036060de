import { existsSync, mkdirSync, realpathSync, statSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
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
    makeFolder(resolve(dataDir))
    const path = realpathSync(dataDir)
    const lock = new DatabaseSync(join(path, 'lock'), { timeout: 0 })
    lock.exec('PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE')
    return { path, release: () => lock.isOpen && lock.close() }
  } catch (error) {
    throw folderError(dataDir, error)
  }
}

/** Creates a folder and those above it. Node's own way never returns below /proc, and hides that a file system is read-only. */
function makeFolder(path: string): void {
  if (!existsSync(path)) {
    makeFolder(dirname(path))
    mkdirSync(path, { mode: 0o700 })
  }
  if (!statSync(path).isDirectory()) throw Object.assign(new Error(`${path} is a file`), { code: 'ENOTDIR' })
}

/** The sentence for a full disk, or for full shared memory, which PostgreSQL reports in the same way. */
export const full = (dataDir: string, text: string): string =>
  /shared memory|dev\/shm/.test(text)
    ? 'The shared memory of this machine (/dev/shm) is full or too small: free some of it, or give a container more (--shm-size=256m), and start again.'
    : `The disk of ${dataDir} is full. Free some space and start again.`

/** The error for data that PostgreSQL cannot use. `what`: a clause without a full stop. */
export const damaged = (dataDir: string, what: string) =>
  new StartError(`The data folder ${dataDir} is damaged: ${what}. Put a backup in its place.`)

/** The folder is locked by a running server. */
export class FolderInUse extends StartError {}

/** Turns a failed file operation below the data folder into a sentence for the person starting Pitboard. */
export function folderError(dataDir: string, error: unknown): StartError {
  if (error instanceof StartError) return error
  const text = error instanceof Error ? error.message : String(error)
  if (text.includes('database is locked'))
    return new FolderInUse(
      `Pitboard is already running on ${dataDir}. Stop it first, or set DATA_DIR to another folder.`,
    )
  if (codeOf(error) === 'ENOSPC' || codeOf(error) === 'EDQUOT' || /No space left|disk is full|Disk quota/i.test(text))
    return new StartError(full(dataDir, text))
  if (/^(EACCES|EPERM|EROFS)$/.test(codeOf(error)) || /unable to open database file|readonly database/.test(text))
    return new StartError(
      `This user is not allowed to write to ${dataDir}. Change its permissions, or set DATA_DIR to another folder.`,
    )
  if (/^(ENOTDIR|EEXIST)$/.test(codeOf(error)))
    return new StartError(`${dataDir} is not a folder. Set DATA_DIR to a folder.`)
  if (codeOf(error) === 'ENOENT' && /mkdir/.test(text))
    return new StartError(`No folder can be created at ${dataDir}. Set DATA_DIR to another folder.`)
  return new StartError(`The data folder ${dataDir} cannot be used: ${text.split('\n')[0]}`)
}
