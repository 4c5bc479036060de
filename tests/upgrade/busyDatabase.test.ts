/**
 * A busy database of an earlier release continues with this one: it migrates, its screens match its rows, its open orders
 * can be finished, everything due is carried out, and its journal is readable from the first entry to the last.
 */
import { pino } from 'pino'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { entities, type Kind } from '#contract/entities/index.ts'
import { Replica } from '#contract/replica.ts'
import type { Batch, Snapshot } from '#contract/sync.ts'
import { views } from '#contract/views/index.ts'
import type { Database } from '#db/database.ts'
import { migrate } from '#db/migrate.ts'
import { cookieOf, type KeyedDevice } from '#server/access/keys.ts'
import { startApp, type App } from '#server/app.ts'
import { roomOf, viewOf, type Audience } from '#server/audience/audience.ts'
import { Screen } from '#server/demo/screen.ts'
import { HeldState } from '#server/fanout/held.ts'
import { batchOf } from '#server/fanout/merge.ts'
import { entriesAfter, type Entry } from '#server/read/journal.ts'
import { readState, type State } from '#server/read/state.ts'
import { digestOf } from '../sync/memoryScreen.ts'
import { about, restore } from './restore.ts'
import { Staff } from './toTheGate.ts'

const DAY = 86_400_000

