/** Delivery by real mail servers and gateways: each notice once, despite failures (B11.3). */
import { createHmac } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Attempt } from '#contract/entities/index.ts'
import { Links } from '#server/access/links.ts'
import { startHouseTime } from '#server/clock/houseTime.ts'
import { createDeliverer } from '#server/delivery/deliver.ts'
import type { Message, Way } from '#server/delivery/way.ts'
import { readState } from '#server/read/state.ts'
import { takeAway } from '../support/database.ts'
import { openWorkshop } from '../support/testWorkshop.ts'
import { openMailServer, type MailBehaviour } from '../support/mailServer.ts'
import { permitted } from '../support/permitted.ts'
import { openGateway, type GatewayBehaviour } from '../support/smsGateway.ts'
import {
  inState,
  linesOf,
  mailAt,
  MINUTE,
  noChannels,
  noticesOf,
  SECRET,
  smsAt,
  step,
  noticeDue,
  sendAtOnce,
  tried,
  untilNotice,
} from './notices.ts'

const workshop = await openWorkshop()
/** By address: what the other side does for the first, second and every further attempt. */
const mailPlan = new Map<string, MailBehaviour[]>()
const smsPlan = new Map<string, GatewayBehaviour[]>()
const planned = <B>(plan: Map<string, B[]>, usual: B) =>
  ((to: string, nth: number) => plan.get(to)?.[nth - 1] ?? plan.get(to)?.at(-1) ?? usual) as (
    to: string,
    nth: number,
  ) => B
const mail = await openMailServer({ behave: planned<MailBehaviour>(mailPlan, 'take') })
const gateway = await openGateway(planned<GatewayBehaviour>(smsPlan, 'take'))
afterAll(() => Promise.all([mail.close(), gateway.close()]))

const startAt = Date.now()
const channels = { ...noChannels, email: mailAt(mail.port), sms: smsAt(gateway.url) }
const patience = { within: 15_000, giveUpAfter: MINUTE, pauses: [MINUTE, 5 * MINUTE, 15 * MINUTE] } as const
const options = { startAt, channels, patience, publicUrl: 'https://board.garage.example' }
// Two nodes on one database: every test here runs with both of them competing for each notice.
const apps = [await workshop.serve(options), await workshop.serve(options)]
beforeAll(() => sendAtOnce(workshop))
/** Without a server: attempts are made by hand. */
const alone = await openWorkshop()
const aloneTime = await startHouseTime(alone.database.sql, { startAt })
afterAll(() => aloneTime.stop())

let count = 0
/** A plate, number and address unique in this file. */
function newCustomer() {
  const digits = String(++count).padStart(4, '0')
  return {
    plate: `沪A5${digits}`,
    phone: `1390000${digits}`,
    international: `+861390000${digits}`,
    email: `c${digits}@home.example`,
  }
}
const mailsTo = (email: string) => mail.mails.filter(({ to }) => to === email)
const smsTo = (to: string) => gateway.taken.filter(({ body }) => (JSON.parse(body) as { to: string }).to === to)
const lastTry = ({ attempts }: { attempts: Attempt[] }) => attempts.at(-1)!
const tryAt = async (id: string) => {
  const [row] = await workshop.database.sql<{ try_at: string }[]>`select try_at from notice where id = ${id}`
  return Date.parse(row!.try_at)
}

