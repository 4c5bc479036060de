import { execFileSync } from 'node:child_process'
import { once } from 'node:events'
import { accessSync, existsSync, mkdirSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import { dirname, join } from 'node:path'
import postgres from 'postgres'
import { afterAll, describe, expect, inject, onTestFinished, test, vi } from 'vitest'
import { startEmbedded } from '#db/embedded.ts'
import { createDatabase } from '../support/database.ts'
import {
  begin,
  beginReady,
  databaseOf,
  finish,
  gone,
  isAlive,
  isRoot,
  newFolder,
  ordinary,
  postmasterOf,
  root,
} from './processes.ts'

// Several starts of whole servers in one test, on a machine that runs other tests beside.
vi.setConfig({ testTimeout: 120_000 })

/** It ended with code 1 and exactly this one line: no stack trace, nothing else. */
async function expectRefusal(options: Parameters<typeof begin>[0], line: RegExp): Promise<void> {
  const server = await begin(options)
  expect(await server.ended).toBe(1)
  expect(server.said().trimEnd().split('\n')).toEqual([expect.stringMatching(line)])
}

async function query(url: string, work: (sql: postgres.Sql) => Promise<unknown>): Promise<unknown> {
  const sql = postgres(url, { max: 1, onnotice: () => {} })
  try {
    return await work(sql)
  } finally {
    await sql.end()
  }
}

describe('starting and ending', () => {
  test('the first start gets ready, tells the screens and their keys once; SIGTERM and SIGINT leave nothing behind', async () => {
    const first = await beginReady()
    const postmaster = postmasterOf(first.dataDir) ?? 0
    expect(isAlive(postmaster)).toBe(true)
    expect(statSync(join(first.dataDir, 'admin.json')).mode & 0o777).toBe(0o600)
    expect(statSync(join(first.dataDir, 'postgres', 'password')).mode & 0o777).toBe(0o600)
    const end = await finish(first)
    expect(end).toEqual({ code: 0, ms: expect.toSatisfy((ms: number) => ms < 5000, 'under 5 s') })
    expect(isAlive(postmaster)).toBe(false)
    expect(existsSync(join(first.dataDir, 'admin.json'))).toBe(false)
    expect(first.said().match(/\/open\/(staff|wall|lobby|kiosk)\/\S{50,}/g)).toHaveLength(4)

    const second = await beginReady({ dataDir: first.dataDir })
    const next = postmasterOf(first.dataDir) ?? 0
    expect((await finish(second, 'SIGINT')).code).toBe(0)
    expect(isAlive(next)).toBe(false)
    expect(second.said()).toContain('/board/wall')
    expect(second.said()).not.toContain('/open/')
  })

  test('SIGTERM while it is still starting leaves nothing behind', async () => {
    const server = await begin()
    while (!existsSync(join(server.dataDir, 'postgres'))) await new Promise((resolve) => setTimeout(resolve, 5))
    expect((await finish(server)).code).toBe(0)
    const postmaster = postmasterOf(server.dataDir)
    expect(postmaster === null || !isAlive(postmaster)).toBe(true)
    await finish(await beginReady({ dataDir: server.dataDir }))
  })

  test('after kill -9 the next start ends the orphaned PostgreSQL, and what was committed is there', async () => {
    const server = await beginReady()
    await query(databaseOf(server.dataDir), (sql) => sql`create table kept as select 42 as answer`)
    const orphan = postmasterOf(server.dataDir) ?? 0
    await finish(server, 'SIGKILL')
    expect(isAlive(orphan)).toBe(true)
    const next = await beginReady({ dataDir: server.dataDir })
    expect(isAlive(orphan)).toBe(false)
    expect(await query(databaseOf(next.dataDir), (sql) => sql`select answer from kept`)).toEqual([{ answer: 42 }])
    await finish(next)
  })

  test('after a crash of the machine a number in postmaster.pid that is another process’s now does no harm', async () => {
    const server = await beginReady()
    const pid = join(server.dataDir, 'postgres', 'cluster', 'postmaster.pid')
    await finish(server)
    writeFileSync(pid, `${process.pid}\n/somewhere\n0\n5432\n\n127.0.0.1\n\nready\n`)
    await finish(await beginReady({ dataDir: server.dataDir }))
    expect(isAlive(process.pid)).toBe(true)
  })

  test.for(['SIGINT', 'SIGTERM', 'SIGKILL'] as const)(
    '%s to npm ends the server and its PostgreSQL',
    async (signal) => {
      const npm = await beginReady({ command: ['npm', 'start'] })
      const postmaster = postmasterOf(npm.dataDir) ?? 0
      const { ms } = await finish(npm, signal)
      expect(ms).toBeLessThan(5000)
      expect(await gone(postmaster)).toBe(true)
      await expect(fetch(`${npm.url}/healthz`)).rejects.toThrow()
    },
  )

  test('two nodes starting together on one empty database both come up, and one gives the keys', async () => {
    const env = { DATABASE_URL: await createDatabase('template0') }
    const nodes = await Promise.all([beginReady({ env }), beginReady({ env })])
    await Promise.all(nodes.map((node) => finish(node)))
    expect(nodes.flatMap((node) => node.said().match(/\/open\/wall\//g) ?? [])).toHaveLength(1)
    expect(await query(env.DATABASE_URL, (sql) => sql`select count(*)::int from workshop`)).toEqual([{ count: 1 }])
  })
})

describe('one clear line and exit code 1', () => {
  test('a second start on the same data folder; the first goes on', async () => {
    const first = await beginReady()
    await expectRefusal({ dataDir: first.dataDir }, /^Pitboard is already running on .*data\./)
    expect((await fetch(`${first.url}/readyz`)).status).toBe(200)
    await finish(first)
  })

  test('a taken port; PostgreSQL does not stay behind', async () => {
    const other = createServer().listen(0, '127.0.0.1')
    onTestFinished(() => void other.close())
    await once(other, 'listening')
    const { port } = other.address() as AddressInfo
    const dataDir = newFolder()
    await expectRefusal({ dataDir, env: { PORT: String(port) } }, new RegExp(`^Port ${port} is taken\\.`))
    expect(postmasterOf(dataDir)).toBe(null)
  })

  test('a database that cannot be reached, without its password', async () => {
    const env = { DATABASE_URL: 'postgres://somebody:hush-hush@127.0.0.1:1/pitboard' }
    await expectRefusal({ env }, /^The database cannot be reached \(ECONNREFUSED\): (?!.*hush)/)
  })

  test('a database that refuses the password, and one that is not there', async () => {
    const server = inject('databaseServer')
    const wrong = server.replace(/:[^:@]+@/, ':hush-hush@')
    await expectRefusal({ env: { DATABASE_URL: wrong } }, /^The database refuses the user or password(?!.*hush)/)
    const absent = server.replace(/\/postgres$/, '/absent')
    await expectRefusal({ env: { DATABASE_URL: absent } }, /^The database named in DATABASE_URL does not exist/)
  })

  test('a damaged data folder: an empty control file, none, no version, no password', async () => {
    const dataDir = newFolder()
    mkdirSync(dataDir, { mode: 0o700 })
    await (await startEmbedded(dataDir)).stop()
    const cluster = join(dataDir, 'postgres', 'cluster')
    truncateSync(join(cluster, 'global', 'pg_control'), 0)
    await expectRefusal({ dataDir }, /^The database in .* does not start: .*pg_control/)
    const sentence = expect.stringMatching(/^The database in .*data does not start: .+ If it is damaged, .*\.$/)
    rmSync(join(cluster, 'global', 'pg_control'))
    await expect(startEmbedded(dataDir)).rejects.toMatchObject({ name: 'StartError', message: sentence })
    rmSync(join(cluster, 'PG_VERSION'))
    await expect(startEmbedded(dataDir)).rejects.toMatchObject({ name: 'StartError', message: sentence })
    rmSync(join(dataDir, 'postgres', 'password'))
    const missing = expect.stringContaining('is damaged: postgres/password is missing')
    await expect(startEmbedded(dataDir)).rejects.toMatchObject({ name: 'StartError', message: missing })
  })

  test('a data folder that is a file', async () => {
    const dataDir = newFolder()
    writeFileSync(dataDir, '')
    await expectRefusal({ dataDir }, /is not a folder/)
  })

  test('settings that are wrong: one line each', async () => {
    const server = await begin({ env: { PORT: 'eighty', LOG_LEVEL: 'loud', PUBLIC_URL: 'here' } })
    expect(await server.ended).toBe(1)
    expect(server.said().trimEnd().split('\n')).toEqual([
      expect.stringMatching(/^PORT must be a whole number/),
      expect.stringMatching(/^PUBLIC_URL must be an address/),
      expect.stringMatching(/^LOG_LEVEL must be one of/),
    ])
  })

  // Only root may make a small disk; where even root may not (most containers), there is nothing to fill.
  const disk = isRoot ? smallDisk() : null
  if (disk) afterAll(() => void execFileSync('umount', ['-l', disk]))
  if (disk)
    test('a full disk', async () => {
      await expectRefusal({ dataDir: join(disk, 'data') }, /^The disk of .* is full\./)
    })
})

function smallDisk(): string | null {
  const disk = dirname(newFolder())
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=12m', 'tmpfs', disk], { stdio: 'ignore' })
    return disk
  } catch {
    return null
  }
}

describe('whoever starts it', () => {
  // The ordinary user must be able to read this checkout: below a closed folder only its owner can start Pitboard at all.
  if (!ordinary || canRead(ordinary))
    test('an ordinary user, in a folder that nobody else may enter', async () => {
      const server = await beginReady({ dataDir: newFolder(ordinary), user: ordinary, env: { HOME: '/' } })
      const end = await finish(server)
      expect(end.code).toBe(0)
    })

  test('data below a folder that only we may enter stay there, and are there again', async () => {
    const dataDir = join(newFolder(), 'deeper', 'data')
    mkdirSync(dirname(dataDir), { recursive: true, mode: 0o700 })
    const server = await beginReady({ dataDir })
    await query(databaseOf(dataDir), (sql) => sql`create table kept as select 42 as answer`)
    await finish(server)
    accessSync(join(dataDir, 'postgres', 'cluster', 'PG_VERSION'))
    const next = await beginReady({ dataDir })
    expect(await query(databaseOf(dataDir), (sql) => sql`select answer from kept`)).toEqual([{ answer: 42 }])
    await finish(next)
  })
})

function canRead({ uid, gid }: { uid: number; gid: number }): boolean {
  try {
    execFileSync(process.execPath, ['-e', ''], { cwd: root, uid, gid, stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}
