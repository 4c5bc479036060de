/** Time bounds: no node that stands still, and no connection that has fallen silent, keeps a workshop waiting for long. */
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { afterAll, describe, expect, it, onTestFinished } from 'vitest'
import { pino } from 'pino'
import { connect, type Database } from '#db/database.ts'
import { startApp } from '#server/app.ts'
import { codeOfFailure } from '#server/edge/answer.ts'
import { createWaits } from '#server/write/waits.ts'
import { createWriter } from '#server/write/write.ts'
import { permitted } from '../support/permitted.ts'
import { proxyTo } from '../support/proxy.ts'
import { connect as openScreen, next, openWorkshop, send } from '../support/testWorkshop.ts'

const workshop = await openWorkshop()
const { workshopId, database } = workshop
const [{ version } = { version: 0 }] = await database.sql<{ version: number }[]>`
  select current_setting('server_version_num')::int as version`
const arrival = { purpose: 'enquiry', plate: null, language: 'en', words: '' } as const
const patience = { lock: 500, idle: 800, silence: 1000 }

function node(url = database.url, within = patience): Database {
  const own = connect(url, 10, version, within)
  afterAll(() => own.close())
  return own
}
const writerOn = ({ sql }: Database) => createWriter({ sql, now: Date.now, committed: () => {} })
const arrives = () => permitted('kiosk', workshopId, 'recordArrival', arrival)
const codeOf = (work: Promise<unknown>) => work.then(() => 'accepted', codeOfFailure)

describe('a node that stands still in the middle of a command', () => {
  it('loses the lock, and others are refused in words until then', async () => {
    let stands = () => {}
    const locked = Promise.withResolvers<null>()
    const still = node().sql.begin(async (tx) => {
      await tx`select from workshop_head where workshop_id = ${workshopId} for update`
      locked.resolve(null)
      await new Promise<void>((resolve) => (stands = resolve))
    })
    still.catch(() => {})
    await locked.promise
    const writer = writerOn(node(database.url, { ...patience, lock: 200 }))
    expect(await codeOf(writer.execute(arrives()))).toBe('database_unavailable')
    await expect(still).rejects.toThrow('CONNECTION_CLOSED')
    stands()
    expect(await writer.execute(arrives())).toMatchObject({ ok: true })
  })
})

describe('a node whose process is stopped in the middle of a command', () => {
  it('loses the lock: others are refused in words, then go on, and it learns of it when it wakes', async () => {
    const holder = fork(fileURLToPath(new URL('../support/lockHolder.ts', import.meta.url)), [
      ...[database.url, String(version), workshopId],
    ])
    onTestFinished(() => void holder.kill('SIGKILL'))
    await once(holder, 'message')
    holder.kill('SIGSTOP')
    const stoppedAt = performance.now()
    const writer = writerOn(node(database.url, { ...patience, lock: 200 }))
    const command = arrives()
    expect(await codeOf(writer.execute(command))).toBe('database_unavailable')
    await expect.poll(() => codeOf(writer.execute(command)), { timeout: 5000, interval: 50 }).toBe('accepted')
    expect(performance.now() - stoppedAt).toBeLessThan(patience.idle + 3000)
    const told = once(holder, 'message')
    holder.kill('SIGCONT')
    expect(String(await told)).toContain('CONNECTION_CLOSED')
  })
})

describe('connections that swallow everything', () => {
  it('are given up, their commands are refused as not known, and the next go over new ones', async () => {
    const proxy = await proxyTo(database.url)
    const own = node(proxy.url)
    const writer = writerOn(own)
    await Promise.all(Array.from({ length: 10 }, () => writer.execute(arrives())))
    expect(proxy.swallow()).toBeGreaterThan(0)
    const sent = Array.from({ length: 4 }, arrives)
    const codes = await Promise.all(sent.map((command) => codeOf(writer.execute(command))))
    expect(codes).toContain('database_unavailable')
    expect(await Promise.all(sent.map((command) => codeOf(writer.execute(command))))).toEqual(
      sent.map(() => 'accepted'),
    )
  })

  it('make the node report itself as not ready within two seconds, while new connections answer', async () => {
    const proxy = await proxyTo(database.url)
    const own = node(proxy.url, { ...patience, silence: 3000 })
    const app = await startApp({ database: own, log: pino({ level: 'silent' }), host: '127.0.0.1', port: 0 })
    afterAll(() => app.close())
    const ready = async () => {
      const begun = performance.now()
      const { status } = await fetch(`${app.url}/readyz`)
      expect(performance.now() - begun).toBeLessThan(2000)
      return status
    }
    const kiosk = openScreen(app, workshop, 'kiosk')
    await next(kiosk, 'snapshot')
    expect(await ready()).toBe(200)
    proxy.swallow()
    const reply = send(kiosk, 'recordArrival', arrival)
    await expect.poll(ready, { timeout: 2500 }).toBe(503)
    expect(await reply).toMatchObject({ code: 'database_unavailable' })
    await expect.poll(ready, { timeout: 10_000 }).toBe(200)
  })
})

describe('waits', () => {
  it('commands queued behind one that the database has failed are not tried, later ones and other workshops are', async () => {
    let time = 1
    const waits = createWaits(() => time)
    const lost = () => Promise.reject(Object.assign(new Error(), { code: '55P03' }))
    const run = (id: string, since: number, work: () => Promise<void> = async () => {}) =>
      codeOf(waits.run(id, since, work))
    expect(await run('a', 0, () => Promise.reject(new Error()))).toBe('server_error')
    expect(await run('a', 0)).toBe('accepted')
    expect(await run('a', 0, lost)).toBe('database_unavailable')
    time = 2
    expect(await run('a', 0)).toBe('database_unavailable')
    expect(await run('b', 0)).toBe('accepted')
    expect(await run('a', 2)).toBe('accepted')
  })

  it('tells for how long the longest transaction has run', async () => {
    let time = 0
    const waits = createWaits(() => time)
    const { promise, resolve } = Promise.withResolvers<null>()
    const running = waits.run('a', 0, () => promise)
    time = 300
    expect(waits.longest()).toBe(300)
    resolve(null)
    await running
    expect(waits.longest()).toBe(0)
  })
})
