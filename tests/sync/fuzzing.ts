/** Random commands over connections that are slow, dropped and restarted; compares what the screens saw with the journal. */
import type { Sql } from 'postgres'
import { expect } from 'vitest'
import type { Order, Suggestion } from '#contract/entities/index.ts'
import { Replica } from '#contract/replica.ts'
import type { Batch, Snapshot } from '#contract/sync.ts'
import { roomOf, viewOf, type Audience } from '#server/audience/audience.ts'
import { HeldState } from '#server/fanout/held.ts'
import { entriesAfter, type Entry } from '#server/read/journal.ts'
import { readState } from '#server/read/state.ts'
import { createWriter } from '#server/write/write.ts'
import { walkIn, type TestWorkshop } from '../support/testWorkshop.ts'
import { permitted } from '../support/permitted.ts'
import { random as seeded } from '../support/random.ts'
import { digestOf, MemoryScreen, type Wrong } from './memoryScreen.ts'
import { randomCommand } from './randomCommand.ts'
import type { Wire } from './wires.ts'

interface Fuzz {
  seed: number
  workshop: TestWorkshop
  wire: Wire
  wrong: Wrong
  screens: number
  /** Ends when batches have carried screens over this many sequences. */
  deliveries: number
  /** Screens that accept every batch without checking its sequence. */
  blind?: boolean
  /** How often the database goes back to an earlier state, under the same epoch. */
  restores?: number
}

interface Found {
  deliveries: number
  entries: number
  screens: number
  observations: number
  /** Observations that did not match the journal at their sequence. */
  mistaken: string[]
}

export async function fuzz({
  seed,
  workshop,
  wire,
  wrong,
  blind = false,
  restores = 0,
  ...size
}: Fuzz): Promise<Found> {
  const random = seeded(seed)
  const { sql } = workshop.database
  const nodes = [await wire.start(), await wire.start()]
  const writers = [0, 1].map((i) =>
    createWriter({ sql, now: Date.now, committed: (entry) => nodes[i]!.committed(entry) }),
  )

  /** A screen stays away while the journal is shorter than `awayUntil`. */
  const screens: { screen: MemoryScreen; node: number; awayUntil: number }[] = []
  const connect = (held: (typeof screens)[number]) => {
    held.node = random.int(2)
    const { screen } = held
    const line = screen.connect()
    const node = nodes[held.node]!
    let asking = false
    screen.asks = () => {
      if (asking || screen.line !== line) return
      asking = true
      node.leave(screen, line)
      screen.letIn()
      void node.join(screen, line).finally(() => (asking = false))
    }
    return node.join(screen, line)
  }
  const cut = ({ screen, node }: (typeof screens)[number]) => {
    if (screen.line) nodes[node]!.leave(screen, screen.line)
    screen.cut()
  }
  const open = (audience: Audience) => {
    const held = { screen: new MemoryScreen(audience, wrong, blind), node: 0, awayUntil: 0 }
    screens.push(held)
    return connect(held)
  }
  for (let i = 0; i < size.screens; i++) await open({ view: random.pick(['staff', 'wall', 'lobby', 'kiosk'] as const) })

  // Observations made on the way, compared with the journal at the end.
  const observations: Observation[] = []
  const observe = ({ audience, replica: { seq, mark }, digest }: MemoryScreen) =>
    observations.push({ audience, seq, mark, digest })
  /** The journals before each restore, and at last the one that remains. */
  const histories: Entry[][] = []
  const journal = () => entriesAfter(sql, workshop.workshopId, 0, 1_000_000)
  const restore = async (putBack: () => Promise<void>) => {
    const before = await journal()
    histories.push(before)
    await putBack()
    for (const { mark } of before.slice((await journal()).length)) wrong.lost.add(mark)
    // Some come back when another entry stands where their last one stood.
    for (const held of screens.filter(() => random.chance(0.3))) {
      cut(held)
      held.awayUntil = before.length + 5
    }
  }
  // The copy is made a little before.
  const steps = Array.from({ length: restores }, (_, i) =>
    [0.9, 1].map((part) => ((i + part) / (restores + 1)) * size.deliveries),
  ).flat()
  let putBack: (() => Promise<void>) | null = null
  const delivered = () => screens.reduce((sum, { screen }) => sum + screen.delivered, 0)
  const eye = screens.find(({ screen }) => screen.audience.view === 'staff')!
  let serial = 0
  while (delivered() < size.deliveries) {
    const orders = [...eye.screen.replica.of('order').values()] as Order[]
    const suggestions = [...eye.screen.replica.of('suggestion').values()] as Suggestion[]
    const outcomes = await Promise.all(
      Array.from({ length: 1 + random.int(6) }, () => {
        const { sender, name, payload } = randomCommand(random, orders, suggestions, workshop, ++serial)
        const command = permitted(sender, workshop.workshopId, name, payload, { personId: workshop.ids.persons[0]! })
        const writer = random.pick(writers)
        // Sometimes an answer is lost and the command sent again, to the other node.
        const again = random.chance(0.05) ? [writers[0]!, writers[1]!] : [writer]
        return Promise.all(again.map((w) => w.execute(command)))
      }),
    )
    const length = Math.max(...outcomes.flat().map(({ seq }) => seq))
    for (const held of screens) {
      if (held.screen.line === null) {
        if (length >= held.awayUntil && random.chance(0.3)) await connect(held)
      } else if (random.chance(0.01)) cut(held)
      else if (random.chance(0.8)) held.screen.flush(random.chance(0.2) ? 1 : Infinity)
    }
    if (screens.length < size.screens * 1.15 && orders.length && random.chance(0.2))
      await open({ view: 'customer', orderId: random.pick(orders).id })
    if (random.chance(0.01)) {
      const node = random.int(2)
      for (const held of screens) if (held.node === node) cut(held)
      await nodes[node]!.stop()
      nodes[node] = await wire.start()
    }
    const { screen } = random.pick(screens)
    if (screen.replica.epoch !== null) observe(screen)
    if (delivered() < (steps[0] ?? Infinity)) continue
    steps.shift()
    if (putBack) await restore(putBack)
    putBack = putBack ? null : await copyRows(sql)
  }

  for (const held of screens) if (held.screen.line === null) await connect(held)
  // A final change that all of them get.
  const last = permitted('kiosk', workshop.workshopId, 'checkInWalkIn', walkIn('沪Z99999'))
  const ended = await writers[0]!.execute(last)
  const end = (await readState(sql, workshop.workshopId))!
  expect(ended).toMatchObject({ ok: true, seq: end.seq })
  await expect
    .poll(
      () => {
        for (const { screen } of screens) screen.flush()
        // A customer's page gets only what is meant for it.
        return screens.filter(({ screen }) => screen.audience.view !== 'customer' && screen.replica.mark !== end.mark)
          .length
      },
      { timeout: 20_000 },
    )
    .toBe(0)
  for (const { screen } of screens) observe(screen)
  histories.push(await journal())
  const mistaken: string[] = []
  let unknown = observations.filter(({ seq }) => seq > 0)
  for (const entries of histories.toReversed()) {
    const known = unknown.filter(({ seq, mark }) => entries[seq - 1]?.mark === mark)
    mistaken.push(...holdAgainstJournal(known, entries, end.epoch))
    unknown = unknown.filter((one) => !known.includes(one))
  }
  for (const { audience, seq } of unknown) mistaken.push(`${roomOf(audience)} at ${seq}, of no journal`)
  for (const held of screens) cut(held)
  await Promise.all(nodes.map((node) => node.stop()))
  await wire.close()
  return {
    deliveries: delivered(),
    entries: end.seq,
    screens: screens.length,
    observations: observations.length,
    mistaken,
  }
}

