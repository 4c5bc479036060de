/** Starting and stopping real servers with their PostgreSQL, as the user who types the command sees it. */
import { once } from 'node:events'
import {
  accessSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  statSync,
  symlinkSync,
  writeFileSync,
  writeSync,
  closeSync,
} from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import { dirname, join } from 'node:path'
import postgres from 'postgres'
import { describe, expect, inject, onTestFinished, test, vi } from 'vitest'
import { createDatabase } from '../support/database.ts'
import {
  begin,
  beginReady,
  databaseOf,
  finish,
  gone,
  isAlive,
  newFolder,
  ordinary,
  postmasterOf,
  readableCheckout,
  root,
} from './processes.ts'

// Whole servers start several times, beside other tests.
vi.setConfig({ testTimeout: 120_000 })

const links = /\/open\/(staff|wall|lobby|kiosk)\/\S{50,}/g

/** It exits with code 1 and prints exactly this one line: no stack trace. */
async function expectRefusal(options: Parameters<typeof begin>[0], line: RegExp): Promise<void> {
  // With the default log level: the log goes to the same terminal.
  const server = await begin({ ...options, env: { ...options?.env, LOG_LEVEL: '' } })
  expect(await server.ended).toBe(1)
  expect(server.output().trimEnd().split('\n')).toEqual([expect.stringMatching(line)])
}

async function query(url: string, work: (sql: postgres.Sql) => Promise<postgres.Row[]>): Promise<postgres.Row[]> {
  const sql = postgres(url, { max: 1, onnotice: () => {} })
  try {
    return [...(await work(sql))]
  } finally {
    await sql.end()
  }
}

