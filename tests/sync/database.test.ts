/** The database goes down and comes back, is restored, or is replaced, while the server runs with connected screens. */
import { pino } from 'pino'
import type { Socket } from 'socket.io-client'
import { describe, expect, it } from 'vitest'
import { Replica } from '#contract/replica.ts'
import type { Batch, Beat, Snapshot } from '#contract/sync.ts'
import type { ViewName } from '#contract/values.ts'
import { readState } from '#server/read/state.ts'
import { backUp, takeAway } from '../support/database.ts'
import { connect, openWorkshop, waitingOrder } from '../support/testWorkshop.ts'

const eventually = { timeout: 20_000, interval: 20 }
const workshop = await openWorkshop()
const order = await waitingOrder(workshop, '沪R10001')
let failures = 0
const log = pino(
  { level: 'error' },
  { write: (line) => void (failures += Number(line.includes('Following the journal failed'))) },
)
// Avoid forecasts in between.
const app = await workshop.serve({ log, beatEvery: 200, plansApart: 3_600_000 })
const { sql } = workshop.database
const token = await app.links.tokenFor({ workshopId: workshop.workshopId, orderId: order.id })

/** A screen that keeps a replica like the real ones, and counts its snapshots and requests. */
function openScreen<V extends ViewName>(view: V) {
  const replica = new Replica<V>()
  const screen = { view, replica, snapshots: 0, asked: 0, reconnects: -1, beats: 0, heard: null as Beat | null }
  const socket: Socket = connect(app, workshop, view, { token })
  const ask = () => {
    screen.asked += 1
    socket.emit('ask', replica.position)
  }
  socket.on('connect', () => (screen.reconnects += 1))
  socket.on('snapshot', (snapshot: Snapshot<V>) => {
    screen.snapshots += 1
    replica.reset(snapshot)
  })
  socket.on('batch', (batch: Batch<V>) => void (replica.apply(batch) === 'gap' && ask()))
  socket.on('beat', (beat: Beat) => {
    screen.beats += 1
    screen.heard = beat
    if (replica.isBehind(beat)) ask()
  })
  return screen
}
const screens = [openScreen('staff'), openScreen('lobby'), openScreen('customer')] as const
const [staff, lobby] = screens

const head = async () => (await readState(sql, workshop.workshopId))!
const setPriority = (priority: 'urgent' | 'normal') =>
  workshop.does('staff', 'setPriority', { orderId: order.id, priority })
const priority = () => staff.replica.of('order').get(order.id)?.priority
const ordersOf = ({ replica }: { replica: object }) => [...(replica as Replica<'staff'>).of('order').keys()]

/** Every screen got exactly one snapshot of the other history, unasked and on the same connection, shows it, and follows it. */
async function allShow(before: Awaited<ReturnType<typeof now>>, orders: string[]): Promise<void> {
  const again = before.snapshots.map((count) => count + 1)
  await expect.poll(() => screens.map(({ snapshots }) => snapshots), eventually).toEqual(again)
  const { epoch, mark } = await head()
  expect(screens.map(({ replica }) => replica.epoch)).toEqual([epoch, epoch, epoch])
  expect(screens.map(({ replica }) => replica.mark)).toEqual([mark, mark, mark])
  expect(screens.map(ordersOf)).toEqual([orders, orders, [order.id]])
  expect(screens.map(({ asked }) => asked)).toEqual(before.asked)
  expect(priority()).toBe((await workshop.order(order.id)).priority)

  await setPriority(priority() === 'urgent' ? 'normal' : 'urgent')
  const { seq } = await head()
  for (const { replica } of [staff, lobby]) await expect.poll(() => replica.seq, eventually).toBeGreaterThanOrEqual(seq)
  expect(priority()).toBe((await workshop.order(order.id)).priority)
  await expect.poll(() => screens.map(({ heard }) => heard?.epoch), eventually).toEqual([epoch, epoch, epoch])
  expect(screens.map(({ snapshots }) => snapshots)).toEqual(again)
  expect(screens.map(({ reconnects }) => reconnects)).toEqual([0, 0, 0])
}

const now = async () => {
  await expect.poll(() => screens.every(({ replica }) => replica.epoch !== null), eventually).toBe(true)
  return {
    snapshots: screens.map(({ snapshots }) => snapshots),
    asked: screens.map(({ asked }) => asked),
  }
}

it('S8 while the database is down screens get no beat, and the server reports live but not ready', async () => {
  const answers = () =>
    Promise.all(['/healthz', '/readyz'].map((path) => fetch(app.url + path).then(({ status }) => status)))
  const beats = () => screens.map((screen) => screen.beats)
  /** Waits until that many more beats have failed. */
  const inVain = async (times: number) => {
    const before = failures
    await expect.poll(() => failures, eventually).toBeGreaterThanOrEqual(before + times)
  }
  await expect.poll(() => Math.min(...beats()), eventually).toBeGreaterThan(1)
  expect(await answers()).toEqual([200, 200])

  const bringBack = await takeAway(workshop.database)
  await expect.poll(answers, eventually).toEqual([200, 503])
  await inVain(1)
  const last = beats()
  await inVain(3)
  expect(beats()).toEqual(last)
  expect(await answers()).toEqual([200, 503])

  await bringBack()
  await expect.poll(answers, eventually).toEqual([200, 200])
  await expect.poll(() => beats().every((count, n) => count > last[n]!), eventually).toBe(true)
  expect(screens.map(({ reconnects }) => reconnects)).toEqual([0, 0, 0])
})

describe('S6 the journal is replaced under a running server', () => {
  it('a backup is restored: later changes disappear from every screen, and new ones appear', async () => {
    const restore = await backUp(workshop.database)
    await setPriority('urgent')
    const lost = await waitingOrder(workshop, '沪R10002')
    const before = await now()
    await expect.poll(() => staff.replica.of('order').has(lost.id), eventually).toBe(true)
    expect(priority()).toBe('urgent')
    await restore()
    await allShow(before, [order.id])
  })

  it('a replacement takes over at the same sequence', async () => {
    const restore = await backUp(workshop.database)
    const before = await now()
    await restore()
    await allShow(before, [order.id])
  })

  it('the journal has gone back, and the beat detects it', async () => {
    const before = await now()
    const { seq } = await head()
    await sql`delete from journal where workshop_id = ${workshop.workshopId} and seq = ${seq}`
    await sql`update workshop_head h set seq = j.seq, mark = j.mark from journal j
      where h.workshop_id = ${workshop.workshopId} and j.workshop_id = h.workshop_id and j.seq = ${seq - 1}`
    await allShow(before, [order.id])
  })
})