interface Observation {
  audience: Audience
  seq: number
  /** The mark at `seq`. */
  mark: string
  digest: string
}

/** Copies all rows; the result puts them back in place of those there are then. Database and epoch stay the same. */
async function copyRows(sql: Sql): Promise<() => Promise<void>> {
  const tables = (
    await sql<{ name: string }[]>`select tablename as name from pg_tables where schemaname = 'public' order by 1`
  ).map(({ name }) => `"${name}"`)
  await sql.unsafe(
    `drop schema if exists copy cascade; create schema copy; ${tables.map((name) => `create table copy.${name} as table public.${name};`).join('')}`,
  )
  return async () => {
    await sql.begin((tx) =>
      tx.unsafe(
        `set local session_replication_role = replica; truncate ${tables.join()};
        ${tables.map((name) => `insert into ${name} overriding system value select * from copy.${name};`).join('')}`,
      ),
    )
  }
}

/** Replays the journal for every audience and returns the observations that do not match. */
function holdAgainstJournal(observations: Observation[], entries: Entry[], epoch: string): string[] {
  const mistaken: string[] = []
  for (const sameRoom of Map.groupBy(observations, ({ audience }) => roomOf(audience)).values()) {
    const { audience } = sameRoom[0]!
    const bySeq = Map.groupBy(sameRoom, ({ seq }) => seq)
    const first = entries[0]!
    const state = new HeldState({
      epoch,
      seq: first.seq,
      mark: first.mark,
      at: first.at,
      put: { workshop: first.put.workshop! },
    })
    const replica = new Replica<'staff'>()
    replica.reset({ epoch, seq: 0, mark: epoch, at: 0, put: {} } as Snapshot<'staff'>)
    for (const entry of entries) {
      state.apply(entry)
      const view = viewOf(audience, entry.put, entry.drop, state.lookup)
      replica.apply({
        from: entry.seq - 1,
        to: entry.seq,
        mark: entry.mark,
        at: entry.at,
        ...(JSON.parse(JSON.stringify(view)) as object),
      } as Batch<'staff'>)
      const here = bySeq.get(entry.seq)
      if (!here) continue
      const truth = digestOf(replica)
      for (const { digest } of here) if (digest !== truth) mistaken.push(`${roomOf(audience)} at ${entry.seq}`)
    }
  }
  return mistaken
}
