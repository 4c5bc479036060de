/** The rules of the wire over real sockets. */
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import type { Refusal } from '#contract/errors.ts'
import { Replica } from '#contract/replica.ts'
import type { Batch, Beat, Snapshot, Welcome } from '#contract/sync.ts'
import { CONTRACT_VERSION } from '#contract/version.ts'
import { replaceKeys } from '#server/access/keys.ts'
import { readState } from '#server/read/state.ts'
import { connect, next, openWorkshop, send, waitingOrder, walkIn } from '../support/testWorkshop.ts'
import { permitted } from '../support/permitted.ts'

const workshop = await openWorkshop()
// Avoid forecasts in between.
const app = await workshop.serve({ beatEvery: 200, plansApart: 3_600_000 })
const { sql } = workshop.database
const head = async () => (await readState(sql, workshop.workshopId))!
const refused = (socket: ReturnType<typeof connect>) => next<Error & { data: Refusal }>(socket, 'connect_error')

describe('admission', () => {
  it('a socket without a key is refused', async () => {
    const socket = connect(app, workshop, 'staff', { options: { extraHeaders: {} } })
    expect((await refused(socket)).data).toMatchObject({ ok: false, code: 'no_key' })
  })

  it('the key of one view does not open another', async () => {
    const socket = connect(app, workshop, 'staff', {
      options: { extraHeaders: { cookie: `pitboard_staff=${workshop.keys.lobby}` } },
    })
    expect((await refused(socket)).data.code).toBe('no_key')
  })

  it('a page of another origin is refused even with the cookie', async () => {
    const socket = connect(app, workshop, 'wall', {
      options: { extraHeaders: { cookie: `pitboard_wall=${workshop.keys.wall}`, origin: 'https://elsewhere.example' } },
    })
    expect((await refused(socket)).data.code).toBe('wrong_origin')
  })

  it('a customer’s token opens one order only; a forged one opens nothing', async () => {
    const mine = await waitingOrder(workshop, '沪D10001')
    const other = await waitingOrder(workshop, '沪D10002')
    const token = await app.links.tokenFor({ workshopId: workshop.workshopId, orderId: mine.id })
    const socket = connect(app, workshop, 'customer', { token })
    const snapshot = await next<Snapshot<'customer'>>(socket, 'snapshot')
    expect(snapshot.put.order!.map((order) => order.id)).toEqual([mine.id])
    expect(JSON.stringify(snapshot)).not.toContain(other.id)
    const forged = (token[0] === 'A' ? 'B' : 'A') + token.slice(1)
    expect((await refused(connect(app, workshop, 'customer', { token: forged }))).data.code).toBe('no_key')
    expect((await refused(connect(app, workshop, 'customer', { token: `${token.slice(0, -1)}x` }))).data.code).toBe(
      'no_key',
    )
  })

  it('the link expires fourteen days after the car has left, or as set (B7)', async () => {
    const order = await waitingOrder(workshop, '沪D10003')
    await workshop.does('staff', 'cancelOrder', { orderId: order.id, reason: 'customer' })
    const link = { workshopId: workshop.workshopId, orderId: order.id }
    const token = await app.links.tokenFor(link)
    expect(await app.links.open(token, app.now() + 13.9 * 86_400_000)).toEqual(link)
    expect(await app.links.open(token, app.now() + 14.1 * 86_400_000)).toBe('ended')
    await workshop.does('staff', 'changeSettings', { settings: { linkDays: 2 } })
    expect(await app.links.open(token, app.now() + 1.9 * 86_400_000)).toEqual(link)
    expect(await app.links.open(token, app.now() + 2.1 * 86_400_000)).toBe('ended')
  })

  it('a closed order is still shown on its page until the link expires', async () => {
    const order = await waitingOrder(workshop, '沪D10004')
    const token = await app.links.tokenFor({ workshopId: workshop.workshopId, orderId: order.id })
    const socket = connect(app, workshop, 'customer', { token })
    await next(socket, 'snapshot')
    const batch = next<Batch<'customer'>>(socket, 'batch')
    const cancel = { orderId: order.id, reason: 'workshop' } as const
    await app.writer.execute(permitted('staff', workshop.workshopId, 'cancelOrder', cancel))
    expect((await batch).put.order![0]).toMatchObject({ state: 'cancelled' })
    const late = await next<Snapshot<'customer'>>(connect(app, workshop, 'customer', { token }), 'snapshot')
    expect(late.put.order![0]).toMatchObject({ id: order.id, state: 'cancelled' })
  })

  it('new keys disconnect every screen with an old key, on every node, and only those', async () => {
    const own = await openWorkshop()
    const [a, b] = [await own.serve(), await own.serve()]
    const order = await waitingOrder(own, '沪D10005')
    const token = await a.links.tokenFor({ workshopId: own.workshopId, orderId: order.id })
    const keyed = [connect(a, own, 'wall'), connect(b, own, 'staff')]
    const customer = connect(a, own, 'customer', { token })
    await Promise.all([...keyed, customer].map((socket) => next(socket, 'snapshot')))
    const goodbyes = keyed.map((socket) => next(socket, 'farewell'))
    await replaceKeys(own.database.sql, own.workshopId)
    await a.fanout.announceKeys(own.workshopId)
    expect(await Promise.all(goodbyes)).toEqual([{ code: 'keys_replaced' }, { code: 'keys_replaced' }])
    expect((await refused(connect(b, own, 'staff'))).data.code).toBe('no_key')
    expect(customer.connected).toBe(true)
  })
})

