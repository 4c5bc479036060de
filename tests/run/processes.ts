/** Real servers on throwaway data folders, for the tests of starting and stopping. */
import { execFileSync, spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, chownSync, cpSync, mkdtempSync, readFileSync, realpathSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, inject } from 'vitest'
import { runnerFor, type Runner } from '#db/binaries.ts'
import { readPostmaster } from '#db/postmaster.ts'

export const root = join(import.meta.dirname, '..', '..')
/** An unprivileged user of this machine; null when we are one ourselves. */
export const ordinary: Runner | null = runnerFor(null)

const folders: string[] = []
const running = new Set<ChildProcess>()

afterAll(async () => {
  for (const child of running) {
    child.kill('SIGTERM')
    await once(child, 'close')
  }
  for (const folder of folders) {
    const left = postmasterOf(folder)
    if (left && isAlive(left)) {
      process.kill(left, 'SIGQUIT')
      await gone(left)
    }
    rmSync(folder, { recursive: true, force: true })
  }
})

/** The path of a data folder that does not exist yet, inside a folder only its owner may enter. */
export function newFolder(owner: Runner | null = null): string {
  const outer = realpathSync(mkdtempSync(join(inject('scratch'), 'setup-')))
  chmodSync(outer, 0o700)
  if (owner) chownSync(outer, owner.uid, owner.gid)
  const folder = join(outer, 'data')
  folders.push(outer, folder)
  return folder
}

export interface Started {
  child: ChildProcess
  url: string
  dataDir: string
  /** Its output so far. */
  output: () => string
  /** Its exit code, once it and every process sharing its output have exited. */
  ended: Promise<number | null>
}

interface Options {
  dataDir?: string
  env?: NodeJS.ProcessEnv
  user?: Runner | null
  command?: [program: string, ...args: string[]]
  /** The arguments after `server/main.ts`. */
  words?: string[]
  /** The checkout it runs from. */
  home?: string
}

/** Starts a server in its own process on a free port. */
export async function begin({ dataDir = newFolder(), env = {}, user = null, ...more }: Options = {}): Promise<Started> {
  const { command, words = [], home = root } = more
  const port = env['PORT'] ?? String(await freePort())
  const [program, ...args] = command ?? [
    join(home, 'node_modules', '.bin', 'node'),
    join(home, 'server', 'main.ts'),
    ...words,
  ]
  const child = spawn(program, args, {
    ...{ cwd: home, ...(user ?? {}), stdio: command ? ['ignore', 'pipe', 'pipe'] : ['ignore', 'pipe', 'pipe', 'ipc'] },
    env: {
      PATH: process.env['PATH'],
      HOME: process.env['HOME'],
      NODE_COMPILE_CACHE: process.env['NODE_COMPILE_CACHE'],
      LOG_LEVEL: 'silent',
      DATA_DIR: dataDir,
      PORT: port,
      ...env,
    },
  })
  running.add(child) // stops with us, through its IPC channel
  let text = ''
  for (const stream of [child.stdout, child.stderr])
    stream?.setEncoding('utf8').on('data', (part: string) => (text += part))
  const ended = once(child, 'close').then(([code]) => {
    running.delete(child)
    return code as number | null
  })
  return { child, url: `http://127.0.0.1:${port}`, dataDir, output: () => text, ended }
}

/** Starts a server and waits until it is ready. */
export async function beginReady(options: Options = {}): Promise<Started> {
  const server = await begin(options)
  for (let tries = 0; tries < 2000; tries++) {
    if (server.child.exitCode !== null) break
    const isReady = await fetch(`${server.url}/readyz`).then(
      (answer) => answer.status === 200,
      () => false,
    )
    if (isReady) return server
    await sleep(25)
  }
  throw new Error(`The server did not become ready. Its output: ${server.output()}`)
}

/** Sends a signal and waits for the exit. Returns the exit code and the milliseconds it took. */
export async function finish(
  server: Started,
  signal: NodeJS.Signals = 'SIGTERM',
): Promise<{ code: number | null; ms: number }> {
  const begin = performance.now()
  server.child.kill(signal)
  return { code: await server.ended, ms: performance.now() - begin }
}

/** The pid of the PostgreSQL on that data folder. */
export const postmasterOf = (dataDir: string) => readPostmaster(join(dataDir, 'postgres', 'cluster'))?.pid ?? null

/** The URL of the PostgreSQL on that data folder, with its password. */
export function databaseOf(dataDir: string): string {
  const password = readFileSync(join(dataDir, 'postgres', 'password'), 'utf8')
  const port = readPostmaster(join(dataDir, 'postgres', 'cluster'))?.port
  return `postgres://pitboard:${password}@127.0.0.1:${port}/postgres`
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}

/** The checkout in a place where `user` can read it: a copy, if it is below a folder only its owner may enter. */
export function readableCheckout({ uid, gid }: Runner): string {
  try {
    execFileSync(join(root, 'node_modules', '.bin', 'node'), ['-e', ''], { cwd: root, uid, gid, stdio: 'ignore' })
    return root
  } catch {
    const copy = join(inject('scratch'), 'checkout')
    const left = [join(root, '.git'), join(root, 'data')]
    cpSync(root, copy, { recursive: true, verbatimSymlinks: true, filter: (path) => !left.includes(path) })
    execFileSync('chmod', ['-R', 'a+rX', copy])
    return copy
  }
}

/** Waits until a process has exited, 5 s at most. Returns whether it has. */
export async function gone(pid: number): Promise<boolean> {
  for (let tries = 0; tries < 250 && isAlive(pid); tries++) await sleep(20)
  return !isAlive(pid)
}

/** Below the ephemeral ports, so that the system cannot give one away before the server takes it. */
const OWN_PORTS = { from: 20_000, count: 12_000 }
let nextPort = (process.pid * 97) % OWN_PORTS.count

/** A free port; each call returns another one, and the processes of a run are far apart. */
export async function freePort(): Promise<number> {
  for (let tries = 0; tries < 100; tries++) {
    const port = OWN_PORTS.from + nextPort
    nextPort = (nextPort + 1) % OWN_PORTS.count
    const probe = createServer().listen(port, '127.0.0.1')
    const isFree = await once(probe, 'listening').then(
      () => true,
      () => false,
    )
    probe.close()
    if (isFree) return once(probe, 'close').then(() => port)
  }
  throw new Error('A hundred ports in a row are taken')
}
