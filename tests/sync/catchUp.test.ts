import postgres from 'postgres'
import { afterAll, expect, it, vi } from 'vitest'
import type { Batch } from '#contract/sync.ts'
import { Fanout } from '#server/fanout/fanout.ts'
import { readState } from '#server/read/state.ts'
import { connect, next, openWorkshop, waitingOrder, walkIn } from '../support/testWorkshop.ts'
import { encodeInMemory, MemoryScreen, Wrong } from './memoryScreen.ts'

it('S7 a hundred screens of two audiences reconnecting to a new node cost one read of the journal', async () => {
  const workshop = await openWorkshop()
  const since = (await readState(workshop.database.sql, workshop.workshopId))!
  for (let i = 0; i < 10; i++) await waitingOrder(workshop, `沪E1000${i}`)
  // Keep the clock idle.
  await workshop.database.sql`delete from deadline`
  const reads: string[] = []
  const sql = postgres(workshop.database.url, {
    debug: (_connection, text) => void (/\bfrom journal\b/.test(text) && reads.push(text)),
    types: { date: { to: 1184, from: [1082, 1114, 1184], serialize: String, parse: (text: string) => text } },
  })
  afterAll(() => sql.end())
  const app = await workshop.serve({ database: { ...workshop.database, sql } })
  const { epoch, seq, mark } = since
  // Opens the feed, which checks once for commits made while opening.
  await app.fanout.snapshot(workshop.workshopId, { view: 'wall' })
  reads.length = 0
  const batches = await Promise.all(
    Array.from({ length: 100 }, (_, i) =>
      next<Batch>(connect(app, workshop, i % 2 ? 'wall' : 'lobby', { since: { epoch, seq, mark } }), 'batch'),
    ),
  )
  const now = (await readState(workshop.database.sql, workshop.workshopId))!.seq
  expect(batches.every((batch) => batch.from === seq && batch.to === now)).toBe(true)
  expect(reads).toHaveLength(1)
})

it('S6 V1 a thousand screens at different positions come back by batch to a node that has just started', async () => {
  const workshop = await openWorkshop()
  const { workshopId } = workshop
  const failed = vi.fn()
  const start = () =>
    Fanout.start({
      ...{ sql: workshop.database.sql, node: crypto.randomUUID(), encode: encodeInMemory, now: Date.now, speed: 1 },
      ...{ keysReplaced: () => undefined, failed },
    })
  const wrong = new Wrong()
  const screens = Array.from({ length: 1000 }, (_, i) => new MemoryScreen({ view: i % 2 ? 'wall' : 'lobby' }, wrong))
  const joinAll = (fanout: Fanout) =>
    Promise.all(
      screens.map((screen) => fanout.join(workshopId, screen.audience, screen.connect(), screen.replica.position)),
    )
  const before = await start()
  await joinAll(before)
  for (let i = 0; i < 5; i++) {
    await workshop.does('kiosk', 'checkInWalkIn', walkIn(`沪E2000${i}`))
    await before.changesSince(workshopId, { view: 'wall' }, { epoch: '', seq: 0, mark: '' })
    for (const screen of screens) screen.flush()
    for (const screen of screens.slice(i * 200, i * 200 + 200)) screen.cut()
  }
  await before.stop()
  expect(new Set(screens.map(({ replica }) => replica.seq)).size).toBeGreaterThan(1)
  await workshop.does('kiosk', 'checkInWalkIn', walkIn('沪E20009'))

  const after = await start()
  await joinAll(after)
  const events = screens.flatMap((screen) => screen.flush().map(({ event }) => event))
  expect(events).toEqual(screens.map(() => 'batch'))
  const { seq, mark } = (await readState(workshop.database.sql, workshopId))!
  expect(screens.filter(({ replica }) => replica.seq !== seq || replica.mark !== mark)).toEqual([])
  const isShown = ({ replica }: MemoryScreen) => replica.of('order').size === 6
  expect(screens.filter((screen) => !isShown(screen))).toEqual([])
  expect([wrong.found, failed.mock.calls]).toEqual([[], []])
  await after.stop()
})
