/** Notices by Web Push (B11.3). */
import tls from 'node:tls'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { NoticeKind } from '#contract/values.ts'
import { publicHosts } from '#server/delivery/publicHost.ts'
import { openPush } from '#server/delivery/push.ts'
import { PushKeys } from '#server/delivery/pushKeys.ts'
import type { Message } from '#server/delivery/way.ts'
import { newId } from '#server/write/ids.ts'
import { openWorkshop, walkIn } from '../support/testWorkshop.ts'
import { claimsOf, openPushService } from '../support/pushService.ts'
import { selfSigned } from '../support/selfSigned.ts'
import { inState, linesOf, noChannels, step, noticeDue, sendAtOnce, tried, untilNotice } from './notices.ts'

const workshop = await openWorkshop()
const service = await openPushService()
const usual = tls.getCACertificates('default')
tls.setDefaultCACertificates([...usual, selfSigned.cert])
afterAll(async () => {
  tls.setDefaultCACertificates(usual)
  await service.close()
})
const options = { startAt: Date.now(), channels: noChannels, publicUrl: 'https://board.garage.example' }
const app = await workshop.serve({ ...options, pushAnywhere: true })
const keys = new PushKeys(workshop.database.sql)
beforeAll(() => sendAtOnce(workshop))

const allow =
  (...browsers: string[]) =>
  async (orderId: string) => {
    for (const browser of browsers)
      await workshop.does('customer', 'allowPush', { orderId, ...service.subscribe(browser) })
  }
const pushedTo = (browser: string) => service.pushed.filter((one) => one.browser === browser)
const subscriptions = async (orderId: string) =>
  (
    await workshop.database.sql`select endpoint from push_subscription where order_id = ${orderId} order by endpoint`
  ).map(({ endpoint }) => String(endpoint).split('/').at(-1))