describe('S12 the server alone puts a screen into its room', () => {
  it.each([{ room: 'staff' }, { rooms: ['lobby', 'staff'] }, { audience: { view: 'staff' } }, { orderId: 'any' }])(
    'a hello that names one is refused: %j',
    async (more) => {
      const auth = { view: 'lobby', contract: CONTRACT_VERSION, since: null, ...more }
      expect((await refused(connect(app, workshop, 'lobby', { options: { auth } }))).data.code).toBe('bad_payload')
    },
  )

  it('a lobby that asks to join other rooms gets only what every lobby gets', async () => {
    const { id: orderId } = await waitingOrder(workshop, '沪D50001')
    const token = await app.links.tokenFor({ workshopId: workshop.workshopId, orderId })
    const auth = { view: 'lobby', contract: CONTRACT_VERSION, since: null, token }
    const lobbies = [connect(app, workshop, 'lobby'), connect(app, workshop, 'lobby', { options: { auth } })] as const
    const [modest, pushing] = lobbies.map((lobby) => {
      const frames: [event: string, message: Snapshot | Batch][] = []
      // Ignore beats: they come at any time.
      lobby.onAny((event: string, message) => /^(snapshot|batch)$/.test(event) && frames.push([event, message]))
      return frames
    })
    await Promise.all(lobbies.map((lobby) => next(lobby, 'snapshot')))
    const rooms = ['staff', `customer:${orderId}`, { view: 'staff' }, { view: 'customer', orderId, token }]
    for (const event of ['join', 'subscribe', 'room', 'audience', 'hello', 'watch', 'snapshot', 'batch'])
      for (const room of rooms)
        expect(await lobbies[1].timeout(5000).emitWithAck(event, room)).toMatchObject({ code: 'unknown_command' })
    const asked = lobbies.map((lobby) => next(lobby, 'snapshot'))
    lobbies[0].emit('ask', null)
    lobbies[1].emit('ask', { ...(await head()), view: 'staff', room: 'staff' })
    await Promise.all(asked)

    // Both concern the rooms it asked for, too.
    await workshop.does('staff', 'setPriority', { orderId, priority: 'urgent' })
    await workshop.does('kiosk', 'checkInWalkIn', walkIn('沪D50002'))
    const { seq } = await head()
    for (const frames of [modest!, pushing!])
      await expect
        .poll(() => frames.some(([, message]) => 'to' in message && message.to === seq), { timeout: 10_000 })
        .toBe(true)
    expect(pushing!).toEqual(modest!)
    expect(JSON.stringify(pushing!)).not.toMatch(/Wang Fang|13800138000|squeals|沪D50001|沪D50002/)
  })
})

