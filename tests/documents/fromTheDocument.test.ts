/** What SYNC.md promises, checked by a client written from it against a server. */
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { ViewName } from '#contract/values.ts'
import type { KeyedDevice } from '#server/access/keys.ts'
import type { App } from '#server/app.ts'
import { messages } from '#server/http/messages.ts'
import { cookiesOf, openWorkshop, walkIn, type TestWorkshop } from '../support/testWorkshop.ts'
import { PlainClient, type Answer, type Batch, type Snapshot } from './plainClient.ts'
import { example, quoted, table } from './syncMd.ts'

let workshop: TestWorkshop
let app: App
/** The contract version in SYNC.md. */
const { contract } = example('Hello') as { contract: number }
const clients: PlainClient[] = []

beforeAll(async () => {
  workshop = await openWorkshop()
  app = await workshop.serve({ beatEvery: 100 })
})
afterAll(() => clients.forEach((client) => client.close()))

function come(
  view: ViewName,
  more: { since?: object; token?: string; headers?: Record<string, string> } = {},
): PlainClient {
  const { since = null, token, headers } = more
  const personId = view === 'staff' ? workshop.ids.persons[0]! : null
  const key = view === 'customer' ? {} : { Cookie: cookiesOf(workshop, view, personId) }
  const hello = { view, contract, since, ...(token !== undefined && { token }) }
  const client = new PlainClient(app.url, hello, headers ?? key)
  clients.push(client)
  return client
}

/** An example from SYNC.md with a new id. */
const fresh = (of: string, payload: object = {}) => {
  const command = example(of) as { payload: object }
  return { ...command, id: randomUUID(), payload: { ...command.payload, ...payload } }
}

