/** Channels to customers over HTTP: which are set up, test messages, and the orders a customer's page may act on (B11.3). */
import { afterAll, describe, expect, it } from 'vitest'
import type { Refusal } from '#contract/errors.ts'
import type { ChannelTested } from '#contract/questions.ts'
import { newId } from '#server/write/ids.ts'
import { mailAt, noChannels, smsAt } from '../delivery/notices.ts'
import { freePort } from '../run/processes.ts'
import { connect, next, openWorkshop, send, waitingOrder } from '../support/testWorkshop.ts'
import { openMailServer } from '../support/mailServer.ts'
import { openGateway } from '../support/smsGateway.ts'

const workshop = await openWorkshop()
const [mail, gateway] = [await openMailServer(), await openGateway((to) => (to.endsWith('9') ? 'fail' : 'take'))]
afterAll(() => Promise.all([mail.close(), gateway.close()]))
const channels = { ...noChannels, email: mailAt(mail.port), sms: smsAt(gateway.url) }
const app = await workshop.serve({ channels, commandsPerSecond: 300 })
/** A server without channels behind a proxy with TLS. */
const bare = await workshop.serve({ trustProxy: 1, channels: noChannels })
const byTls = { 'X-Forwarded-Proto': 'https' }

const order = await waitingOrder(workshop, '沪B88001')
const foreign = await waitingOrder(workshop, '沪B88002')
const token = await app.links.tokenFor({ workshopId: workshop.workshopId, orderId: order.id })
const asView = {
  staff: { 'X-Pitboard-View': 'staff', Cookie: `pitboard_staff=${workshop.keys.staff}` },
  wall: { 'X-Pitboard-View': 'wall', Cookie: `pitboard_wall=${workshop.keys.wall}` },
  customer: { 'X-Pitboard-View': 'customer', Authorization: `Bearer ${token}` },
}
async function get(path: string, view: keyof typeof asView, { url }: { url: string } = app) {
  const response = await fetch(url + path, { headers: { ...asView[view], ...byTls } })
  return { status: response.status, body: (await response.json()) as unknown }
}
async function post(path: string, view: keyof typeof asView, body: unknown, { url } = app) {
  const headers = { ...asView[view], ...byTls, 'Content-Type': 'application/json' }
  const response = await fetch(url + path, { method: 'POST', headers, body: JSON.stringify(body) })
  return { status: response.status, body: (await response.json()) as ChannelTested & Refusal }
}

describe('B11.3 channels to customers', () => {
  it('staff can read which are set up', async () => {
    expect(await get('/api/channels', 'staff')).toEqual({
      status: 200,
      body: {
        push: false,
        wechat: false,
        sms: true,
        email: true,
        links: null,
        receipts: false,
        wechatReceipts: false,
      },
    })
    const answer = await get('/api/channels', 'staff', bare)
    const none = { wechat: false, sms: false, email: false, links: null, receipts: false, wechatReceipts: false }
    expect(answer.body).toEqual({ push: true, ...none })
    const port = await freePort()
    await workshop.serve({ channels, publicUrl: 'https://board.garage.example', port })
    const reachable = await get('/api/channels', 'staff', { url: `http://127.0.0.1:${port}` })
    expect(reachable.body).toMatchObject({ links: 'https://board.garage.example', receipts: true })
    for (const view of ['wall', 'customer'] as const)
      expect(await get('/api/channels', view)).toMatchObject({ status: 403, body: { code: 'not_allowed' } })
  })

  it('push is not offered without a contact for push services', async () => {
    const silent = await workshop.serve({ trustProxy: 1 })
    expect(await get('/api/channels', 'staff', silent)).toMatchObject({ body: { push: false } })
    expect(await get('/api/push-key', 'customer', silent)).toEqual({ status: 200, body: { publicKey: null } })
    expect(await get('/api/push-key', 'customer', bare)).toMatchObject({ status: 200 })
  })

  it('a test message returns its result, even if it failed', async () => {
    const test = (body: unknown, at = app) => post('/api/channels/test', 'staff', body, at)
    expect((await test({ channel: 'email', to: 'Me@garage.example' })).body).toMatchObject({ result: 'handed_over' })
    expect(mail.mails).toMatchObject([{ to: 'me@garage.example', subject: 'Test message from Test Garage' }])
    expect((await test({ channel: 'sms', to: '138 0013 8000' })).body.result).toBe('handed_over')
    expect(JSON.parse(gateway.taken[0]!.body)).toMatchObject({ to: '+8613800138000' })
    expect((await test({ channel: 'sms', to: '13800138009' })).body).toMatchObject({ result: 'failed' })
    expect((await test({ channel: 'push', to: order.id })).body.result).toBe('unavailable')
    const nothing = { result: 'unavailable', detail: 'not_set_up' }
    expect((await test({ channel: 'email', to: 'me@garage.example' }, bare)).body).toEqual(nothing)
  })

  it('test messages are for staff only, need a valid address and are limited', async () => {
    for (const view of ['wall', 'customer'] as const)
      expect(await post('/api/channels/test', view, { channel: 'sms', to: '13800138000' })).toMatchObject({
        ...{ status: 403, body: { code: 'not_allowed' } },
      })
    for (const bad of [
      ...[{}, { channel: 'pigeon', to: 'x' }, { channel: 'sms', to: 'letters' }, { channel: 'email', to: 'nobody' }],
      ...[
        { channel: 'email', to: 'a@b.example\r\nBcc: c@d.example' },
        { channel: 'sms', to: '13800138000', text: 'Win!' },
      ],
      ...[{ channel: 'push', to: 'https://127.0.0.1/' }],
    ])
      expect(await post('/api/channels/test', 'staff', bad), JSON.stringify(bad)).toMatchObject({
        ...{ status: 400, body: { code: 'bad_payload' } },
      })
    const statuses: number[] = []
    for (let i = 0; i < 6; i++)
      statuses.push((await post('/api/channels/test', 'staff', { channel: 'email', to: 'a@b.example' }, bare)).status)
    // One has been sent on this server before.
    expect(statuses).toEqual([200, 200, 200, 200, 429, 429])
  })
})