describe('a notice that arrives', () => {
  it('B11.3 is an e-mail of plain text: subject, sender’s name, the page’s link, a Message-ID per notice', async () => {
    const { plate, email } = newCustomer()
    const orderId = await noticeDue(workshop, apps, plate, { email, channels: ['email'] })
    const notice = await untilNotice(workshop, orderId, inState('handed_over'))
    expect(linesOf(notice)).toEqual(['email handed_over'])
    expect(mailsTo(email)).toHaveLength(1)
    const [{ messageId, subject, text, from, headers }] = mailsTo(email) as [(typeof mail.mails)[0]]
    expect(messageId).toBe(`<${notice.id}.email@garage.example>`)
    expect(from).toBe('Test Garage <board@garage.example>')
    expect(subject).toMatch(/is delayed: new time .*\d\d:\d\d/)
    const page = /https:\/\/board\.garage\.example\/t\/(\S+)/.exec(text)?.[1]
    expect(await apps[0]!.links.open(page!, Date.now())).toEqual({ workshopId: workshop.workshopId, orderId })
    expect(text).not.toContain('{{')
    expect(headers).toMatch(/^Content-Type: text\/plain; charset=utf-8$/m)
    expect(headers).toMatch(/^Auto-Submitted: auto-generated$/m)
    expect(headers).not.toMatch(/^(Reply-To|X-Mailer)/im)
    expect(mailsTo(email)[0]!.greeting).toBe('board.garage.example')
  })

  it('B11.3 is an e-mail to an address in any script', async () => {
    const { plate } = newCustomer()
    const orderId = await noticeDue(workshop, apps, plate, { email: '张伟@例子.公司', channels: ['email'] })
    expect(linesOf(await untilNotice(workshop, orderId, inState('handed_over')))).toEqual(['email handed_over'])
    expect(mailsTo('张伟@例子.公司').length + mailsTo('张伟@xn--fsqu00a.xn--55qx5d').length).toBe(1)
  })

  it('B11.3 is an SMS in a signed request, to a number with its country code', async () => {
    const { plate, phone, international } = newCustomer()
    const orderId = await noticeDue(workshop, apps, plate, { phone, channels: ['sms'] })
    const notice = await untilNotice(workshop, orderId, inState('handed_over'))
    const [{ body, headers }] = smsTo(international) as [(typeof gateway.taken)[0]]
    expect(JSON.parse(body)).toEqual({
      ...{ reference: `${notice.id}.sms`, to: international, workshop: 'Test Garage' },
      text: expect.stringContaining('https://board.garage.example/t/'),
      receipt: {
        id: `${workshop.workshopId}.${notice.id}.1`,
        url: 'https://board.garage.example/api/receipts/json',
      },
    })
    const timestamp = String(headers['x-pitboard-timestamp'])
    expect(Math.abs(Number(timestamp) - Date.now() / 1000)).toBeLessThan(60)
    const signature = createHmac('sha256', SECRET).update(`${timestamp}.${body}`).digest('hex')
    expect(headers['x-pitboard-signature']).toBe(`sha256=${signature}`)
    expect(headers['content-type']).toBe('application/json')
  })

  it('B11.3 arrives once, for each of thirty notices and two servers', async () => {
    const people = Array.from({ length: 30 }, newCustomer)
    const orders: string[] = []
    for (const { plate, phone } of people) orders.push(await noticeDue(workshop, apps, plate, { phone }))
    for (const orderId of orders)
      expect(linesOf(await untilNotice(workshop, orderId, inState('handed_over')))).toEqual(['sms handed_over'])
    expect(people.map(({ international }) => smsTo(international).length)).toEqual(people.map(() => 1))
  })
})