describe('over a bare WebSocket', () => {
  test('handshake, welcome, snapshot; command, answer, batch', async () => {
    const kiosk = come('kiosk')
    const staff = come('staff')
    expect(messages['Welcome']!.parse(await kiosk.first('welcome'))).toMatchObject({
      contract,
      workshopId: workshop.workshopId,
    })
    messages['kioskSnapshot']!.parse(await kiosk.first('snapshot'))
    messages['staffSnapshot']!.parse(await staff.first('snapshot'))
    expect(staff.held.get('bay')!.size).toBe(5)

    const answer = await kiosk.command(fresh('CheckInWalkIn'))
    messages['CheckInWalkInAccepted']!.parse(answer)
    await staff.until(() => staff.seq >= answer.seq)
    messages['staffBatch']!.parse(await staff.first('batch'))
    expect(staff.held.get('order')!.get(answer.answer['orderId']!)).toMatchObject({
      state: 'arrived',
      plate: '沪A7K382',
    })
    // S5: the sequence number advances although the view shows nothing of it.
    await kiosk.until(() => kiosk.seq >= answer.seq)
    expect(await kiosk.first<Batch>('batch')).toMatchObject({ put: {}, drop: {} })
  })

  test('the connection opens as in the table of frames', async () => {
    const wall = come('wall')
    const written = table('## Connecting')
      .map(([, frame]) => quoted(frame!)[0]!)
      .find((frame) => frame.startsWith('0{'))!
    expect(await wall.first('open')).toEqual({
      ...(JSON.parse(written.slice(1)) as object),
      sid: expect.any(String) as string,
    })
  })

  test('S1 the same id has one effect and one answer; other content under it is refused', async () => {
    const kiosk = come('kiosk')
    await kiosk.first('snapshot')
    const command = fresh('RecordArrival')
    const answer = await kiosk.command(command)
    expect(await kiosk.command(command)).toEqual(answer)
    const other = await kiosk.command({ ...command, payload: { ...command.payload, purpose: 'complaint' } })
    expect(messages['Refusal']!.parse(other)).toMatchObject({ code: 'command_id_reused' })
  })

  test('S6, S9 a screen that reconnects with its position gets what it lacks and no snapshot', async () => {
    const first = come('staff')
    const { epoch, seq, mark } = await first.first<Snapshot>('snapshot')
    first.close()
    const kiosk = come('kiosk')
    await kiosk.first('welcome')
    const { answer, seq: to } = await kiosk.command(fresh('RecordArrival'))
    const again = come('staff', { since: { epoch, seq, mark } })
    const batch = await again.first<Batch>('batch')
    expect([batch.from, batch.to]).toEqual([seq, to])
    expect(batch.put['arrival']!.map(({ id }) => id)).toEqual([answer['arrivalId']])
    expect(again.heard.map(({ event }) => event)).not.toContain('snapshot')
    for (const since of [
      { epoch: 'another', seq, mark },
      { epoch, seq, mark: 'another' },
    ])
      await come('staff', { since }).first('snapshot')
  })

  test('S4 asking without any state returns a snapshot', async () => {
    const wall = come('wall')
    await wall.first('snapshot')
    const before = wall.heard.length
    wall.raw('42/live,["ask",{"epoch":"","seq":0,"mark":""}]')
    await wall.until(() => wall.heard.slice(before).some(({ event }) => event === 'snapshot'))
  })

  test('S8 a beat carries the current position', async () => {
    const lobby = come('lobby')
    await lobby.first('snapshot')
    const beat = messages['Beat']!.parse(await lobby.first('beat'))
    expect(beat).toMatchObject({ epoch: lobby.epoch, mark: lobby.mark, speed: 1 })
  })

  test('S13 an edit against an outdated state is refused with the current state', async () => {
    const staff = come('staff')
    await staff.first('snapshot')
    const { orderId } = await workshop.does('kiosk', 'checkInWalkIn', walkIn('沪B12345'))
    const stale = fresh('MoveCar', { orderId, bayId: workshop.ids.bays[0]!, was: { bayId: workshop.ids.bays[1]! } })
    const refusal = await staff.command(stale)
    messages['Refusal']!.parse(refusal)
    expect(refusal).toMatchObject({
      code: 'changed_meanwhile',
      now: { put: { order: [{ id: orderId, bayId: null }] } },
    })
  })

  test('a handshake without an access key, with a bad hello or from another origin is refused', async () => {
    const codeOf = async (client: PlainClient) => (await client.first<{ data: Answer }>('refused')).data
    expect(messages['Refusal']!.parse(await codeOf(come('wall', { headers: {} })))).toMatchObject({ code: 'no_key' })
    expect(await codeOf(come('roof' as ViewName))).toMatchObject({ code: 'bad_payload' })
    const headers = { Cookie: `pitboard_wall=${workshop.keys.wall}`, Origin: 'http://elsewhere.example' }
    expect(await codeOf(come('wall', { headers }))).toMatchObject({ code: 'wrong_origin' })
  })

  test('a customer connects with the token of their link and sees only their order', async () => {
    const { orderId } = await workshop.does('kiosk', 'checkInWalkIn', walkIn('沪C12345'))
    const token = await app.links.tokenFor({ workshopId: workshop.workshopId, orderId })
    const customer = come('customer', { token })
    const snapshot = messages['customerSnapshot']!.parse(await customer.first('snapshot')) as Snapshot
    expect(snapshot.put['order']!.map(({ id }) => id)).toEqual([orderId])
    expect(await customer.command(fresh('RecordArrival'))).toMatchObject({ ok: false, code: 'not_allowed' })
  })

  test('a sender far above the limit is refused, gets a farewell, and is disconnected', async () => {
    const wall = come('wall')
    await wall.first('snapshot')
    for (let i = 0; i < 1200; i++) wall.raw('42/live,["ask",null]')
    expect(messages['Farewell']!.parse(await wall.first('farewell'))).toEqual({ code: 'too_many_requests' })
    await wall.first('closed')
    expect(wall.heard.slice(-3).map(({ event }) => event)).toEqual(['farewell', 'put out', 'closed'])
  })

  test('a binary frame closes the connection, but no other', async () => {
    const [bad, good] = [come('wall'), come('wall')]
    await Promise.all([bad.first('snapshot'), good.first('snapshot')])
    bad.raw(Buffer.from([1, 2, 3]))
    await bad.first('closed')
    const beats = good.heard.length
    await good.until(() => good.heard.length > beats)
    expect(good.heard.map(({ event }) => event)).not.toContain('closed')
  })
})