/** One data folder from its first start on, below a folder only its owner may enter; each test continues where the last ended. */
describe('the life of a data folder', () => {
  const dataDir = join(newFolder(), 'deeper', 'data')
  mkdirSync(dirname(dataDir), { recursive: true, mode: 0o700 })
  const postmaster = () => postmasterOf(dataDir) ?? 0
  const storedAnswer = () => query(databaseOf(dataDir), (sql) => sql`select answer from kept`)

  test('the first start prints the keys of a workshop with the given name; a second start is refused; new keys are made through the first; SIGTERM leaves no process behind', async () => {
    const server = await beginReady({ dataDir, env: { WORKSHOP_NAME: '北門 Motors' } })
    expect(isAlive(postmaster())).toBe(true)
    accessSync(join(dataDir, 'postgres', 'cluster', 'PG_VERSION'))
    expect(statSync(join(dataDir, 'admin.json')).mode & 0o777).toBe(0o600)
    expect(statSync(join(dataDir, 'postgres', 'password')).mode & 0o777).toBe(0o600)
    await expectRefusal({ dataDir }, /^Pitboard is already running on .*data\./)
    const asking = await begin({ dataDir, words: ['--new-keys'] })
    expect(await asking.ended).toBe(0)
    expect(asking.output().match(links)).toHaveLength(4)
    server.child.kill('SIGHUP')
    expect((await fetch(`${server.url}/readyz`)).status).toBe(200)
    await query(databaseOf(dataDir), (sql) => sql`create table kept as select 42 as answer`)
    const last = postmaster()
    expect(await finish(server)).toEqual({ code: 0, ms: expect.toSatisfy((ms: number) => ms < 5000, 'under 5 s') })
    expect(isAlive(last)).toBe(false)
    expect(existsSync(join(dataDir, 'admin.json'))).toBe(false)
    expect(server.output().match(links)).toHaveLength(4)
    expect(server.output()).toContain('Access links for 北門 Motors, ')
  })

  test('without a running server an import opens the database itself, prints the result, and closes it', async () => {
    const file = join(dirname(dataDir), 'cars.csv')
    writeFileSync(file, 'plate,model\n沪A7K382,Passat\n')
    const node = join(root, 'node_modules', '.bin', 'node')
    const asked = await begin({
      dataDir,
      command: [node, join(root, 'server', 'admin', 'main.ts'), 'import', 'cars', file, '--yes'],
    })
    expect(await asked.ended).toBe(0)
    expect(asked.output()).toMatch(/^cars\.csv: 1 car for 北門 Motors: 1 new, 0 unchanged\.\n/)
    expect(postmaster()).toBe(0)
  })

  test('--new-keys without a running server replaces the keys and serves; after kill -9 PostgreSQL is left as an orphan', async () => {
    const wrong = await begin({ dataDir, words: ['--new-keys', '--workshop', 'Nowhere'] })
    expect(await wrong.ended).toBe(1)
    expect(wrong.output()).toContain('There is no workshop “Nowhere”')
    expect(postmaster()).toBe(0)
    const server = await beginReady({ dataDir, words: ['--new-keys'] })
    await vi.waitFor(() => expect(server.output().match(links)).toHaveLength(4), 10_000)
    await finish(server, 'SIGKILL')
    expect(isAlive(postmaster())).toBe(true)
  })

  test('the next start stops the orphan, has all committed data and prints no keys; when PostgreSQL stops unexpectedly, it exits with code 1', async () => {
    const orphan = postmaster()
    const server = await beginReady({ dataDir, env: { WORKSHOP_NAME: 'Another' } })
    expect(isAlive(orphan)).toBe(false)
    expect(await storedAnswer()).toEqual([{ answer: 42 }])
    const has = (sql: postgres.Sql) => sql`select name, plate from workshop join vehicle using (workshop_id)`
    expect(await query(databaseOf(dataDir), has)).toEqual([{ name: '北門 Motors', plate: '沪A7K382' }])
    await vi.waitFor(() => expect(server.output()).toContain('/board/wall'), 10_000)
    expect(server.output()).not.toContain('/open/')
    process.kill(postmaster(), 'SIGKILL')
    expect(await server.ended).toBe(1)
    expect(server.output()).toMatch(/\nPostgreSQL has stopped unexpectedly; .* start it again\.\n$/)
  })

  test('a stale postmaster.pid with another process’s pid does no harm; SIGINT to npm stops everything', async () => {
    const file = join(dataDir, 'postgres', 'cluster', 'postmaster.pid')
    writeFileSync(file, `${process.pid}\n/somewhere\n0\n5432\n\n127.0.0.1\n\nready\n`)
    await endThroughNpm('SIGINT')
    expect(isAlive(process.pid)).toBe(true)
  })

  test.for(['SIGTERM', 'SIGKILL'] as const)('%s to npm stops the server and its PostgreSQL', endThroughNpm)

  async function endThroughNpm(signal: NodeJS.Signals): Promise<void> {
    const npm = await beginReady({ dataDir, command: ['npm', 'start'] })
    const last = postmaster()
    expect(await storedAnswer()).toEqual([{ answer: 42 }])
    expect((await finish(npm, signal)).ms).toBeLessThan(5000)
    expect(await gone(last)).toBe(true)
    await expect(fetch(`${npm.url}/healthz`)).rejects.toThrow()
  }

  test('a taken port is reported in one line, and PostgreSQL is stopped', async () => {
    const other = createServer().listen(0, '127.0.0.1')
    onTestFinished(() => void other.close())
    await once(other, 'listening')
    const { port } = other.address() as AddressInfo
    await expectRefusal({ dataDir, env: { PORT: String(port) } }, new RegExp(`^Port ${port} is taken\\.`))
    expect(postmaster()).toBe(0)
  })

  test('a corrupt page found once PostgreSQL is up, in our tables or in its own, is reported in one line', async () => {
    const server = await beginReady({ dataDir })
    const names = ['workshop', 'pg_proc']
    const paths = await query(
      databaseOf(dataDir),
      (sql) => sql`select pg_relation_filepath(unnest(${names}::text[])) as path`,
    )
    await finish(server)
    for (const { path } of paths as unknown as { path: string }[]) {
      const page = openSync(join(dataDir, 'postgres', 'cluster', path), 'r+')
      writeSync(page, Buffer.alloc(8192, 0xab), 0, 8192, 0)
      closeSync(page)
      await expectRefusal({ dataDir }, new RegExp(`^The data folder .*data is damaged: invalid page .*"${path}"`))
      expect(postmaster()).toBe(0)
    }
  })
})

test('SIGTERM while PostgreSQL is being set up leaves no process behind', async () => {
  const server = await begin()
  const home = join(server.dataDir, 'postgres')
  await vi.waitFor(() => expect(existsSync(join(home, 'new', 'PG_VERSION'))).toBe(true), {
    timeout: 30_000,
    interval: 5,
  })
  const end = await finish(server)
  expect(end).toEqual({ code: 0, ms: expect.toSatisfy((ms: number) => ms < 5000, 'under 5 s') })
  expect(server.output()).toBe('')
  expect(existsSync(join(home, 'cluster'))).toBe(false)
})

test('SIGTERM while waiting for a database exits at once', async () => {
  const silent = createServer().listen(0, '127.0.0.1')
  onTestFinished(() => void silent.close())
  await once(silent, 'listening')
  const connected = once(silent, 'connection')
  const { port } = silent.address() as AddressInfo
  const server = await begin({ env: { DATABASE_URL: `postgres://me:hush-hush@127.0.0.1:${port}/pitboard` } })
  await connected
  expect(await finish(server)).toEqual({ code: 0, ms: expect.toSatisfy((ms: number) => ms < 2000, 'under 2 s') })
  expect(server.output()).toBe('')
})