describe('a notice that does not arrive', () => {
  it('B11.3 is retried after one minute and after five, then by the next channel at once, then goes to the call list', async () => {
    const { plate, phone, email, international } = newCustomer()
    smsPlan.set(international, ['fail'])
    mailPlan.set(email, ['later'])
    const orderId = await noticeDue(workshop, apps, plate, { phone, email, channels: ['sms', 'email'] })
    const first = await untilNotice(workshop, orderId, tried(1))
    expect(lastTry(first)).toMatchObject({ channel: 'sms', result: 'failed' })
    expect(await tryAt(first.id)).toBeGreaterThanOrEqual(lastTry(first).at + MINUTE)
    expect(await tryAt(first.id)).toBeLessThan(lastTry(first).at + 2 * MINUTE)
    step(apps, 1.1)
    const second = await untilNotice(workshop, orderId, tried(2))
    expect(await tryAt(first.id)).toBeGreaterThanOrEqual(lastTry(second).at + 5 * MINUTE)
    step(apps, 5.1)
    // The third fails; the e-mail follows without a pause.
    await untilNotice(workshop, orderId, tried(4))
    step(apps, 1.1)
    await untilNotice(workshop, orderId, tried(5))
    step(apps, 5.1)
    const last = await untilNotice(workshop, orderId, inState('phone'))
    expect(linesOf(last)).toEqual([...Array(3).fill('sms failed'), ...Array(3).fill('email failed')])
    const { put } = (await readState(workshop.database.sql, workshop.workshopId))!
    expect(put.alert?.filter((one) => one.noticeId === first.id).map(({ cause }) => cause)).toEqual([
      'notice_undelivered',
    ])
    expect([smsTo(international), mailsTo(email)]).toEqual([[], []])
  })

  it('B11.3 goes to the next channel at once when the other side rejects it for good', async () => {
    const { plate, phone, email, international } = newCustomer()
    smsPlan.set(international, ['refuse'])
    mailPlan.set(email, ['never'])
    const orderId = await noticeDue(workshop, apps, plate, { phone, email, channels: ['email', 'sms'] })
    const notice = await untilNotice(workshop, orderId, inState('phone'))
    expect(linesOf(notice)).toEqual(['email unavailable', 'sms unavailable'])
    expect(notice.attempts[0]!.detail).toMatch(/550 5\.1\.1 <…> user unknown/)
    expect(notice.attempts[1]!.detail).toBe('HTTP 400 not a mobile number')
  })

  it('B11.3 does not follow a gateway’s redirect', async () => {
    const { plate, phone, international } = newCustomer()
    smsPlan.set(international, ['redirect', 'take'])
    const orderId = await noticeDue(workshop, apps, plate, { phone })
    const first = await untilNotice(workshop, orderId, tried(1))
    expect(lastTry(first)).toMatchObject({ result: 'failed', detail: expect.stringMatching(/^HTTP 307: redirects/) })
    expect(smsTo(international)).toEqual([])
    step(apps, 1.1)
    await untilNotice(workshop, orderId, inState('handed_over'))
    expect(smsTo(international)).toHaveLength(1)
  })

  it.each<[GatewayBehaviour, RegExp]>([
    ['chatter', /^HTTP 503 (blah ){20,}b?l?a?h?$/],
    ['fail', /^HTTP 500 no credit for … \[31mx{100,}$/],
    // The answer reaches the limit inside an emoji, which a database takes whole or not at all.
    ['emoji', /^HTTP 500 🚗{120}$/u],
  ])('B11.3 stores only a short part of the answer of a gateway that answers with “%s”', async (how, detail) => {
    const { plate, phone, international } = newCustomer()
    smsPlan.set(international, [how])
    const orderId = await noticeDue(workshop, apps, plate, { phone })
    const recorded = lastTry(await untilNotice(workshop, orderId, tried(1))).detail
    expect(recorded).toMatch(detail)
    expect([...recorded].length).toBeLessThanOrEqual(200)
  })

  it('B11.3 fails by timeout when a gateway or a mail server does not answer', async () => {
    const [one, two] = [newCustomer(), newCustomer()]
    smsPlan.set(one.international, ['silent'])
    mailPlan.set(two.email, ['hang'])
    const hasty = await openWorkshop()
    await sendAtOnce(hasty)
    const app = await hasty.serve({ ...options, startAt: Date.now(), patience: { ...patience, within: 400 } })
    const orders = [
      await noticeDue(hasty, [app], one.plate, { phone: one.phone }),
      await noticeDue(hasty, [app], two.plate, { email: two.email }),
    ]
    for (const orderId of orders) {
      const notice = await untilNotice(hasty, orderId, tried(1))
      expect(lastTry(notice)).toMatchObject({ result: 'failed', detail: 'no_answer' })
    }
    expect(mailsTo(two.email)).toEqual([])
  })
})

describe('a notice that may have arrived', () => {
  it('B11.3 is repeated with the same reference or Message-ID after the connection was lost before the answer', async () => {
    const { plate, phone, international } = newCustomer()
    smsPlan.set(international, ['cut', 'take'])
    const other = newCustomer()
    mailPlan.set(other.email, ['cut', 'take'])
    const orders = [
      await noticeDue(workshop, apps, plate, { phone }),
      await noticeDue(workshop, apps, other.plate, { email: other.email }),
    ]
    for (const orderId of orders) await untilNotice(workshop, orderId, tried(1))
    step(apps, 1.1)
    const [sms, email] = await Promise.all(orders.map((id) => untilNotice(workshop, id, inState('handed_over'))))
    expect(linesOf(sms!)).toEqual(['sms failed', 'sms handed_over'])
    expect(linesOf(email!)).toEqual(['email failed', 'email handed_over'])
    expect(smsTo(international).map(({ body }) => (JSON.parse(body) as { reference: string }).reference)).toEqual(
      Array(2).fill(`${sms!.id}.sms`),
    )
    expect(mailsTo(other.email).map(({ messageId }) => messageId)).toEqual(
      Array(2).fill(`<${email!.id}.email@garage.example>`),
    )
  })

  it('B11.3 is not repeated when the gateway accepts it twice', async () => {
    const { plate, phone, international } = newCustomer()
    smsPlan.set(international, ['twice'])
    const orderId = await noticeDue(workshop, apps, plate, { phone })
    expect(linesOf(await untilNotice(workshop, orderId, inState('handed_over')))).toEqual(['sms handed_over'])
    expect(smsTo(international)).toHaveLength(1)
  })

  it('B11.3 is retried when the server that began the attempt has died', async () => {
    const { plate, phone, international } = newCustomer()
    smsPlan.set(international, ['fail', 'take'])
    const orderId = await noticeDue(workshop, apps, plate, { phone })
    const { id: noticeId } = await untilNotice(workshop, orderId, tried(1))
    // A node begins the second attempt and dies.
    const giveUpAt = apps[0]!.now() + 3 * MINUTE
    for (const app of apps) app.time.jumpTo(apps[0]!.now() + 2 * MINUTE)
    const payload = { noticeId, number: 2, giveUpAt }
    const begun = await apps[0]!.writer.execute(permitted('clock', workshop.workshopId, 'beginAttempt', payload))
    expect(begun).toMatchObject({ ok: true, answer: { channel: 'sms' } })
    step(apps, 2)
    const notice = await untilNotice(workshop, orderId, inState('handed_over'))
    expect(linesOf(notice)).toEqual(['sms failed', 'sms failed', 'sms handed_over'])
    expect(notice.attempts[1]!.detail).toBe('not_recorded')
    expect(smsTo(international)).toHaveLength(1)
  })

  it('B11.3 is recorded as failed by a server that is stopped meanwhile, and retried by another', async () => {
    const { plate, phone, international } = newCustomer()
    smsPlan.set(international, ['silent', 'take'])
    const slow = { ...options, startAt: Date.now() }
    const lonely = await openWorkshop()
    await sendAtOnce(lonely)
    const first = await lonely.serve(slow)
    const orderId = await noticeDue(lonely, [first], plate, { phone })
    await expect.poll(() => smsTo(international).length, { timeout: 10_000 }).toBe(1)
    await first.close()
    const [notice] = await noticesOf(lonely, orderId)
    expect(lastTry(notice!)).toMatchObject({ result: 'failed', detail: 'server_stopped' })
    const second = await lonely.serve({ ...slow, startAt: first.now() + 2 * MINUTE })
    await untilNotice(lonely, orderId, inState('handed_over'))
    await second.close()
  })
})

describe('a server that is interrupted', () => {
  const alone = async (over: object, behave: Parameters<typeof openGateway>[0]) => {
    const lonely = await openWorkshop()
    await sendAtOnce(lonely)
    const own = await openGateway(behave)
    const ways = { ...noChannels, sms: smsAt(own.url) }
    const { publicUrl: _, ...local } = options
    const app = await lonely.serve({ ...local, startAt: Date.now(), channels: ways, ...over })
    return { lonely, app, own }
  }

  it('B11.3 records the result once the database is back, and does not send again', async () => {
    const { plate, phone } = newCustomer()
    const away: { bringBack?: () => Promise<void> } = {}
    const { lonely, app, own } = await alone({}, async () => {
      away.bringBack ??= await takeAway(lonely.database)
      return 'take' as const
    })
    const orderId = await noticeDue(lonely, [app], plate, { phone })
    await expect.poll(() => own.taken.length, { timeout: 10_000 }).toBe(1)
    await expect.poll(async () => (await fetch(`${app.url}/readyz`)).status, { timeout: 10_000 }).toBe(503)
    await away.bringBack!()
    const notice = await untilNotice(lonely, orderId, inState('handed_over'))
    expect(linesOf(notice)).toEqual(['sms handed_over'])
    expect(own.asked).toBe(1)
    await app.close()
    await own.close()
  })

  it('B11.3 sends nothing if it was suspended so long that another may have begun', async () => {
    const { plate, phone } = newCustomer()
    // With no time left from the beginning, every pause is too long.
    const { lonely, app, own } = await alone({ patience: { ...patience, giveUpAfter: 2 * patience.within } }, undefined)
    const orderId = await noticeDue(lonely, [app], plate, { phone })
    await untilNotice(lonely, orderId, ({ attempts }) => attempts.length === 1)
    step([app], 1)
    const { attempts } = await untilNotice(lonely, orderId, ({ attempts }) => attempts.length === 2)
    expect(attempts[0]).toMatchObject({ result: 'failed', detail: 'not_recorded' })
    expect(own.asked).toBe(0)
    await app.close()
    await own.close()
  })
})

describe('a notice whose attempt goes wrong inside the server', () => {
  beforeAll(() => sendAtOnce(alone))
  const { sql } = alone.database
  const working: Way = { send: async () => ({ result: 'handed_over', detail: 'Accepted.' }) }
  /** One attempt, made by hand: no clock runs here. */
  async function attempt(over: { way?: Way; links?: Links; origin?: null }) {
    const { plate, phone } = newCustomer()
    const orderId = await noticeDue(alone, [], plate, { phone })
    const { way: sms = working, links = new Links(sql) } = over
    const deliverer = createDeliverer({
      ...{ sql, links, patience, time: aloneTime, writer: alone.writer },
      ways: { push: null, wechat: null, email: null, sms },
      origin: Promise.resolve(over.origin === null ? null : 'https://board.garage.example'),
    })
    const [notice] = await noticesOf(alone, orderId)
    await deliverer.deliver(alone.workshopId, notice!.id)
    return (await noticesOf(alone, orderId))[0]!
  }

  it.each(['NUL \0', 'half an emoji \ud83d'])(
    'B11.3 keeps the result and leaves out a detail that the database refuses: %j',
    async (detail) => {
      const notice = await attempt({ way: { send: async () => ({ result: 'failed', detail }) } })
      expect(notice).toMatchObject({
        state: 'sending',
        attempts: [{ result: 'failed', detail: 'answer_not_kept' }],
      })
      const sent = await attempt({ way: { send: async () => ({ result: 'handed_over', detail }) } })
      expect(sent).toMatchObject({ state: 'handed_over', attempts: [{ result: 'handed_over' }] })
    },
  )

  it('B11 carries no link where customers’ phones cannot reach the server', async () => {
    const sent: Message[] = []
    const keep: Way = { send: async (message) => (sent.push(message), { result: 'handed_over', detail: '' }) }
    await attempt({ way: keep })
    await attempt({ way: keep, origin: null })
    expect(sent.map(({ link, body }) => [link?.slice(0, 31), /https?:|\/t\/|\{\{|localhost/.test(body)])).toEqual([
      ['https://board.garage.example/t/', true],
      [undefined, false],
    ])
  })

  it('B11.3 has failed when the message cannot be composed', async () => {
    const links = new Links(sql)
    links.tokenFor = () => Promise.reject(new Error('The secret is missing'))
    expect(await attempt({ links })).toMatchObject({
      state: 'sending',
      attempts: [{ result: 'failed', detail: 'It could not be composed: Error: The secret is missing' }],
    })
  })
})

describe('without any channel', () => {
  it('B11.3 a notice goes to the call list, and its attempts say that the channel is not set up', async () => {
    const bare = await openWorkshop()
    await sendAtOnce(bare)
    const app = await bare.serve({ startAt: Date.now() })
    const orderId = await noticeDue(bare, [app], '沪A59999', { phone: '13900009999', email: 'c@home.example' })
    const notice = await untilNotice(bare, orderId, inState('phone'))
    expect(linesOf(notice)).toEqual(['sms unavailable', 'email unavailable'])
    expect(notice.attempts.map(({ detail }) => detail)).toEqual(Array(2).fill('not_set_up'))
  })
})