describe('over HTTP', () => {
  const headersOf = (view: KeyedDevice) => ({
    'X-Pitboard-View': view,
    Cookie: `pitboard_${view}=${workshop.keys[view]}`,
  })
  const get = (path: string, headers: Record<string, string> = {}) => fetch(app.url + path, { headers })
  const post = (path: string, headers: Record<string, string>, body: unknown) =>
    fetch(app.url + path, {
      method: 'POST',
      headers: { ...headers, 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
    })

  test('the documents, health and metrics need no access key', async () => {
    expect(await (await get('/api/openapi.json')).json()).toHaveProperty('openapi')
    expect(await (await get('/api/asyncapi.json')).json()).toHaveProperty('asyncapi')
    expect(await (await get('/healthz')).text()).toBe('ok')
    expect(await (await get('/readyz')).text()).toBe('ready')
    expect(await (await get('/metrics')).text()).toContain('pitboard_')
  })

  test.each([
    ['staff', '沪B54321'],
    ['wall', '沪B54322'],
    ['lobby', '沪B54323'],
    ['kiosk', '沪B54324'],
  ] as const)('state and changes: %s', async (view, plate) => {
    const response = await get('/api/state', headersOf(view))
    const snapshot = messages[`${view}Snapshot`]!.parse(await response.json()) as Snapshot
    const { epoch, seq, mark } = snapshot
    const position = new URLSearchParams({ epoch, seq: String(seq), mark })
    const none = await (await get(`/api/changes?${position}`, headersOf(view))).json()
    expect(none).toMatchObject({ from: seq, to: seq, mark, put: {}, drop: {} })
    const { seq: to } = await workshop.command('kiosk', 'checkInWalkIn', walkIn(plate))
    expect(to).toBeGreaterThan(seq)
    const changes = messages[`${view}Batch`]!.parse(
      await (await get(`/api/changes?${position}`, headersOf(view))).json(),
    ) as Batch
    // The clock may have added a forecast.
    expect([changes.from, changes.to >= to]).toEqual([seq, true])
  })

  test('a command, its link, and refusals by status', async () => {
    const accepted = await post('/api/commands', headersOf('kiosk'), fresh('CheckInWalkIn', { plate: '沪D12345' }))
    const { answer } = messages['CheckInWalkInAccepted']!.parse(await accepted.json()) as Answer
    const link = await (await get(`/api/orders/${answer['orderId']}/link`, headersOf('staff'))).json()
    expect(messages['PageLink']!.parse(link)).toEqual({ url: answer['link'] })
    const bearer = { 'X-Pitboard-View': 'customer', Authorization: `Bearer ${answer['link']!.split('/').pop()}` }
    messages['customerSnapshot']!.parse(await (await get('/api/state', bearer)).json())

    expect(
      (await post('/api/commands', headersOf('kiosk'), fresh('CheckInWalkIn', { plate: '沪D12345' }))).status,
    ).toBe(409)
    expect(
      (await post('/api/commands', headersOf('kiosk'), fresh('CheckInWalkIn', { plate: 'no plate' }))).status,
    ).toBe(400)
    expect((await post('/api/commands', headersOf('wall'), fresh('RecordArrival'))).status).toBe(403)
    expect((await get('/api/state')).status).toBe(401)
    const large = await post(
      '/api/commands',
      headersOf('kiosk'),
      fresh('RecordArrival', { words: 'x'.repeat(300_000) }),
    )
    expect([large.status, messages['Refusal']!.parse(await large.json())]).toMatchObject([413, { code: 'too_large' }])
  })

  test('C2 trying a move changes nothing', async () => {
    const { orderId } = await workshop.does('kiosk', 'checkInWalkIn', walkIn('沪F12345'))
    await workshop.does('staff', 'addOperations', { orderId, itemIds: [workshop.ids.items[0]!] })
    const { operations } = await workshop.order(orderId)
    const named = { orderId, operationId: operations[0]!.id, bayId: workshop.ids.bays[0]! }
    const tried = await post('/api/plan/try', headersOf('staff'), { ...(example('MoveQuestion') as object), ...named })
    // It has not been approved.
    expect(messages['MoveAnswer']!.parse(await tried.json())).toMatchObject({
      isRefused: true,
      blockers: [{ kind: 'not_authorised' }],
    })
    const unknown = await post('/api/plan/try', headersOf('staff'), example('MoveQuestion'))
    expect([unknown.status, messages['Refusal']!.parse(await unknown.json())]).toMatchObject([
      404,
      { code: 'order_not_found' },
    ])
  })

  test('identification at the kiosk: no personal data before the digits match', async () => {
    await workshop.does('kiosk', 'checkInWalkIn', walkIn('沪E12345'))
    const ask = async (question: object) =>
      messages['Identified']!.parse(await (await post('/api/kiosk/identify', headersOf('kiosk'), question)).json())
    expect(await ask({ plate: '沪E12345' })).toEqual({ known: true, appointment: false, confirmed: false })
    expect(await ask({ plate: '沪E12345', last4: '0000' })).toEqual({
      known: true,
      appointment: false,
      confirmed: false,
    })
    expect(await ask({ plate: '沪E12345', last4: '8000' })).toMatchObject({
      confirmed: true,
      vehicle: { name: 'Wang Fang' },
    })
    expect(await ask(example('IdentifyQuestion') as object)).toHaveProperty('confirmed')
  })
})