it('B11.3 a push reaches every device subscribed for the order, encrypted for it and signed by the workshop', async () => {
  const orderId = await noticeDue(workshop, [app], '沪A60001', { channels: ['push'] }, allow('one', 'two'))
  const notice = await untilNotice(workshop, orderId, inState('handed_over'))
  expect(linesOf(notice)).toEqual(['push handed_over'])
  for (const browser of ['one', 'two']) {
    const [pushed] = pushedTo(browser)
    expect(pushedTo(browser)).toHaveLength(1)
    expect(pushed!.payload).toEqual({
      title: expect.stringContaining('沪A·60001'),
      body: expect.stringContaining('Dear Wang Fang'),
      url: expect.stringMatching(/^https:\/\/board\.garage\.example\/t\//),
      tag: `${notice.id}.push`,
    })
    const { publicKey } = await keys.of(workshop.workshopId)
    expect(claimsOf(pushed!, publicKey)).toMatchObject({ aud: service.origin, sub: 'mailto:board@example.com' })
    expect(pushed!.headers).toMatchObject({ urgency: 'high', 'content-encoding': 'aes128gcm' })
    expect(pushed!.headers['topic']).toMatch(/^[\w-]{22}$/)
  }
})

it('B11.3 a push waits for a phone that is off: a time for a day, the rest over a weekend; newer news replaces it', async () => {
  const { orderId } = await workshop.does('kiosk', 'checkInWalkIn', walkIn('沪A60016'))
  await allow('off')(orderId)
  const subject = noChannels.pushSubject!
  const way = openPush({
    sql: workshop.database.sql,
    writer: workshop.writer,
    keys,
    subject,
    publicUrl: null,
    anywhere: true,
  })
  const send = async (kind: NoticeKind) => {
    const message: Message = {
      ...{ workshop: { id: workshop.workshopId, name: '', country: null }, to: orderId, reference: `${newId()}.push` },
      ...{ subject: '', body: '', kind, values: null, link: null, receiptId: null, receiptsAt: null },
    }
    expect((await way.send(message, AbortSignal.timeout(5000))).result).toBe('handed_over')
    return pushedTo('off').at(-1)!.headers
  }
  const DAY = 86_400
  const sent = { delay: await send('delay'), ready: await send('ready'), question: await send('question') }
  expect([sent.delay.ttl, sent.ready.ttl, sent.question.ttl]).toEqual([DAY, 3 * DAY, 3 * DAY].map(String))
  expect(sent.ready['topic']).toBe(sent.delay['topic'])
  expect(sent.question['topic']).not.toBe(sent.delay['topic'])
})

it('B11.3 a device the push service no longer knows is removed; another one is enough', async () => {
  service.answers.set('gone', 410)
  const orderId = await noticeDue(workshop, [app], '沪A60002', { channels: ['push'] }, allow('gone', 'here'))
  await untilNotice(workshop, orderId, inState('handed_over'))
  expect(pushedTo('here')).toHaveLength(1)
  expect(await subscriptions(orderId)).toEqual(['here'])
})

it('B11.3 without a device left, the notice goes to the call list; a push service with an error is retried', async () => {
  service.answers.set('lost', 404).set('busy', 503)
  const orderId = await noticeDue(workshop, [app], '沪A60003', { channels: ['push'] }, allow('lost'))
  const notice = await untilNotice(workshop, orderId, inState('phone'))
  expect(notice.attempts).toMatchObject([{ channel: 'push', result: 'unavailable', detail: 'no_device' }])
  expect(await subscriptions(orderId)).toEqual([])

  const other = await noticeDue(workshop, [app], '沪A60004', { channels: ['push'] }, allow('busy'))
  expect((await untilNotice(workshop, other, tried(1))).attempts).toMatchObject([
    { result: 'failed', detail: 'HTTP 503 no' },
  ])
  service.answers.delete('busy')
  step([app], 1.1)
  await untilNotice(workshop, other, inState('handed_over'))
})

it('B11.3 a push that the service refuses for good goes to the next channel at once', async () => {
  service.answers.set('strict', 403)
  const orderId = await noticeDue(workshop, [app], '沪A60015', { channels: ['push'] }, allow('strict'))
  const notice = await untilNotice(workshop, orderId, inState('phone'))
  expect(notice.attempts).toMatchObject([{ channel: 'push', result: 'unavailable', detail: 'HTTP 403 no' }])
})

it('B11.3 a subscription with invalid keys counts as gone', async () => {
  const orderId = await noticeDue(workshop, [app], '沪A60005', { channels: ['push'] }, async (orderId) => {
    const { endpoint } = service.subscribe('odd')
    await workshop.does('customer', 'allowPush', { orderId, endpoint, p256dh: 'A'.repeat(87), auth: 'A'.repeat(22) })
  })
  await untilNotice(workshop, orderId, inState('phone'))
  expect(await subscriptions(orderId)).toEqual([])
})

it('a workshop has one pair of keys, whichever node creates it, and commands do not overwrite it', async () => {
  const fresh = await openWorkshop()
  const { sql } = fresh.database
  const unchanged = {
    timeZone: 'Asia/Shanghai',
    currency: 'CNY',
    plateFormat: 'cn',
    country: 'CN',
    phone: null,
  } as const
  const change = (name: string) => fresh.does('admin', 'changeWorkshop', { name, ...unchanged })
  const [pairs] = await Promise.all([
    Promise.all(Array.from({ length: 8 }, () => new PushKeys(sql).of(fresh.workshopId))),
    change('One'),
    change('Two'),
  ])
  await change('Three')
  expect(new Set(pairs.map(({ privateKey }) => privateKey)).size).toBe(1)
  expect(await new PushKeys(sql).of(fresh.workshopId)).toEqual(pairs[0])
})

describe('where pushes may go', () => {
  const { mayBePublic, lookup } = publicHosts('https://board.garage.example', () => ['93.184.216.34', '2606:2800::1'])
  it.each([
    ['https://fcm.googleapis.com/fcm/send/x', true],
    ['https://8.8.8.8/x', true],
    ['https://127.0.0.1/x', false],
    ['https://2130706433/x', false],
    ['https://10.1.2.3/x', false],
    ['https://169.254.169.254/latest', false],
    ['https://[::1]/x', false],
    ['https://[::ffff:192.168.0.1]/x', false],
    ['https://[fd00::1]/x', false],
    ['https://[2606:4700::1111]/x', true],
    ['https://[2001:4860:4860::8888]/x', true],
    ['https://[64:ff9b::7f00:1]/x', false],
    ['https://[64:ff9b:1::7f00:1]/x', false],
    ['https://[2002:7f00:1::]/x', false],
    ['https://[2002:a00:1::1]/x', false],
    ['https://[2001::1]/x', false],
    ['https://[2001:db8::1]/x', false],
    ['https://[::127.0.0.1]/x', false],
    ['https://[::ffff:0:127.0.0.1]/x', false],
    ['https://[fec0::1]/x', false],
    ['https://[100::1]/x', false],
    ['https://192.0.2.1/x', false],
    ['https://198.51.100.1/x', false],
    ['https://203.0.113.1/x', false],
    ['https://192.88.99.1/x', false],
    ['https://push.example.com:443/x', true],
    ['https://push.example.com:8443/x', true],
    ['https://push.example.com:22/x', false],
    ['https://push.example.com:25/x', false],
    ['https://8.8.8.8:5432/x', false],
    // This server itself, by the name and the addresses it has.
    ['https://board.garage.example/x', false],
    ['https://BOARD.garage.example.:8443/x', false],
    ['https://push.garage.example/x', true],
    ['https://93.184.216.34/x', false],
    ['https://[::ffff:93.184.216.34]/x', false],
    ['https://[2606:2800::1]/x', false],
    ['https://[2606:2800::2]/x', true],
  ])('%s: %s', (url, may) => expect(mayBePublic(url)).toBe(may))

  it('a host name that resolves to this machine is refused', async () => {
    const found = new Promise((resolve) => lookup('localhost', {}, (error) => resolve(error?.message)))
    expect(await found).toBe('The push service is not on the public internet.')
  })

  it('a host name that resolves to a public address of this machine is refused', async () => {
    const own = publicHosts(null, () => ['8.8.8.8'])
    const found = new Promise((resolve) => own.lookup('8.8.8.8', {}, (error) => resolve(error?.message)))
    expect(await found).toBe('The push service is not on the public internet.')
    expect(await new Promise((resolve) => lookup('8.8.8.8', {}, (_, address) => resolve(address)))).toBe('8.8.8.8')
  })

  it('B11.3 never to a private address', async () => {
    const careful = await openWorkshop()
    await sendAtOnce(careful)
    const careless = await careful.serve({ ...options, startAt: Date.now() })
    const named = service.subscribe('named')
    const orderId = await noticeDue(careful, [careless], '沪A60006', { channels: ['push'] }, async (orderId) => {
      await careful.does('customer', 'allowPush', { orderId, ...service.subscribe('inner') })
      await careful.does('customer', 'allowPush', {
        ...{ orderId, ...named, endpoint: 'https://localhost/named' },
      })
    })
    const notice = await untilNotice(careful, orderId, tried(1))
    expect(notice.attempts).toMatchObject([
      { result: 'failed', detail: 'The push service is not on the public internet.' },
    ])
    expect([pushedTo('inner'), pushedTo('named')]).toEqual([[], []])
  })
})
