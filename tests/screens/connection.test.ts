/** A screen's connection against a real Socket.IO server on a real port; each test decides what the server sends. */
import { createServer } from 'node:http'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { Server, type Socket } from 'socket.io'
import type { AddressInfo } from 'node:net'
import type { Envelope } from '#contract/commands/index.ts'
import type { Batch, Hello, Position, Snapshot } from '#contract/sync.ts'
import { CONTRACT_VERSION } from '#contract/version.ts'
import { NAMESPACE } from '#contract/wire.ts'
import { Connection } from '../../board/kit/connection.ts'
import { NOW, uuid } from '../support/factories.ts'

const closing: (() => unknown)[] = []
afterEach(async () => {
  vi.useRealTimers()
  for (const close of closing.splice(0).reverse()) await close()
})

type Refuse = (hello: Hello) => { code: string; message: string } | null

async function open(port = 0, refuse: Refuse = () => null) {
  const http = createServer()
  const io = new Server(http)
  const live = io.of(NAMESPACE)
  const seen = { hellos: [] as Hello[], asks: [] as (Position | null)[], commands: [] as Envelope[] }
  let answers = true
  live.use((socket, next) => {
    const hello = socket.handshake.auth as Hello
    seen.hellos.push(hello)
    const refusal = refuse(hello)
    next(refusal ? Object.assign(new Error(refusal.code), { data: { ok: false, ...refusal } }) : undefined)
  })
  live.on('connection', (socket: Socket) => {
    socket.emit('welcome', { contract: CONTRACT_VERSION, workshopId: uuid(1), beatEvery: 5000, at: NOW, speed: 1 })
    socket.on('ask', (position: Position | null) => seen.asks.push(position))
    socket.on('command', (envelope: Envelope, ack: (reply: unknown) => void) => {
      seen.commands.push(envelope)
      if (answers) ack({ ok: true, seq: 9, answer: {} })
    })
  })
  await new Promise<void>((done) => http.listen(port, '127.0.0.1', done))
  const close = async () => {
    await io.close()
  }
  closing.push(close)
  return {
    seen,
    live,
    close,
    port: (http.address() as AddressInfo).port,
    fallSilent: () => (answers = false),
    emit: (event: string, message: unknown) => live.emit(event, message),
  }
}

function connectTo(port: number) {
  const events = { changed: 0, versions: [] as number[], back: 0, moved: 0 }
  const connection = new Connection(
    'wall',
    { url: `http://127.0.0.1:${port}` },
    {
      changed: () => (events.changed += 1),
      heard: () => {},
      otherVersion: (version) => events.versions.push(version),
      moved: () => (events.moved += 1),
      back: () => (events.back += 1),
    },
  )
  closing.push(() => connection.close())
  return { connection, events }
}

const person = (name: string) => ({ id: uuid(77), name })
const snapshot = (seq: number, name: string, epoch = 'e'): Snapshot<'wall'> => ({
  ...{ epoch, seq, mark: `m${seq}`, at: NOW, put: { person: [person(name)] } },
})
const batch = (from: number, to: number, name: string): Batch<'wall'> => ({
  ...{ from, to, mark: `m${to}`, at: NOW, put: { person: [person(name)] }, drop: {} },
})
const soon = { timeout: 8_000, interval: 10 }
/** From here on, timeouts expire only in `hurried`; the network goes on. */
const holdTimeouts = () => vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
/** Waits for a check to pass while timeouts expire twenty-five times as fast. */
const hurried = (check: () => void) =>
  vi.waitFor(async () => {
    await vi.advanceTimersByTimeAsync(25 * soon.interval)
    check()
  }, soon)

