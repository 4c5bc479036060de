/**
 * S1–S7, S10 under chance: random commands, lines that are slow or cut, screens that come back elsewhere, nodes that
 * restart, two nodes on one database. Every screen must at every moment show exactly what the journal says at its sequence.
 */
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Server } from 'socket.io'
import { io } from 'socket.io-client'
import { describe, expect, it } from 'vitest'
import type { Order } from '#contract/entities.ts'
import { Replica } from '#contract/replica.ts'
import type { Batch, Snapshot } from '#contract/sync.ts'
import { roomOf, viewOf, type Audience } from '#server/audience/audience.ts'
import { Fanout } from '#server/fanout/fanout.ts'
import { HeldState } from '#server/fanout/held.ts'
import { entriesAfter, type Entry } from '#server/read/journal.ts'
import { readState } from '#server/read/state.ts'
import { newId } from '#server/write/ids.ts'
import { createWriter } from '#server/write/write.ts'
import { openHouse } from '../support/house.ts'
import { random as seeded } from '../support/random.ts'
import { digestOf, encodeInMemory, MemoryScreen, Wrong } from './memoryScreen.ts'
import { randomCommand } from './randomCommand.ts'

const SEED = Number(process.env['FUZZ_SEED'] ?? 20_261_123)
const DELIVERIES = Number(process.env['FUZZ_DELIVERIES'] ?? 1_000_000)
const SCREENS = 400