describe('commands over a socket', () => {
  it('S1 a command sent twice has one effect and one answer, including the link', async () => {
    const socket = connect(app, workshop, 'kiosk')
    const id = crypto.randomUUID()
    const first = await send(socket, 'checkInWalkIn', walkIn('沪D20001'), { id })
    const second = await send(socket, 'checkInWalkIn', walkIn('沪D20001'), { id })
    expect(first).toMatchObject({
      ok: true,
      answer: { ticket: expect.stringMatching(/^A\d{3}$/), link: expect.stringContaining(`${app.url}/t/`) },
    })
    expect(second).toEqual(first)
  })

  it('S1 sent again to another address of the server, its answer differs in the origin of the link alone', async () => {
    const other = await workshop.serve({ plansApart: 3_600_000 })
    const id = crypto.randomUUID()
    const sent = async (node: typeof app) => {
      const reply = await send(connect(node, workshop, 'kiosk'), 'checkInWalkIn', walkIn('沪D20003'), { id })
      if (!reply.ok) throw new Error(reply.code)
      const { link, ...answer } = reply.answer as typeof reply.answer & { link: string }
      return { origin: new URL(link).origin, same: { ...reply, answer, path: new URL(link).pathname } }
    }
    const [first, second] = [await sent(app), await sent(other)]
    expect([first.origin, second.origin]).toEqual([app.url, other.url])
    expect(second.same).toEqual(first.same)
  })

  it.each([
    ['wall', 'takeBayOutOfService', 'not_allowed'],
    ['kiosk', 'furnishWorkshop', 'not_allowed'],
    ['staff', 'recordForecasts', 'not_allowed'],
    ['staff', 'makeCoffee', 'unknown_command'],
    ['staff', 'constructor', 'unknown_command'],
  ] as const)('from the view %s, %s is refused with %s', async (view, name, code) => {
    const reply = await send(connect(app, workshop, view), name as never, {} as never)
    expect(reply).toMatchObject({ ok: false, code, message: expect.stringMatching(/\.$/) })
  })

  it('a person acts in the session of a staff screen, and the journal records who', async () => {
    const nobody = connect(app, workshop, 'staff', { personId: null })
    const payload = { purpose: 'enquiry', plate: null, language: 'en', words: '' } as const
    expect(await send(nobody, 'recordArrival', payload)).toMatchObject({ ok: false, code: 'actor_required' })
    const socket = connect(app, workshop, 'staff', { personId: workshop.ids.persons[1]! })
    const reply = await send(socket, 'recordArrival', payload)
    const [row] =
      await sql`select actor from journal where workshop_id = ${workshop.workshopId} and seq = ${reply.ok ? reply.seq : -1}`
    expect(row!['actor']).toEqual({ device: 'staff', personId: workshop.ids.persons[1] })
  })

  it('S13 a refusal because of a newer change contains the current state, as this audience sees it', async () => {
    const order = await waitingOrder(workshop, '沪D20002')
    const socket = connect(app, workshop, 'staff')
    const place = {
      orderId: order.id,
      operationId: order.operations[0]!.id,
      bayId: workshop.ids.bays[0]!,
      technicianId: null,
    }
    const reply = await send(socket, 'assignOperation', {
      ...place,
      was: { bayId: workshop.ids.bays[3]!, technicianId: null },
    })
    expect(reply).toMatchObject({ ok: false, code: 'changed_meanwhile', now: { put: { order: [{ id: order.id }] } } })
  })
})