test('two nodes starting together on one empty database, from one folder, both come up; one prints the keys', async () => {
  const env = { DATABASE_URL: await createDatabase('template0') }
  const dataDir = newFolder()
  const nodes = await Promise.all([beginReady({ env, dataDir }), beginReady({ env, dataDir })])
  const tokenFiles = () => readdirSync(dataDir).filter((name) => name.startsWith('admin-'))
  await vi.waitFor(() => expect(tokenFiles()).toHaveLength(2), 10_000)
  await finish(nodes[0])
  expect(tokenFiles()).toHaveLength(1)
  const asking = await begin({ env, dataDir, words: ['--new-keys'] })
  expect(await asking.ended).toBe(0)
  expect(asking.output().match(links)).toHaveLength(4)
  await finish(nodes[1])
  expect(tokenFiles()).toEqual([])
  expect(nodes.flatMap((node) => node.output().match(/\/open\/wall\//g) ?? [])).toHaveLength(1)
  expect(await query(env.DATABASE_URL, (sql) => sql`select count(*)::int from workshop`)).toEqual([{ count: 1 }])
})

test('an unprivileged user can start it, in a folder only that user may enter', async () => {
  const place = ordinary ? { user: ordinary, home: readableCheckout(ordinary), env: { HOME: '/' } } : {}
  const server = await beginReady({ dataDir: newFolder(ordinary), ...place })
  expect((await finish(server)).code).toBe(0)
})

// At the same time: one of them waits ten seconds for a database.
describe.concurrent('one clear line and exit code 1', () => {
  test('a database that cannot be reached, without its password', async () => {
    const env = { DATABASE_URL: 'postgres://somebody:hush-hush@127.0.0.1:1/pitboard' }
    await expectRefusal({ env }, /^The database cannot be reached \(ECONNREFUSED\): (?!.*hush)/)
  })

  test('one that accepts connections and drops them: the start gives up', async ({ onTestFinished }) => {
    const letsFall = createServer((socket) => socket.once('data', () => socket.end())).listen(0, '127.0.0.1')
    onTestFinished(() => void letsFall.close())
    await once(letsFall, 'listening')
    const { port } = letsFall.address() as AddressInfo
    const env = { DATABASE_URL: `postgres://somebody:hush-hush@127.0.0.1:${port}/pitboard` }
    await expectRefusal({ env }, /^The database cannot be reached \(CONNECT_TIMEOUT\): (?!.*hush)/)
  })

  test('a database that refuses the password, and one that does not exist', async () => {
    const server = inject('databaseServer')
    const wrong = server.replace(/:[^:@]+@/, ':hush-hush@')
    await expectRefusal({ env: { DATABASE_URL: wrong } }, /^The database refuses the user or password(?!.*hush)/)
    const absent = server.replace(/\/postgres$/, '/absent')
    await expectRefusal({ env: { DATABASE_URL: absent } }, /^The database named in DATABASE_URL does not exist/)
  })

  test('a data folder that is a file', async () => {
    const dataDir = newFolder()
    writeFileSync(dataDir, '')
    await expectRefusal({ dataDir }, /is not a folder/)
  })

  test('a full disk', async () => {
    const dataDir = newFolder()
    mkdirSync(join(dataDir, 'postgres'), { recursive: true, mode: 0o700 })
    // The system's device that reports a full disk on every write.
    symlinkSync('/dev/full', join(dataDir, 'postgres', 'password'))
    await expectRefusal({ dataDir }, /^The disk of .* is full\./)
  })

  test('invalid settings: one line each', async () => {
    const server = await begin({ env: { PORT: 'eighty', LOG_LEVEL: 'loud', PUBLIC_URL: 'here', TLS_KEY: '/nowhere' } })
    expect(await server.ended).toBe(1)
    expect(server.output().trimEnd().split('\n')).toEqual([
      expect.stringMatching(/^PORT must be a whole number/),
      expect.stringMatching(/^PUBLIC_URL must be an address/),
      expect.stringMatching(/^TLS_KEY names a file that cannot be read: \/nowhere\.$/),
      expect.stringMatching(/^LOG_LEVEL must be one of/),
    ])
  })

  test('a PUBLIC_URL with a path, whose links would not work', async () => {
    const env = { PUBLIC_URL: 'https://board.example.com/ours/' }
    await expectRefusal({ env }, /^PUBLIC_URL must be protocol and host alone, without a path, like https:/)
  })

  test('an unknown option', async () => {
    const server = await begin({ words: ['--new-key'] })
    expect(await server.ended).toBe(1)
    expect(server.output()).toMatch(/^Unknown option '--new-key'\nnpm start -- \[--new-keys/)
  })
})