describe('connection', () => {
  it('S4 applies the next batch, ignores an old one, and requests the missing part once after a gap', async () => {
    const server = await open()
    const { connection, events } = connectTo(server.port)
    await vi.waitFor(() => expect(connection.connected).toBe(true), soon)
    const held = () => [...connection.replica.of('person').values()].map(({ name }) => name)

    server.emit('snapshot', snapshot(5, 'five'))
    server.emit('batch', batch(5, 6, 'six'))
    server.emit('batch', batch(4, 6, 'old'))
    await vi.waitFor(() => expect(connection.replica.seq).toBe(6), soon)
    server.emit('batch', batch(8, 9, 'nine'))
    server.emit('batch', batch(9, 10, 'ten'))
    await vi.waitFor(() => expect(server.seen.asks).toEqual([{ epoch: 'e', seq: 6, mark: 'm6' }]), soon)
    expect(held()).toEqual(['six'])
    server.emit('batch', batch(6, 10, 'ten'))
    await vi.waitFor(() => expect(held()).toEqual(['ten']), soon)
    expect(server.seen.asks).toHaveLength(1)
    expect(events.changed).toBe(3)
  })

  it('S5, S6 a beat that is ahead, from another epoch or with another mark triggers a catch-up request', async () => {
    const server = await open()
    const { connection } = connectTo(server.port)
    await vi.waitFor(() => expect(connection.connected).toBe(true), soon)
    server.emit('snapshot', snapshot(5, 'five'))
    server.emit('beat', { epoch: 'e', seq: 4, mark: 'm4', at: NOW, speed: 1 })
    server.emit('beat', { epoch: 'e', seq: 5, mark: 'm5', at: NOW, speed: 1 })
    server.emit('beat', { epoch: 'e', seq: 7, mark: 'm7', at: NOW, speed: 1 })
    await vi.waitFor(() => expect(server.seen.asks).toEqual([{ epoch: 'e', seq: 5, mark: 'm5' }]), soon)
    server.emit('batch', batch(5, 7, 'seven'))
    server.emit('beat', { epoch: 'e', seq: 7, mark: 'of another history', at: NOW, speed: 1 })
    await vi.waitFor(() => expect(server.seen.asks).toHaveLength(2), soon)
    server.emit('snapshot', snapshot(7, 'seven'))
    server.emit('beat', { epoch: 'other', seq: 7, mark: 'm7', at: NOW, speed: 1 })
    await vi.waitFor(() => expect(server.seen.asks).toHaveLength(3), soon)
    server.emit('snapshot', snapshot(2, 'restored', 'other'))
    await vi.waitFor(() => expect(connection.replica.position).toEqual({ epoch: 'other', seq: 2, mark: 'm2' }), soon)
  })

  it('S1, S9 after the server was gone: reconnects, sends its position, and resends unanswered commands under the same id', async () => {
    const server = await open()
    const { connection } = connectTo(server.port)
    await vi.waitFor(() => expect(connection.connected).toBe(true), soon)
    server.emit('snapshot', snapshot(5, 'five'))
    await vi.waitFor(() => expect(connection.replica.seq).toBe(5), soon)
    server.fallSilent()
    const reply = connection.send('finishWash', { orderId: uuid(3) })
    await vi.waitFor(() => expect(server.seen.commands).toHaveLength(1), soon)
    await server.close()
    await vi.waitFor(() => expect(connection.connected).toBe(false), soon)

    const next = await open(server.port)
    expect(await reply).toEqual({ ok: true, seq: 9, answer: {} })
    expect(next.seen.commands.map(({ id }) => id)).toEqual([server.seen.commands[0]!.id])
    expect(next.seen.hellos[0]!.since).toEqual({ epoch: 'e', seq: 5, mark: 'm5' })
  })

  it('S9 reconnects after the server has closed the connection', async () => {
    const server = await open()
    const { connection, events } = connectTo(server.port)
    await vi.waitFor(() => expect(connection.connected).toBe(true), soon)
    server.emit('farewell', { code: 'server_stopping' })
    server.live.disconnectSockets(true)
    await vi.waitFor(() => expect(server.seen.hellos).toHaveLength(2), soon)
    await vi.waitFor(() => expect(events.back).toBe(1), soon)
    await vi.waitFor(() => expect(connection.connected).toBe(true), soon)
    expect(connection.ended).toBeNull()
  })

  it('S11 takes house time and speed from the welcome; a later snapshot does not set it back', async () => {
    const server = await open()
    const { connection } = connectTo(server.port)
    await vi.waitFor(() => expect(connection.connected).toBe(true), soon)
    server.emit('welcome', {
      contract: CONTRACT_VERSION,
      workshopId: uuid(1),
      beatEvery: 5000,
      at: NOW + 60_000,
      speed: 60,
    })
    await vi.waitFor(() => expect(connection.clock.now(performance.now())).toBeGreaterThanOrEqual(NOW + 60_000), soon)
    server.emit('snapshot', snapshot(5, 'five'))
    await vi.waitFor(() => expect(connection.replica.seq).toBe(5), soon)
    expect(connection.clock.now(performance.now())).toBeGreaterThanOrEqual(NOW + 60_000)
    expect(connection.clock.speed).toBe(60)
  })

  it('S9 after a lasting refusal: reports it, settles waiting commands, and retries', async () => {
    let key = false
    holdTimeouts()
    const server = await open(0, () => (key ? null : { code: 'no_key', message: 'No key.' }))
    const { connection } = connectTo(server.port)
    const reply = connection.send('finishWash', { orderId: uuid(3) })
    expect(await reply).toEqual({ ok: false, code: 'no_key', message: 'No key.' })
    expect(connection.ended).toBe('no_key')
    key = true
    await hurried(() => expect(connection.connected).toBe(true))
    expect(connection.ended).toBeNull()
  })

  it.each([
    ['told of it: reports the key as replaced', true, 'keys_replaced'],
    ['not told: reports no valid key, as its cookie may have ended', false, 'no_key'],
  ] as const)(
    'a screen whose access key is refused after a while, %s, also after a failed retry',
    async (_, hasFarewell, ended) => {
      let key = true
      holdTimeouts()
      const server = await open(0, () => (key ? null : { code: 'no_key', message: 'No key.' }))
      const { connection } = connectTo(server.port)
      await vi.waitFor(() => expect(connection.connected).toBe(true), soon)
      key = false
      if (hasFarewell) server.emit('farewell', { code: 'keys_replaced' })
      server.live.disconnectSockets(true)
      await vi.waitFor(() => expect(connection.connected).toBe(false), soon)
      const replies: unknown[] = []
      void connection.send('finishWash', { orderId: uuid(3) }).then((reply) => replies.push(reply))
      // Answered after a failed retry.
      await hurried(() => expect(replies).toMatchObject([{ ok: false, code: 'no_key' }]))
      expect(connection.ended).toBe(ended)
    },
  )

  it('S9 after the customer’s link has ended: reports it and settles waiting commands', async () => {
    const server = await open()
    const { connection } = connectTo(server.port)
    await vi.waitFor(() => expect(connection.connected).toBe(true), soon)
    server.fallSilent()
    const reply = connection.send('finishWash', { orderId: uuid(3) })
    server.emit('farewell', { code: 'link_ended' })
    expect(await reply).toMatchObject({ ok: false, code: 'link_ended' })
    expect(connection.ended).toBe('link_ended')
  })

  it('S9 reports another contract version, even when the server cannot parse the greeting', async () => {
    const server = await open(0, (hello) =>
      hello.contract === CONTRACT_VERSION ? { code: 'bad_payload', message: 'What?' } : null,
    )
    const { events } = connectTo(server.port)
    await vi.waitFor(() => expect(events.versions).toEqual([-1]), soon)
    const newer = await open()
    const { connection, events: otherEvents } = connectTo(newer.port)
    await vi.waitFor(() => expect(connection.connected).toBe(true), soon)
    newer.emit('welcome', { contract: CONTRACT_VERSION + 1, workshopId: uuid(1), beatEvery: 5000, at: NOW, speed: 1 })
    await vi.waitFor(() => expect(otherEvents.versions).toEqual([CONTRACT_VERSION + 1]), soon)
  })
})
