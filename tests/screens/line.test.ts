/** A screen's line against a real Socket.IO server on a real port, which here says what each test wants it to say. */
import { createServer } from 'node:http'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { Server, type Socket } from 'socket.io'
import type { AddressInfo } from 'node:net'
import type { Envelope } from '#contract/commands/index.ts'
import type { Batch, Hello, Position, Snapshot } from '#contract/sync.ts'
import { CONTRACT_VERSION } from '#contract/version.ts'
import { NAMESPACE } from '#contract/wire.ts'
import { Line } from '../../board/kit/line.ts'
import { NOW, uuid } from '../support/factories.ts'

const closing: (() => unknown)[] = []
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close()
})

type Turn = (hello: Hello) => { code: string; message: string } | null

async function open(port = 0, turn: Turn = () => null) {
  const http = createServer()
  const io = new Server(http)
  const live = io.of(NAMESPACE)
  const seen = { hellos: [] as Hello[], asks: [] as (Position | null)[], commands: [] as Envelope[] }
  let answers = true
  live.use((socket, next) => {
    const hello = socket.handshake.auth as Hello
    seen.hellos.push(hello)
    const refusal = turn(hello)
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
    say: (event: string, message: unknown) => live.emit(event, message),
  }
}

function lineTo(port: number) {
  const told = { changed: 0, versions: [] as number[], back: 0 }
  const line = new Line(
    'wall',
    { url: `http://127.0.0.1:${port}` },
    {
      changed: () => (told.changed += 1),
      heard: () => {},
      otherVersion: (version) => told.versions.push(version),
      back: () => (told.back += 1),
    },
  )
  closing.push(() => line.close())
  return { line, told }
}

const person = (name: string) => ({ id: uuid(77), name })
const snapshot = (seq: number, name: string, epoch = 'e'): Snapshot<'wall'> => ({
  ...{ epoch, seq, at: NOW, put: { person: [person(name)] } },
})
const batch = (from: number, to: number, name: string): Batch<'wall'> => ({
  ...{ from, to, at: NOW, put: { person: [person(name)] }, drop: {} },
})
const soon = { timeout: 8_000, interval: 10 }

describe('line', () => {
  it('S4 applies what follows, ignores what is old, and asks once where there is a gap', async () => {
    const server = await open()
    const { line, told } = lineTo(server.port)
    await vi.waitFor(() => expect(line.connected).toBe(true), soon)
    const held = () => [...line.replica.of('person').values()].map(({ name }) => name)

    server.say('snapshot', snapshot(5, 'five'))
    server.say('batch', batch(5, 6, 'six'))
    server.say('batch', batch(4, 6, 'old'))
    await vi.waitFor(() => expect(line.replica.seq).toBe(6), soon)
    server.say('batch', batch(8, 9, 'nine'))
    server.say('batch', batch(9, 10, 'ten'))
    await vi.waitFor(() => expect(server.seen.asks).toEqual([{ epoch: 'e', seq: 6 }]), soon)
    expect(held()).toEqual(['six'])
    server.say('batch', batch(6, 10, 'ten'))
    await vi.waitFor(() => expect(held()).toEqual(['ten']), soon)
    expect(server.seen.asks).toHaveLength(1)
    expect(told.changed).toBe(3)
  })

  it('S5, S6 a beat that is ahead, or of another epoch, makes it ask', async () => {
    const server = await open()
    const { line } = lineTo(server.port)
    await vi.waitFor(() => expect(line.connected).toBe(true), soon)
    server.say('snapshot', snapshot(5, 'five'))
    server.say('beat', { epoch: 'e', seq: 5, at: NOW, speed: 1 })
    server.say('beat', { epoch: 'e', seq: 7, at: NOW, speed: 1 })
    await vi.waitFor(() => expect(server.seen.asks).toEqual([{ epoch: 'e', seq: 5 }]), soon)
    server.say('batch', batch(5, 7, 'seven'))
    server.say('beat', { epoch: 'other', seq: 7, at: NOW, speed: 1 })
    await vi.waitFor(() => expect(server.seen.asks).toHaveLength(2), soon)
    server.say('snapshot', snapshot(2, 'restored', 'other'))
    await vi.waitFor(() => expect(line.replica.position).toEqual({ epoch: 'other', seq: 2 }), soon)
  })

  it('S1, S9 comes back after the server was gone, says where it stands, and sends what is unanswered under the same id', async () => {
    const server = await open()
    const { line } = lineTo(server.port)
    await vi.waitFor(() => expect(line.connected).toBe(true), soon)
    server.say('snapshot', snapshot(5, 'five'))
    await vi.waitFor(() => expect(line.replica.seq).toBe(5), soon)
    server.fallSilent()
    const reply = line.send('finishWash', { orderId: uuid(3) })
    await vi.waitFor(() => expect(server.seen.commands).toHaveLength(1), soon)
    await server.close()
    await vi.waitFor(() => expect(line.connected).toBe(false), soon)

    const next = await open(server.port)
    expect(await reply).toEqual({ ok: true, seq: 9, answer: {} })
    expect(next.seen.commands.map(({ id }) => id)).toEqual([server.seen.commands[0]!.id])
    expect(next.seen.hellos[0]!.since).toEqual({ epoch: 'e', seq: 5 })
  })

  it('S9 comes back when the server itself has ended the connection', async () => {
    const server = await open()
    const { line, told } = lineTo(server.port)
    await vi.waitFor(() => expect(line.connected).toBe(true), soon)
    server.say('farewell', { code: 'server_stopping' })
    server.live.disconnectSockets(true)
    await vi.waitFor(() => expect(server.seen.hellos).toHaveLength(2), soon)
    await vi.waitFor(() => expect(told.back).toBe(1), soon)
    await vi.waitFor(() => expect(line.connected).toBe(true), soon)
    expect(line.ended).toBeNull()
  })

  it('S11 knows house time from the welcome on, where the server says it', async () => {
    const server = await open()
    const { line } = lineTo(server.port)
    await vi.waitFor(() => expect(line.connected).toBe(true), soon)
    server.say('welcome', {
      contract: CONTRACT_VERSION,
      workshopId: uuid(1),
      beatEvery: 5000,
      at: NOW + 60_000,
      speed: 60,
    })
    await vi.waitFor(() => expect(line.clock.now(performance.now())).toBeGreaterThanOrEqual(NOW + 60_000), soon)
    server.say('snapshot', snapshot(5, 'five'))
    await vi.waitFor(() => expect(line.replica.seq).toBe(5), soon)
    expect(line.clock.now(performance.now())).toBeGreaterThanOrEqual(NOW + 60_000)
    expect(line.clock.speed).toBe(60)
  })

  it('a shut door is said, nobody is left waiting, and it knocks again', async () => {
    let key = false
    const server = await open(0, () => (key ? null : { code: 'no_key', message: 'No key.' }))
    const { line } = lineTo(server.port)
    const reply = line.send('finishWash', { orderId: uuid(3) })
    expect(await reply).toEqual({ ok: false, code: 'no_key', message: 'No key.' })
    expect(line.ended).toBe('no_key')
    key = true
    await vi.waitFor(() => expect(line.connected).toBe(true), { timeout: 12_000, interval: 20 })
    expect(line.ended).toBeNull()
  }, 15_000)

  it.each([
    ['is told so and shut out', true],
    ['was away when it happened', false],
  ])(
    'a screen whose key was replaced and that %s says to the end that its key is no longer good',
    async (_, told) => {
      let key = true
      const server = await open(0, () => (key ? null : { code: 'no_key', message: 'No key.' }))
      const { line } = lineTo(server.port)
      await vi.waitFor(() => expect(line.connected).toBe(true), soon)
      key = false
      if (told) server.say('farewell', { code: 'keys_replaced' })
      server.live.disconnectSockets(true)
      await vi.waitFor(() => expect(line.connected).toBe(false), soon)
      // Answered when it has knocked again, in vain.
      expect(await line.send('finishWash', { orderId: uuid(3) })).toMatchObject({ ok: false, code: 'no_key' })
      expect(line.ended).toBe('keys_replaced')
    },
    20_000,
  )

  it('a link that has ended is said to have ended, and nobody is left waiting', async () => {
    const server = await open()
    const { line } = lineTo(server.port)
    await vi.waitFor(() => expect(line.connected).toBe(true), soon)
    server.fallSilent()
    const reply = line.send('finishWash', { orderId: uuid(3) })
    server.say('farewell', { code: 'link_ended' })
    expect(await reply).toMatchObject({ ok: false, code: 'link_ended' })
    expect(line.ended).toBe('link_ended')
  })

  it('S9 another version of the contract is told to the page, also when the greeting is not understood', async () => {
    const server = await open(0, (hello) =>
      hello.contract === CONTRACT_VERSION ? { code: 'bad_payload', message: 'What?' } : null,
    )
    const { told } = lineTo(server.port)
    await vi.waitFor(() => expect(told.versions).toEqual([-1]), soon)
    const newer = await open()
    const { line, told: toldToo } = lineTo(newer.port)
    await vi.waitFor(() => expect(line.connected).toBe(true), soon)
    newer.say('welcome', { contract: CONTRACT_VERSION + 1, workshopId: uuid(1), beatEvery: 5000, at: NOW, speed: 1 })
    await vi.waitFor(() => expect(toldToo.versions).toEqual([CONTRACT_VERSION + 1]), soon)
  })
})
