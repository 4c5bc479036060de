import postgres from 'postgres'
import { afterAll, expect, it } from 'vitest'
import type { Batch } from '#contract/sync.ts'
import { readState } from '#server/read/state.ts'
import { connect, next, openWorkshop, waitingOrder } from '../support/testWorkshop.ts'

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