describe('B11.3 a customer’s page', () => {
  it('gets the workshop’s push key, the same from every node', async () => {
    const [one, two] = [await get('/api/push-key', 'customer'), await get('/api/push-key', 'customer', bare)]
    expect(one).toEqual({ status: 200, body: { publicKey: expect.stringMatching(/^[\w-]{87}$/) } })
    expect(two).toEqual(one)
    expect(await get('/api/push-key', 'staff')).toMatchObject({ status: 403, body: { code: 'not_allowed' } })
  })

  const keys = { p256dh: 'B'.repeat(87), auth: 'B'.repeat(22) }
  const endpoint = 'https://push.example.com/x'

  it('may act on its own order, by socket and by HTTP', async () => {
    const page = connect(app, workshop, 'customer', { token })
    await next(page, 'snapshot')
    expect(await send(page, 'allowPush', { orderId: order.id, endpoint, ...keys })).toMatchObject({ ok: true })
    expect((await workshop.order(order.id)).hasPush).toBe(true)
    const payload = { orderId: order.id, endpoint }
    expect((await post('/api/commands', 'customer', { id: newId(), name: 'stopPush', payload })).status).toBe(200)
  })

  it('may not act on another order', async () => {
    const page = connect(app, workshop, 'customer', { token })
    await next(page, 'snapshot')
    await workshop.does('customer', 'allowPush', { orderId: foreign.id, endpoint, ...keys })
    const before = await workshop.order(foreign.id)
    for (const orderId of [foreign.id, newId()]) {
      const no = { ok: false, code: 'not_allowed' }
      expect(await send(page, 'allowPush', { orderId, endpoint: `${endpoint}/mine`, ...keys })).toMatchObject(no)
      expect(await send(page, 'stopPush', { orderId, endpoint })).toMatchObject(no)
      const envelope = { id: newId(), name: 'stopPush', payload: { orderId, endpoint } }
      expect(await post('/api/commands', 'customer', envelope)).toMatchObject({ status: 403, body: no })
    }
    expect(await workshop.order(foreign.id)).toEqual(before)
    const { sql } = workshop.database
    expect(await sql`select endpoint from push_subscription where order_id = ${foreign.id}`).toEqual([{ endpoint }])
  })

  it('stops the notices of its own order only, also on a telephone that follows two cars', async () => {
    const shared = { endpoint: `${endpoint}/shared`, ...keys }
    await workshop.does('customer', 'allowPush', { orderId: order.id, ...shared })
    await workshop.does('customer', 'allowPush', { orderId: foreign.id, ...shared })
    await workshop.does('customer', 'stopPush', { orderId: order.id, endpoint: shared.endpoint })
    const { sql } = workshop.database
    const left = await sql`select order_id from push_subscription where endpoint = ${shared.endpoint}`
    expect(left).toEqual([{ order_id: foreign.id }])
    expect((await workshop.order(order.id)).hasPush).toBe(false)
  })

  it('accepts only https endpoints for push', async () => {
    const page = connect(app, workshop, 'customer', { token })
    await next(page, 'snapshot')
    const odd = [
      'https://push.example.com/\u0000',
      'https://push.example.com/\ud800',
      'https://push.example.com/\u202e',
    ]
    for (const bad of ['http://push.example.com/x', 'file:///etc/passwd', 'javascript:alert(1)', 'x', ...odd])
      expect(await send(page, 'allowPush', { orderId: order.id, endpoint: bad, ...keys })).toMatchObject({
        ...{ ok: false, code: 'bad_payload', field: 'endpoint' },
      })
  })
})