describe(`sync fuzz, seed ${SEED}`, () => {
  it(
    `S1–S7 ${DELIVERIES} deliveries with drops, restarts and two nodes: none lost, none twice, none out of order`,
    { timeout: 400_000 },
    async () => {
      const random = seeded(SEED)
      const house = await openHouse({ bays: 8, persons: 8 })
      const { sql } = house.database
      const wrong = new Wrong()
      const failures: unknown[] = []
      const start = () =>
        Fanout.start({
          ...{ sql, node: randomUUID(), encode: encodeInMemory, now: Date.now, speed: 1, beatEvery: 250 },
          ...{ keysReplaced: () => {}, failed: (error) => failures.push(error) },
        })
      const nodes = [await start(), await start()]
      const writers = [0, 1].map((i) =>
        createWriter({ sql, now: Date.now, committed: (entry) => nodes[i]!.committed(entry) }),
      )

      const screens: { screen: MemoryScreen; node: number }[] = []
      const connect = (held: (typeof screens)[number]) => {
        held.node = random.int(2)
        const { screen } = held
        const line = screen.connect()
        const fanout = nodes[held.node]!
        let asking = false
        screen.asks = () => {
          if (asking || screen.line !== line) return
          asking = true
          fanout.leave(house.workshopId, screen.audience, line)
          void fanout
            .join(house.workshopId, screen.audience, line, screen.replica.position)
            .finally(() => (asking = false))
        }
        return fanout.join(house.workshopId, screen.audience, line, screen.replica.position)
      }
      const cut = (held: (typeof screens)[number]) => {
        if (held.screen.line) nodes[held.node]!.leave(house.workshopId, held.screen.audience, held.screen.line)
        held.screen.cut()
      }
      const open = (audience: Audience) => {
        const held = { screen: new MemoryScreen(audience, wrong), node: 0 }
        screens.push(held)
        return connect(held)
      }
      for (let i = 0; i < SCREENS; i++) await open({ door: random.pick(['staff', 'wall', 'lobby', 'kiosk'] as const) })

      // Looks taken on the way, to be held against the journal at the end.
      const looks: { audience: Audience; seq: number; digest: string }[] = []
      const delivered = () => screens.reduce((sum, { screen }) => sum + screen.delivered, 0)
      const eye = screens.find(({ screen }) => screen.audience.door === 'staff')!
      let serial = 0
      let counted = 0
      while (counted < DELIVERIES) {
        const orders = [...eye.screen.replica.of('order').values()] as Order[]
        await Promise.all(
          Array.from({ length: 1 + random.int(6) }, () => {
            const { door, name, payload } = randomCommand(random, orders, house, ++serial)
            const actor = { door, personId: door === 'staff' ? house.ids.persons[0]! : null }
            const command = { id: newId(), name, payload: payload as never, actor, sender: door }
            const writer = random.pick(writers)
            // Now and then an answer is lost and the command sent again, to the other node.
            const again = random.chance(0.05) ? [writers[0]!, writers[1]!] : [writer]
            return Promise.all(again.map((w) => w.execute(house.workshopId, command)))
          }),
        )
        for (const held of screens) {
          if (held.screen.line === null) {
            if (random.chance(0.3)) await connect(held)
          } else if (random.chance(0.01)) cut(held)
          else if (random.chance(0.8)) held.screen.flush(random.chance(0.2) ? 1 : Infinity)
        }
        if (screens.length < SCREENS + 60 && orders.length && random.chance(0.2))
          await open({ door: 'customer', orderId: random.pick(orders).id })
        if (random.chance(0.01)) {
          const node = random.int(2)
          for (const held of screens) if (held.node === node) cut(held)
          await nodes[node]!.stop()
          nodes[node] = await start()
        }
        const { screen } = random.pick(screens)
        if (screen.replica.epoch !== null)
          looks.push({ audience: screen.audience, seq: screen.replica.seq, digest: screen.digest })
        counted = delivered()
      }

      const end = (await readState(sql, house.workshopId))!
      for (const held of screens) if (held.screen.line === null) await connect(held)
      await expect
        .poll(
          () => {
            for (const { screen } of screens) screen.flush()
            // A customer's page is told only of what is meant for it.
            return screens.filter(({ screen }) => screen.audience.door !== 'customer' && screen.replica.seq !== end.seq)
              .length
          },
          { timeout: 20_000 },
        )
        .toBe(0)
      for (const { screen } of screens)
        looks.push({ audience: screen.audience, seq: screen.replica.seq, digest: screen.digest })
      const mistaken = await holdAgainstJournal(
        looks,
        await entriesAfter(sql, house.workshopId, 0, 1_000_000),
        end.epoch,
      )
      await Promise.all(nodes.map((node) => node.stop()))
      console.log(
        `${counted} deliveries of ${end.seq} entries to ${screens.length} screens, ${looks.length} looks, ${mistaken.length} wrong`,
      )
      expect({ wrong: wrong.found, mistaken, failures }).toEqual({ wrong: [], mistaken: [], failures: [] })
    },
  )

  it('the same harness on plain Socket.IO, without the journal, loses some', { timeout: 60_000 }, async () => {
    const random = seeded(SEED)
    const http = createServer()
    const server = new Server(http)
    http.listen(0, '127.0.0.1')
    await once(http, 'listening')
    const url = `http://127.0.0.1:${(http.address() as AddressInfo).port}`
    const clients = Array.from({ length: 12 }, () => {
      const client = io(url, {
        transports: ['websocket'],
        forceNew: true,
        reconnectionDelay: 5,
        reconnectionDelayMax: 10,
      })
      const got: number[] = []
      client.on('change', (seq: number) => got.push(seq))
      return { client, got }
    })
    await Promise.all(clients.map(({ client }) => once(client as never, 'connect')))
    for (let seq = 1; seq <= 600; seq++) {
      server.emit('change', seq)
      const connected = [...server.sockets.sockets.values()]
      if (connected.length && random.chance(0.05)) random.pick(connected).conn.close(true)
      if (seq % 20 === 0) await new Promise(setImmediate)
    }
    const isBack = ({ client }: (typeof clients)[number]) => client.connected && server.sockets.sockets.has(client.id!)
    await expect.poll(() => clients.every(isBack), { timeout: 20_000 }).toBe(true)
    server.emit('change', 601)
    await expect.poll(() => clients.every(({ got }) => got.at(-1) === 601)).toBe(true)
    const lost = clients.reduce((sum, { got }) => sum + 601 - got.length, 0)
    for (const { client } of clients) client.disconnect()
    await server.close()
    expect(lost).toBeGreaterThan(0)
  })
})

/** Replays the journal for every audience and names the looks that saw something else than was so at their sequence. */
async function holdAgainstJournal(
  looks: { audience: Audience; seq: number; digest: string }[],
  entries: Entry[],
  epoch: string,
): Promise<string[]> {
  const mistaken: string[] = []
  for (const sameRoom of Map.groupBy(looks, ({ audience }) => roomOf(audience)).values()) {
    const { audience } = sameRoom[0]!
    const bySeq = Map.groupBy(sameRoom, ({ seq }) => seq)
    const first = entries[0]!
    const state = new HeldState({ epoch, seq: first.seq, at: first.at, put: { workshop: first.put.workshop! } })
    const replica = new Replica<'staff'>()
    replica.reset({ epoch, seq: 0, at: 0, put: {} } as Snapshot<'staff'>)
    for (const entry of entries) {
      state.apply(entry)
      const view = viewOf(audience, entry.put, entry.drop, state.house)
      replica.apply({
        from: entry.seq - 1,
        to: entry.seq,
        at: entry.at,
        ...(JSON.parse(JSON.stringify(view)) as object),
      } as Batch<'staff'>)
      const here = bySeq.get(entry.seq)
      if (!here) continue
      const truth = digestOf(replica)
      for (const look of here) if (look.digest !== truth) mistaken.push(`${roomOf(audience)} at ${entry.seq}`)
    }
  }
  return mistaken
}