describe('staying in step', () => {
  it('S4 S6 a returning screen gets just what it lacks; with another epoch, another mark, a future sequence or another contract it gets a snapshot', async () => {
    const { epoch, seq, mark } = await head()
    await waitingOrder(workshop, '沪D30001')
    const since = { epoch, seq, mark }
    const batch = await next<Batch>(connect(app, workshop, 'wall', { since }), 'batch')
    expect(batch).toMatchObject({ from: seq, to: (await head()).seq })
    for (const other of [
      { since: { ...since, epoch: 'another' } },
      { since: { ...since, mark: 'another' } },
      { since: { ...since, seq: seq - 1 } },
      { since: { ...since, seq: seq + 1000 } },
      { since, options: { auth: { view: 'wall', contract: 0, since: { epoch, seq } } } },
    ]) {
      // The clock may add an entry meanwhile.
      const least = (await head()).seq
      const snapshot = await next<Snapshot>(connect(app, workshop, 'wall', other), 'snapshot')
      expect(snapshot).toMatchObject({ epoch })
      expect(snapshot.seq).toBeGreaterThanOrEqual(least)
      expect(snapshot.seq).toBeLessThanOrEqual((await head()).seq)
    }
  })

  it('S7 catch-up by socket, read by HTTP and snapshot give the same state', async () => {
    const { epoch, seq, mark } = await head()
    await waitingOrder(workshop, '沪D30002')
    const query = new URLSearchParams({ epoch, seq: String(seq), mark })
    const headers = { cookie: `pitboard_lobby=${workshop.keys.lobby}`, 'X-Pitboard-View': 'lobby' }
    const [batch, changes] = await Promise.all([
      next<Batch<'lobby'>>(connect(app, workshop, 'lobby', { since: { epoch, seq, mark } }), 'batch'),
      fetch(`${app.url}/api/changes?${query}`, { headers }).then((r) => r.json()),
    ])
    expect(changes).toEqual(batch)
    const state = (await fetch(`${app.url}/api/state`, { headers }).then((r) => r.json())) as Snapshot<'lobby'>
    expect(state.put.order).toEqual(expect.arrayContaining(batch.put.order!))
  })

  it('S5 an empty batch moves the lobby on; a customer’s page gets none, and its beat names the last one meant for it', async () => {
    const order = await waitingOrder(workshop, '沪D30003')
    const token = await app.links.tokenFor({ workshopId: workshop.workshopId, orderId: order.id })
    const customer = connect(app, workshop, 'customer', { token })
    const lobby = connect(app, workshop, 'lobby')
    const [mine] = await Promise.all([next<Snapshot>(customer, 'snapshot'), next(lobby, 'snapshot')])
    const seen: Batch[] = []
    customer.on('batch', (batch: Batch) => seen.push(batch))
    const empty = next<Batch>(lobby, 'batch')
    const staff = connect(app, workshop, 'staff')
    const reply = await send(staff, 'takeBayOutOfService', { bayId: workshop.ids.bays[3]!, reason: 'Oil', until: null })
    expect(await empty).toMatchObject({ to: reply.ok && reply.seq, put: {}, drop: {} })
    expect((await next<Beat>(customer, 'beat')).seq).toBe(mine.seq)
    expect(seen).toEqual([])
  })

  it('changes that follow closely share one batch', async () => {
    const slow = await workshop.serve({ frameEvery: 60_000, beatEvery: 60_000, plansApart: 3_600_000 })
    const { id: orderId } = await waitingOrder(workshop, '沪D30005')
    const wall = connect(slow, workshop, 'wall')
    await next<Snapshot>(wall, 'snapshot')
    const seen: Batch[] = []
    wall.on('batch', (batch: Batch) => seen.push(batch))
    const seqs: number[] = []
    // The first comes alone and goes out at once; those after it wait for the next frame, a minute later.
    for (const priority of ['urgent', 'normal', 'urgent', 'normal'] as const) {
      await workshop.does('staff', 'setPriority', { orderId, priority })
      seqs.push((await head()).seq)
    }
    const last = seqs.at(-1)!
    const patience = { timeout: 10_000 }
    // The commands go through another node.
    await vi.waitFor(
      async () => expect((await slow.fanout.feed(workshop.workshopId))!.seq).toBeGreaterThanOrEqual(last),
      patience,
    )
    // The beat brings what waits for it.
    void slow.fanout.beat()
    await vi.waitFor(() => expect(seen.at(-1)?.to).toBeGreaterThanOrEqual(last), patience)
    expect(seen.some(({ from, to }) => from < seqs[1]! && to >= last)).toBe(true)
  })

  it('S8 S11 the beat carries the position and house time', async () => {
    const socket = connect(app, workshop, 'wall')
    await next(socket, 'snapshot')
    // The clocks of both nodes may have made a change between the beat and the read.
    const beat = await vi.waitFor(
      async () => {
        const beat = await next<Beat>(socket, 'beat')
        const now = await head()
        expect(beat).toMatchObject({ epoch: now.epoch, seq: now.seq, mark: now.mark, speed: 1 })
        return beat
      },
      { timeout: 10_000 },
    )
    expect(Math.abs(beat.at - Date.now())).toBeLessThan(5000)
  })

  it.each([60, 600])('S8 S11 when house time runs %i times as fast, the beat keeps to real time', async (speed) => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
    onTestFinished(() => void vi.useRealTimers())
    const demo = await openWorkshop()
    const fast = await demo.serve({ speed })
    const beats = vi.spyOn(fast.fanout, 'beat')
    const socket = connect(fast, demo, 'wall')
    const [welcome] = await Promise.all([next<Welcome>(socket, 'welcome'), next(socket, 'snapshot')])
    expect(welcome).toMatchObject({ beatEvery: 5_000, speed })
    const beat = next<Beat>(socket, 'beat')
    vi.advanceTimersByTime(5_000)
    expect((await beat).speed).toBe(speed)
    vi.advanceTimersByTime(60_000 - 5_000)
    expect(beats).toHaveBeenCalledTimes(12)
  })

  it('a screen that asks gets what it lacks', async () => {
    const { epoch, seq, mark } = await head()
    await waitingOrder(workshop, '沪D30004')
    const socket = connect(app, workshop, 'staff')
    const now = await next<Snapshot>(socket, 'snapshot')
    socket.emit('ask', { epoch, seq, mark })
    expect(await next<Batch>(socket, 'batch')).toMatchObject({ from: seq, to: now.seq, mark: now.mark })
    socket.emit('ask', 'nonsense')
    expect(await next<Snapshot>(socket, 'snapshot')).toMatchObject({ epoch })
  })

  it('S10 a screen that stops reading catches up when it reads again', { timeout: 60_000 }, async () => {
    const own = await openWorkshop()
    const { url, writer } = await own.serve()
    const node = { ...app, url }
    const order = await waitingOrder(own, '沪D40001')
    const replica = new Replica<'staff'>()
    const slow = connect(node, own, 'staff')
    slow.on('snapshot', (snapshot: Snapshot<'staff'>) => replica.reset(snapshot))
    slow.on(
      'batch',
      (batch: Batch<'staff'>) => void (replica.apply(batch) === 'gap' && slow.emit('ask', replica.position)),
    )
    await next(slow, 'snapshot')
    const socket = (slow.io.engine.transport as unknown as { ws: { _socket: import('node:net').Socket } }).ws._socket
    socket.pause()
    let seq = 0
    for (let i = 0; i < 1500; i++) {
      const payload = { orderId: order.id, priority: i % 2 ? 'normal' : 'urgent' } as const
      const outcome = await writer.execute(permitted('staff', own.workshopId, 'setPriority', payload))
      if (outcome.ok) seq = outcome.seq
    }
    socket.resume()
    await expect.poll(() => replica.seq, { timeout: 30_000 }).toBe(seq)
    expect(replica.of('order').get(order.id)?.priority).toBe('normal')
  })
})
