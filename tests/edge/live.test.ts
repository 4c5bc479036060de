/** Open connections: expired links, unread answers, and senders that ignore the rate limit. */
import { EventEmitter } from 'node:events'
import { pino } from 'pino'
import { afterAll, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import type { Reply } from '#contract/commands/index.ts'
import type { Farewell } from '#contract/sync.ts'
import { CONTRACT_VERSION } from '#contract/version.ts'
import { defaultSettings } from '#contract/settings.ts'
import { COMMANDS_AT_ONCE } from '#server/edge/rates.ts'
import { encode, SocketScreen } from '#server/socket/screen.ts'
import { MOST_UNREAD, PATIENCE } from '#server/socket/serve.ts'
import { takeAway } from '../support/database.ts'
import { DAY } from '../support/factories.ts'
import { connect, next, openWorkshop, waitingOrder } from '../support/testWorkshop.ts'
import { envelopeOf, no } from './onlooker.ts'

const eventually = { timeout: 20_000, interval: 20 }

it('a customer’s link is checked repeatedly, even after a database outage, and disconnects the page once it has expired', async () => {
  const workshop = await openWorkshop()
  const { sql } = workshop.database
  const logged: string[] = []
  const log = pino({ level: 'error' }, { write: (line) => void logged.push(line) })
  const app = await workshop.serve({ log, checkLinksEvery: 50 })
  const inVain = () => logged.filter((line) => line.includes('Could not check customers’ links')).length
  const customers = await Promise.all(
    ['沪L10001', '沪L10002'].map(async (plate) => {
      const { id: orderId } = await waitingOrder(workshop, plate)
      const token = await app.links.tokenFor({ workshopId: workshop.workshopId, orderId })
      const socket = connect(app, workshop, 'customer', { token, options: { reconnection: false } })
      const goodbyes: Farewell[] = []
      socket.on('farewell', (goodbye: Farewell) => goodbyes.push(goodbye))
      await next(socket, 'snapshot')
      return { orderId, socket, goodbyes }
    }),
  )
  const [left, stays] = customers as [(typeof customers)[0], (typeof customers)[0]]
  const bringBack = await takeAway(workshop.database)
  await expect.poll(inVain, eventually).toBeGreaterThanOrEqual(3)
  expect(customers.map(({ socket, goodbyes }) => [socket.connected, goodbyes])).toEqual([
    [true, []],
    [true, []],
  ])
  await bringBack()
  const leftAt = new Date(app.now() - (defaultSettings.linkDays + 1) * DAY)
  await sql`update repair_order set state = 'cancelled', closed_at = ${leftAt}
    where workshop_id = ${workshop.workshopId} and id = ${left.orderId}`
  await expect.poll(() => left.goodbyes, eventually).toEqual([{ code: 'link_ended' }])
  await expect.poll(() => left.socket.connected, eventually).toBe(false)
  expect([stays.socket.connected, stays.goodbyes]).toEqual([true, []])
})

/** A kiosk that sends freely and reads only on demand. */
async function chatterbox(url: string, key: string) {
  const socket = new WebSocket(`${url.replace('http', 'ws')}/socket.io/?EIO=4&transport=websocket`, {
    headers: { cookie: `pitboard_kiosk=${key}` },
  })
  afterAll(() => socket.terminate())
  let answers = 0
  let closed = false
  socket.on('error', () => {})
  socket.on('close', () => (closed = true))
  await new Promise<void>((letIn) =>
    socket.on('message', (data: Buffer) => {
      const frame = data.toString()
      if (frame.startsWith('0{')) socket.send(`40/live,{"view":"kiosk","contract":${CONTRACT_VERSION}}`)
      if (frame.startsWith('42/live,["snapshot"')) letIn()
      if (frame.startsWith('43')) answers += 1
    }),
  )
  // Pongs, whether it has read the ping or not.
  const alive = setInterval(() => socket.send('3'), 2000)
  afterAll(() => clearInterval(alive))
  return {
    stopReading: () => socket.pause(),
    answers: () => answers,
    closed: () => closed,
    /** Requests this many answers of some 200 bytes each; resolves once all have been sent. */
    request: (count: number) =>
      new Promise<void>((resolve) => {
        for (let i = 1; i < count; i++) socket.send('42/live,7["makeCoffee"]')
        socket.send('42/live,7["makeCoffee"]', () => resolve())
      }),
  }
}

it(
  'a sender that never reads its answers is disconnected; one that reads them gets as many',
  { timeout: 120_000 },
  async () => {
    const workshop = await openWorkshop()
    const app = await workshop.serve({ commandsPerSecond: 1_000_000 })
    const [deaf, hearing] = await Promise.all([1, 2].map(() => chatterbox(app.url, workshop.keys.kiosk)))
    expect(app.fanout.screens).toBe(2)
    deaf!.stopReading()
    const answer = JSON.stringify(no('unknown_command')).length
    // The socket buffers of both ends hold some megabytes more, which is not the server's memory.
    const most = (MOST_UNREAD + 24_000_000) / answer
    let requested = 0
    for (; requested < most && app.fanout.screens === 2; requested += 1000) {
      await Promise.all([deaf!.request(1000), hearing!.request(1000)])
      await new Promise(setImmediate)
    }
    await expect.poll(() => app.fanout.screens, eventually).toBe(1)
    expect(requested * answer).toBeGreaterThan(MOST_UNREAD)
    await expect.poll(() => hearing!.answers(), eventually).toBe(requested)
    expect(hearing!.closed()).toBe(false)
  },
)

it('a snapshot is no unread answer, however large it is and however slowly it is read', () => {
  const socket = { bufferedAmount: 0, readyState: 1, _sender: { sendFrame } }
  function sendFrame(parts: Buffer[]) {
    for (const { length } of parts) socket.bufferedAmount += length
  }
  const conn = Object.assign(new EventEmitter(), { transport: { name: 'websocket', socket } })
  const screen = new SocketScreen({ conn } as unknown as ConstructorParameters<typeof SocketScreen>[0])
  screen.send(encode('snapshot', { put: 'x'.repeat(2 * MOST_UNREAD) }))
  expect(screen.backlog).toBeGreaterThan(2 * MOST_UNREAD)
  expect(screen.unreadAnswers).toBe(0)
  conn.emit('packetCreate', { data: 'x'.repeat(1000) })
  expect(screen.unreadAnswers).toBe(1000)
  conn.emit('flush')
  socket.bufferedAmount += 1000
  expect(screen.unreadAnswers).toBe(1000)
  socket.bufferedAmount = 0
  screen.send(encode('beat', {}))
  expect(screen.unreadAnswers).toBe(0)
})

it('one excess command a second is forgiven', async () => {
  const workshop = await openWorkshop()
  let now = 0
  const app = await workshop.serve({ monotonic: () => now })
  const kiosk = connect(app, workshop, 'kiosk', { options: { reconnection: false } })
  await next(kiosk, 'snapshot')
  const goodbye = next<Farewell>(kiosk, 'farewell')
  const tries = async (count: number): Promise<Reply[]> =>
    Promise.all(
      Array.from({ length: count }, () => kiosk.timeout(20_000).emitWithAck('command', envelopeOf('makeCoffee', {}))),
    )
  const codesOf = (replies: Reply[]) => replies.map((reply) => (reply.ok ? 'ok' : reply.code))
  const codes = async (count: number) => codesOf(await tries(count))
  const heard = (let_in: number, put_off: number) => [
    ...Array<string>(let_in).fill('unknown_command'),
    ...Array<string>(put_off).fill('too_many_requests'),
  ]

  expect(await codes(COMMANDS_AT_ONCE + PATIENCE)).toEqual(heard(COMMANDS_AT_ONCE, PATIENCE))
  now += 10_000
  expect(await codes(COMMANDS_AT_ONCE + 10)).toEqual(heard(COMMANDS_AT_ONCE, 10))
  expect(kiosk.connected).toBe(true)
  kiosk.emit('command', envelopeOf('makeCoffee', {}))
  expect(await goodbye).toEqual({ code: 'too_many_requests' })
})
