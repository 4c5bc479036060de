/** One workshop with two histories: its data folder is put back from a copy, or a standby that lacks its last commands takes over. */
import { execFileSync } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { appendFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeAll, expect, it } from 'vitest'
import type { Position } from '#contract/sync.ts'
import { connect } from '#db/database.ts'
import { startEmbedded } from '#db/embedded.ts'
import { migrate } from '#db/migrate.ts'
import { exampleHours } from '#server/domain/workshop/example.ts'
import { createWorkshop } from '#server/admin/workshop.ts'
import { Fanout } from '#server/fanout/fanout.ts'
import { readState } from '#server/read/state.ts'
import { createWriter } from '#server/write/write.ts'
import { newFolder } from '../run/processes.ts'
import { permitted } from '../support/permitted.ts'
import { encodeInMemory, MemoryScreen, Wrong } from './memoryScreen.ts'

const eventually = { timeout: 10_000, interval: 20 }
const audience = { view: 'staff' } as const
/** A stopped workshop whose journal has seven entries. */
const folder = newFolder()
let workshopId: string

type Node = Awaited<ReturnType<typeof start>>
const running = new Set<Node>()
afterEach(async () => {
  for (const node of running) await node.stop()
})

/** PostgreSQL on a data folder, and a node on it. */
async function start(dataDir: string) {
  const server = await startEmbedded(dataDir, { durable: false, maxConnections: 20 })
  const { sql, close } = connect(server.url, 4)
  const node = {
    url: server.url,
    sql,
    /** Records that many arrivals. */
    async work(times: number): Promise<Position> {
      const writer = createWriter({ sql, now: Date.now, committed: () => {} })
      for (let i = 0; i < times; i++) {
        const arrival = { purpose: 'enquiry', plate: null, language: 'en', words: randomUUID() } as const
        const outcome = await writer.execute(permitted('kiosk', workshopId, 'recordArrival', arrival))
        if (!outcome.ok) throw new Error(outcome.code)
      }
      const { epoch, seq, mark } = (await readState(sql, workshopId))!
      return { epoch, seq, mark }
    },
    /** Lets a screen in with the position it holds, and once more as a program that reads over HTTP would. */
    async letIn(screen: MemoryScreen): Promise<{ events: string[]; read: object | null }> {
      const options = { sql, node: 'one', encode: encodeInMemory, now: Date.now, speed: 1, keysReplaced: () => {} }
      const fanout = await Fanout.start({ ...options, failed: (error) => expect.fail(String(error)) })
      const { position } = screen.replica
      const read = position && (await fanout.changesSince(workshopId, audience, position))
      const line = screen.connect()
      await fanout.join(workshopId, audience, line, position)
      const events = screen.flush().map(({ event }) => event)
      await fanout.stop()
      return { events, read }
    },
    async stop(): Promise<void> {
      running.delete(node)
      await close()
      await server.stop()
    },
  }
  running.add(node)
  return node
}

const copyOf = (dataDir: string) => {
  const copy = newFolder()
  execFileSync('cp', ['-a', dataDir, copy]) // keeps the owner
  return copy
}
const newScreen = () => new MemoryScreen(audience, new Wrong())

beforeAll(async () => {
  const server = await startEmbedded(folder, { durable: false })
  await migrate(server.url)
  const { sql, close } = connect(server.url, 2)
  const place = { timeZone: 'Asia/Shanghai', currency: 'CNY', plateFormat: 'cn', phone: null } as const
  workshopId = await createWorkshop(sql, { name: 'Twice', ...place, hours: exampleHours })
  await close()
  await server.stop()
  const node = await start(folder)
  await node.work(7)
  await node.stop()
})

/** The screen shows what a screen without a past is shown. */
async function showsTheTruth(node: Node, screen: MemoryScreen): Promise<void> {
  const fresh = newScreen()
  await node.letIn(fresh)
  expect([screen.replica.position, screen.digest]).toEqual([fresh.replica.position, fresh.digest])
}

it('S6 after a data folder was put back, a screen of the lost history gets a snapshot, and one of the common past a batch', async () => {
  const [copy, lost, past] = [copyOf(folder), newScreen(), newScreen()]
  const before = await start(copyOf(folder))
  await before.letIn(past)
  expect((await before.work(6)).seq).toBe(13)
  await before.letIn(lost)
  expect(lost.replica.seq).toBe(13)
  await before.stop()

  const after = await start(copy)
  const now = await after.work(12)
  expect(now.seq).toBe(19)
  expect(lost.replica.position).toMatchObject({ epoch: now.epoch })
  expect(await after.letIn(lost)).toMatchObject({ events: ['snapshot'], read: { ...now } })
  await showsTheTruth(after, lost)
  expect(await after.letIn(past)).toMatchObject({ events: ['batch'], read: { from: 7, to: 19, mark: now.mark } })
  await showsTheTruth(after, past)
})

it('S6 after a failover, a screen that saw what the standby lacks gets a snapshot, and one that saw less a batch', async () => {
  const [primary, standby, lost, past] = [await start(copyOf(folder)), copyOf(folder), newScreen(), newScreen()]
  const cluster = join(standby, 'postgres', 'cluster')
  writeFileSync(join(cluster, 'standby.signal'), '')
  const { port, password } = new URL(primary.url)
  const source = `host=127.0.0.1 port=${port} user=pitboard password=${password}`
  appendFileSync(join(cluster, 'postgresql.auto.conf'), `primary_conninfo = '${source}'\n`)
  const after = await start(standby)
  const seqThere = async () => (await readState(after.sql, workshopId))!.seq

  await primary.work(3)
  await primary.letIn(past)
  await expect.poll(seqThere, eventually).toBe(10)
  // The standby falls behind.
  await after.sql.unsafe(`alter system set primary_conninfo = ''`)
  await after.sql`select pg_reload_conf()`
  await expect.poll(() => after.sql`select from pg_stat_wal_receiver`, eventually).toHaveLength(0)
  await primary.work(3)
  await primary.letIn(lost)
  expect(lost.replica.seq).toBe(13)
  await primary.stop()

  await after.sql`select pg_promote()`
  const now = await after.work(9)
  expect(now.seq).toBe(19)
  expect(await after.letIn(lost)).toMatchObject({ events: ['snapshot'], read: { ...now } })
  await showsTheTruth(after, lost)
  expect(await after.letIn(past)).toMatchObject({ events: ['batch'], read: { from: 10, to: 19, mark: now.mark } })
  await showsTheTruth(after, past)
})
