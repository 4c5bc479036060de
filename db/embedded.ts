/**
 * Our own PostgreSQL, with its data below DATA_DIR, reached over loopback TCP like any other.
 *
 * PostgreSQL refuses to run as root, and an unprivileged user cannot enter a folder such as /root. So root starts it as an
 * unprivileged user and passes it the data folder as an *open* descriptor (3): /proc/self/fd/3 leads straight to it,
 * whatever the permissions above. The data stay in DATA_DIR, and no permissions are widened.
 */
import { randomBytes } from 'node:crypto'
import { spawn, type ChildProcess } from 'node:child_process'
import {
  chmodSync,
  chownSync,
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { createServer } from 'node:net'
import { once } from 'node:events'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { findBinaries, runnerFor, type Runner } from './binaries.ts'
import { damaged, folderError } from './dataFolder.ts'
import { refuseOtherMajor } from './major.ts'
import { isPostmasterOf, readPostmaster, stopPostmaster } from './postmaster.ts'
import { keepLogs, reasonIn } from './serverLog.ts'
import { StartError } from '../server/terminal/startError.ts'

export interface Embedded {
  /** postgres://… with the password: never to be printed. */
  url: string
  /** Stops PostgreSQL and waits until it has exited; 2.7 s at most. */
  stop: () => Promise<void>
  /** Resolves when PostgreSQL has exited for any reason. */
  ended: Promise<unknown>
}

interface Options {
  /** False for throwaway data only: a power cut may lose it. */
  durable?: boolean
  maxConnections?: number
  /** Aborts a start, which then throws. No effect once PostgreSQL is up. */
  signal?: AbortSignal
}

interface Place {
  dataDir: string
  /** Holds the cluster, its password and its log; belongs to the user PostgreSQL runs as. */
  home: string
  /** The same folder, by the path PostgreSQL uses. */
  seen: string
  runner: Runner | null
  binaries: string
}

const user = 'pitboard'

/**
 * Starts PostgreSQL on the data below `dataDir`, which the caller has locked (see dataFolder.ts); creates them if there are
 * none. First stops a PostgreSQL left over from a killed server; nothing committed is lost.
 * @throws StartError with one plain sentence.
 */
export async function startEmbedded(dataDir: string, options: Options = {}): Promise<Embedded> {
  try {
    const place = prepare(dataDir)
    await endOrphan(place)
    keepLogs(place.home)
    const cluster = join(place.home, 'cluster')
    if (existsSync(cluster)) refuseOtherMajor(dataDir, cluster, place.binaries)
    else await create(place, options)
    const password = readPassword(place)
    const { child, port } = await start(place, options)
    return {
      url: addressOf(password, port),
      stop: () => stopPostmaster(child.pid ?? 0),
      ended: child.exitCode === null && child.signalCode === null ? once(child, 'exit') : Promise.resolve(),
    }
  } catch (error) {
    if (options.signal?.aborted) throw new StartError('Stopped while starting.')
    throw folderError(dataDir, error)
  }
}

/** Whether there are data below this folder. */
export const hasData = (dataDir: string): boolean => existsSync(join(dataDir, 'postgres', 'cluster'))

/** The address of the PostgreSQL that a running server has started on this folder; null while it is not ready. */
export function runningUrl(dataDir: string): string | null {
  const home = join(dataDir, 'postgres')
  const postmaster = readPostmaster(join(home, 'cluster'))
  if (postmaster?.status !== 'ready') return null
  return addressOf(readPassword({ dataDir, home }), postmaster.port)
}

const addressOf = (password: string, port: number) => `postgres://${user}:${password}@127.0.0.1:${port}/postgres`

function prepare(dataDir: string): Place {
  const home = join(dataDir, 'postgres')
  mkdirSync(home, { recursive: true, mode: 0o700 })
  const cluster = join(home, 'cluster')
  const runner = runnerFor(existsSync(cluster) ? statSync(cluster) : null)
  if (runner) chownSync(home, runner.uid, runner.gid)
  chmodSync(home, 0o700)
  const seen = runner && existsSync('/proc/self/fd') ? '/proc/self/fd/3' : home
  return { dataDir, home, seen, runner, binaries: findBinaries(runner) }
}

async function endOrphan({ dataDir, home }: Place): Promise<void> {
  const orphan = readPostmaster(join(home, 'cluster'))
  if (!orphan) return
  if (isPostmasterOf(orphan.pid, dataDir)) await stopPostmaster(orphan.pid)
  // After a reboot the pid may belong to another process, and PostgreSQL would refuse to start.
  rmSync(join(home, 'cluster', 'postmaster.pid'), { force: true })
}

/** Creates the cluster in a temporary folder and renames it when complete: a partial cluster is never seen. */
async function create(place: Place, { durable = true, signal }: Options): Promise<void> {
  const password = join(place.home, 'password')
  writeFileSync(password, randomBytes(24).toString('base64url'), { mode: 0o600 })
  if (place.runner) chownSync(password, place.runner.uid, place.runner.gid)
  rmSync(join(place.home, 'new'), { recursive: true, force: true })
  const { child } = run(place, 'initdb', signal, [
    ...['-D', `${place.seen}/new`, '-U', user, `--pwfile=${place.seen}/password`, '--auth=scram-sha-256'],
    // The built-in locale sorts the same on every machine.
    ...['--encoding=UTF8', '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'],
    ...(durable ? [] : ['--no-sync']),
  ])
  const [code] = child.pid ? ((await once(child, 'exit')) as [number | null]) : [null]
  if (code !== 0) throw new StartError(complaint(place))
  renameSync(join(place.home, 'new'), join(place.home, 'cluster'))
}

async function start(place: Place, options: Options): Promise<{ child: ChildProcess; port: number }> {
  for (let attempt = 1; ; attempt++) {
    const port = await freePort()
    const args = ['-D', `${place.seen}/cluster`, ...settings(place, port, options)]
    const { child, keep } = run(place, 'postgres', options.signal, args)
    if (await ready(child, place)) {
      keep()
      child.unref() // it must not keep the server's event loop alive
      return { child, port }
    }
    const reason = complaint(place)
    if (attempt === 3 || !reason.includes('Address already in use')) throw new StartError(reason)
  }
}

function settings({ dataDir }: Place, port: number, { durable = true, maxConnections = 100 }: Options): string[] {
  const values = {
    listen_addresses: '127.0.0.1',
    port,
    unix_socket_directories: '',
    max_connections: maxConnections,
    shared_buffers: '128MB',
    timezone: 'UTC',
    log_timezone: 'UTC',
    // Statements may contain names and phone numbers, which do not belong in a log.
    log_min_error_statement: 'panic',
    log_parameter_max_length_on_error: 0,
    ...(durable ? {} : { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' }),
    // Marks the process with its data folder, so that the next start can recognise an orphan of ours.
    'pitboard.data_dir': dataDir,
  }
  return Object.entries(values).flatMap(([name, value]) => ['-c', `${name}=${value}`])
}

/**
 * Spawned outside our process group, so that Ctrl-C reaches only the server, which then stops PostgreSQL. Until `keep` is
 * called, `signal` stops the program and its children.
 */
function run({ home, runner, binaries }: Place, program: string, signal: AbortSignal | undefined, args: string[]) {
  signal?.throwIfAborted()
  const folder = openSync(home, 'r')
  const log = openSync(join(home, 'log'), 'w', 0o600)
  const env: NodeJS.ProcessEnv = { PATH: process.env.PATH, LC_ALL: 'C', TZ: 'UTC' }
  try {
    const child = spawn(join(binaries, 'bin', program), args, {
      ...(runner ?? {}),
      ...{ cwd: '/', env, detached: true, stdio: ['ignore', log, log, folder] },
    })
    child.on('error', () => {}) // reported by the missing pid, `ready` and the exit code
    // initdb ignores signals while its PostgreSQL works, so signal the whole group.
    const end = () => (program === 'initdb' ? endGroup(child) : void child.kill('SIGINT'))
    signal?.addEventListener('abort', end)
    return { child, keep: () => signal?.removeEventListener('abort', end) }
  } finally {
    closeSync(folder)
    closeSync(log)
  }
}

function endGroup({ pid }: ChildProcess): void {
  try {
    if (pid) process.kill(-pid, 'SIGTERM')
  } catch {
    // It has already exited.
  }
}

/** True once PostgreSQL accepts connections, false if it has exited instead. */
async function ready(child: ChildProcess, { home }: Place): Promise<boolean> {
  while (child.pid && child.exitCode === null && child.signalCode === null) {
    const postmaster = readPostmaster(join(home, 'cluster'))
    // A standby accepts them too, for reading.
    if (postmaster?.pid === child.pid && ['ready', 'standby'].includes(postmaster.status)) return true
    await sleep(10)
  }
  return false
}

/** PostgreSQL's own reason for not starting, as one sentence. */
function complaint({ dataDir, home }: Place): string {
  const reason = reasonIn(readFileSync(join(home, 'log'), 'utf8')).replaceAll('/proc/self/fd/3', home)
  if (/No space left|Disk quota/.test(reason)) throw folderError(dataDir, new Error(reason))
  return `The database in ${dataDir} does not start: ${reason || 'PostgreSQL gave no reason'}. If it is damaged, put a backup in its place.`
}

function readPassword({ dataDir, home }: Pick<Place, 'dataDir' | 'home'>): string {
  try {
    return readFileSync(join(home, 'password'), 'utf8')
  } catch {
    throw damaged(dataDir, 'postgres/password is missing')
  }
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const address = probe.address()
  probe.close()
  await once(probe, 'close')
  return typeof address === 'object' && address ? address.port : 0
}