describe.each(['0.1-contract-7', '0.2-contract-8'])('a busy database of release %s', (name) => {
  const { workshopId, at, keys, page } = about(name)
  let database: Database
  let before: Awaited<ReturnType<typeof openRows>>
  let migrated: State
  let app: App

  /** The open rows, read without the product's code. */
  async function openRows() {
    const { sql } = database
    const orders = await sql<{ id: string; number: number; state: string; plate: string; phone: string | null }[]>`
      select id, number, state, plate, customer_phone as phone from repair_order
      where workshop_id = ${workshopId} and closed_at is null order by number`
    const [counts] = await sql<Record<Kind, number>[]>`
      select
        (select count(*)::int from bay where workshop_id = w.workshop_id) as bay,
        (select count(*)::int from person where workshop_id = w.workshop_id) as person,
        (select count(*)::int from price_item where workshop_id = w.workshop_id) as "priceItem",
        (select count(*)::int from arrival a left join repair_order o on o.workshop_id = a.workshop_id and o.id = a.order_id
          where a.workshop_id = w.workshop_id and (a.closed_at is null or o.state = 'arrived')) as arrival,
        (select count(*)::int from notice where workshop_id = w.workshop_id and closed_at is null) as notice,
        (select count(*)::int from alert where workshop_id = w.workshop_id and closed_at is null) as alert,
        (select count(*)::int from suggestion where workshop_id = w.workshop_id) as suggestion
      from workshop w where workshop_id = ${workshopId}`
    return { orders: [...orders], counts: counts! }
  }

  const screens: { close(): void }[] = []
  async function open<D extends KeyedDevice>(view: D): Promise<Screen<D>> {
    const screen = await Screen.open({ url: app.url, view, cookie: `${cookieOf(view)}=${keys[view]}` })
    screens.push(screen)
    return screen
  }

  beforeAll(async () => {
    database = await restore(name)
    before = await openRows()
    await migrate(database.url)
    migrated = (await readState(database.sql, workshopId))!
    const place = { host: '127.0.0.1', port: 0, commandsPerSecond: 10_000 }
    app = await startApp({ database, log: pino({ level: 'silent' }), ...place, startAt: at, held: true })
    // Nothing is due any more, and time is held: the journal does not move.
    await app.meetDeadlines()
    await app.suggestionsSettled()
  })
  afterAll(async () => {
    for (const screen of screens) screen.close()
    await app.close()
  })

  it('has an open order in every state, notices with attempts, alerts and suggestions', async () => {
    const states = new Set(before.orders.map(({ state }) => state))
    expect([...states].sort()).toEqual(
      [
        ...['arrived', 'authorised', 'booked', 'checking', 'diagnosing', 'paused', 'quoted', 'ready', 'settled'],
        ...['waiting', 'washing', 'working'],
      ].sort(),
    )
    for (const [kind, count] of Object.entries(before.counts)) expect([kind, count > 0]).toEqual([kind, true])
  })

  it('B1.2 knows who waits at the door, and when the others were served', async () => {
    const { sql } = database
    const rows = await sql<
      { state: string | null; from: string; at: string; taken_at: string; closed_at: string | null }[]
    >`
      select o.state, a."from", a.at, a.taken_at, a.closed_at from arrival a
      left join repair_order o on o.workshop_id = a.workshop_id and o.id = a.order_id where a.workshop_id = ${workshopId}`
    for (const { state, from, at, taken_at: takenAt, closed_at: closedAt } of rows) {
      if (state !== null) expect(closedAt === null, state).toBe(state === 'arrived')
      if (from === 'desk') expect(takenAt).toBe(at)
      if (closedAt !== null && state !== 'cancelled')
        expect(Date.parse(takenAt)).toBeLessThanOrEqual(Date.parse(closedAt))
      if (closedAt !== null) expect(Date.parse(closedAt)).toBeGreaterThanOrEqual(Date.parse(at))
    }
  })

  it('has lost no open row in the migration', () => {
    const migratedCounts = Object.keys(before.counts).map((kind) => [kind, migrated.put[kind as Kind]!.length])
    expect(Object.fromEntries(migratedCounts)).toEqual(before.counts)
  })

  it('lets screens in with their old keys, and shows staff every open order with its personal data', async () => {
    const { replica } = await open('staff')
    const orders = [...replica.of('order').values()].sort((a, b) => a.number - b.number)
    expect(
      orders.map(({ id, number, state, plate, customer }) => ({ id, number, state, plate, phone: customer!.phone })),
    ).toEqual(before.orders)
  })

  it.each(['staff', 'wall', 'lobby', 'kiosk'] as const)('shows the view %s what the rows say', async (view) => {
    const screen = await open(view)
    await expect
      .poll(async () => digestOf(screen.replica as never) === digestOf(await stateSeenBy({ view })))
      .toBe(true)
  })

  it('shows the customer’s page by its old link', async () => {
    const screen = await Screen.open({ url: app.url, view: 'customer', token: page.token })
    screens.push(screen)
    expect([...screen.replica.of('order').keys()]).toEqual([page.orderId])
  })

  /** What the rows say now, as this audience sees it. */
  async function stateSeenBy(audience: Audience): Promise<Replica<'staff'>> {
    const state = (await readState(database.sql, workshopId))!
    const { put } = viewOf(audience, state.put, {}, new HeldState(state).lookup)
    const replica = new Replica<'staff'>()
    replica.reset(JSON.parse(JSON.stringify({ ...state, put })) as Snapshot<'staff'>)
    return replica
  }

  it('keeps a journal that this contract can read from the first entry to the last', async () => {
    const entries = await journal()
    expect(entries.map(({ seq }) => seq)).toEqual(entries.map((_, index) => index + 1))
    for (const { seq, command, put } of entries)
      for (const [kind, schema] of Object.entries(entities))
        for (const entity of put[kind as Kind] ?? []) {
          const read = schema.safeParse(entity)
          if (!read.success) expect.fail(`${kind} in entry ${seq} (${command}): ${read.error.message}`)
          expect(Object.keys(entity).sort(), `${kind} in entry ${seq}`).toEqual(Object.keys(read.data).sort())
        }
  })

  async function journal(): Promise<Entry[]> {
    const entries = await entriesAfter(database.sql, workshopId, 0, 1_000_000)
    expect(entries.at(-1)!.seq).toBe((await readState(database.sql, workshopId))!.seq)
    return entries
  }

  it('S7 its journal adds up, entry by entry and merged, to what each audience sees of its rows', async () => {
    const audiences: Audience[] = [
      ...(['staff', 'wall', 'lobby', 'kiosk'] as const).map((view) => ({ view })),
      ...before.orders.map(({ id }) => ({ view: 'customer' as const, orderId: id })),
    ]
    const entries = await journal()
    const [first] = entries
    const { epoch } = (await readState(database.sql, workshopId))!
    const state = new HeldState({ epoch, seq: 0, mark: '', at: 0, put: { workshop: first!.put.workshop! } })
    const byOne = audiences.map(() => begun(epoch))
    for (const entry of entries) {
      state.apply(entry)
      for (const [index, audience] of audiences.entries())
        byOne[index]!.apply(overTheWire(batchOf([entry], entry.seq - 1, audience, state.lookup)))
    }
    for (const [index, audience] of audiences.entries()) {
      const atOnce = begun(epoch)
      const batch = overTheWire(batchOf(entries, 0, audience, state.lookup))
      const put = views[audience.view].put.safeParse(batch.put)
      expect({ room: roomOf(audience), error: put.error?.message }).toEqual({ room: roomOf(audience) })
      atOnce.apply(batch)
      const truth = digestOf(await stateSeenBy(audience))
      for (const replica of [byOne[index]!, atOnce])
        expect([roomOf(audience), digestOf(replica)]).toEqual([roomOf(audience), truth])
    }
  })

  it('carries out everything that falls due in the following day', async () => {
    const due = () => database.sql<{ kind: string }[]>`
      select kind from deadline where due_at <= ${new Date(app.now()).toISOString()}`
    const since = (await journal()).length
    app.time.jumpTo(at + DAY)
    expect((await due()).map(({ kind }) => kind)).toEqual(expect.arrayContaining(['order', 'notice', 'reforecast']))
    await app.meetDeadlines()
    await app.suggestionsSettled()
    expect(await due()).toEqual([])
    const met = (await journal()).slice(since).filter(({ actor }) => actor.device === 'clock')
    const names = met.map(({ command }) => command)
    expect(names).toEqual(expect.arrayContaining(['reviewOrder', 'beginAttempt', 'recordForecasts']))
  })

  it('carries every open order to the gate', async () => {
    const staff = new Staff(await open('staff'), app.now)
    await staff.clearTheWay()
    // Cars in a bay go first: the others need it.
    const orders = staff.orders.sort((a, b) => Number(a.bayId === null) - Number(b.bayId === null))
    expect(orders.length).toBe(before.orders.length)
    for (const { id, state } of orders) {
      const states = await staff.takeToTheGate(id)
      expect(states[0]).toBe(state)
      expect(states.at(-1)).toBe('settled')
    }
    expect((await openRows()).orders).toEqual([])
  })
})

const begun = (epoch: string) => {
  const replica = new Replica<'staff'>()
  replica.reset({ epoch, seq: 0, mark: '', at: 0, put: {} } as Snapshot<'staff'>)
  return replica
}
const overTheWire = (batch: Batch) => JSON.parse(JSON.stringify(batch)) as Batch<'staff'>
