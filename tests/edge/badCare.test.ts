/** Invalid promises, calendars, settings, texts, addresses and answers are refused and change nothing (B5, B6.1, B10, B11). */
import { describe, expect, it } from 'vitest'
import type { ErrorCode } from '#contract/errors.ts'
import type { CommandName } from '#contract/commands/index.ts'
import { devicesOf } from '#server/http/messages.ts'
import { ALWAYS_OPEN, connect, next, openWorkshop, send, waitingOrder, walkIn } from '../support/testWorkshop.ts'
import { envelopeOf, no, onlooker, sendRaw } from './onlooker.ts'
import { validPayload } from './valid.ts'

const workshop = await openWorkshop()
const app = await workshop.serve({ commandsPerSecond: 100_000 })
const { undisturbedBy } = await onlooker(app, workshop)
const own = await waitingOrder(workshop, '沪A90001')
const token = await app.links.tokenFor({ workshopId: workshop.workshopId, orderId: own.id })
const staff = connect(app, workshop, 'staff')
const page = connect(app, workshop, 'customer', { token })
await Promise.all([staff, page].map((socket) => next(socket, 'snapshot')))
const valid = (name: CommandName) => validPayload(workshop, name)
const asStaff = (name: string, payload: unknown) => sendRaw(staff, envelopeOf(name, payload))
const asMay = (name: CommandName, payload: unknown) =>
  devicesOf(name).includes('staff') ? asStaff(name, payload) : sendRaw(page, envelopeOf(name, payload))

describe('invalid promises, calendars, texts and answers', () => {
  it.each([
    ['letters', 'call me later'],
    ['letters among digits', '138OO138OOO'],
    ['three digits', '110'],
    ['emoji', '📞📞📞📞📞📞'],
    ['a link', 'tel:+8613800138000'],
  ])('B6.1 a phone number of %s is refused', async (_, phone) => {
    const contact = { ...valid('setContact'), orderId: own.id, phone }
    expect(await undisturbedBy(() => asStaff('setContact', contact))).toEqual(no('bad_phone'))
    const payload = { ...valid('changeWorkshop'), phone }
    expect(await undisturbedBy(() => asStaff('changeWorkshop', payload))).toEqual(no('bad_phone'))
  })

  it.each([
    'li.na',
    'li.na@',
    '@example.com',
    'li na@example.com',
    'a@b',
    'a@example.com\nBcc: all@example.com',
    '<a@example.com>',
  ])('B6.1 the e-mail address %j is refused', async (email) => {
    const contact = { ...valid('setContact'), orderId: own.id, email }
    expect(await undisturbedBy(() => asStaff('setContact', contact))).toEqual({ ...no('bad_payload'), field: 'email' })
  })

  it.each(['http://push.example.com/1', 'javascript:alert(1)', 'https://', 'push', 'file:///etc/passwd'])(
    'B11.3 nobody is told at %j',
    async (endpoint) => {
      const payload = { ...valid('allowPush'), orderId: own.id, endpoint }
      expect(await undisturbedBy(() => asMay('allowPush', payload))).toEqual({
        ...no('bad_payload'),
        field: 'endpoint',
      })
    },
  )

  it('B3, B9, B11.3 a customer’s page may only act on its own order', async () => {
    const other = await waitingOrder(workshop, '沪A90002')
    for (const name of ['allowPush', 'stopPush', 'answerEstimate', 'answerAdditionalWork'] as const)
      expect(await undisturbedBy(() => asMay(name, { ...valid(name), orderId: other.id }))).toEqual(no('not_allowed'))
  })

  it('B5 a promise in the past is refused, and so is one for an order without operations', async () => {
    const promiseAt = Date.now() - 60_000
    const move = { ...valid('movePromise'), orderId: own.id, promiseAt }
    expect(await undisturbedBy(() => asStaff('movePromise', move))).toEqual(no('promise_in_past'))
    const { orderId } = await workshop.does('kiosk', 'checkInWalkIn', walkIn('沪A90003'))
    const quote = { orderId, promiseAt: Date.now() + 3_600_000 }
    expect(await undisturbedBy(() => asStaff('quoteOrder', quote))).toEqual(no('no_operations'))
  })

  it.each(['Mars/Olympus', 'Asia', 'UTC+8:00:00', '../etc/localtime', 'asia shanghai'])(
    'the time zone %j does not exist',
    async (timeZone) => {
      expect(await undisturbedBy(() => asStaff('changeWorkshop', { ...valid('changeWorkshop'), timeZone }))).toEqual(
        no('bad_time_zone'),
      )
    },
  )

  it.each([
    ['six days', ALWAYS_OPEN.slice(1)],
    ['a span that ends before it begins', [[[600, 500]], ...ALWAYS_OPEN.slice(1)]],
    ['spans that overlap', [[[480, 720], [700, 1080]], ...ALWAYS_OPEN.slice(1)]], // prettier-ignore
    ['a day of 25 hours', [[[0, 1500]], ...ALWAYS_OPEN.slice(1)]],
    ['half minutes', [[[0, 10.5]], ...ALWAYS_OPEN.slice(1)]],
  ])('B5 opening hours of %s are refused', async (_, hours) => {
    const reply = await undisturbedBy(() => asStaff('changeOpening', { ...valid('changeOpening'), hours }))
    expect(reply).toMatchObject({ ...no('bad_payload'), field: expect.stringMatching('^hours') })
  })

  it.each([
    ['that there is not', [{ day: '2026-02-30', spans: [], note: '' }]],
    ['twice', Array(2).fill({ day: '2026-10-01', spans: [], note: '' })],
    ['as a time', [{ day: '2026-10-01T00:00:00Z', spans: [], note: '' }]],
  ])('B5 a day %s is refused', async (_, ownDays) => {
    const reply = await undisturbedBy(() => asStaff('changeOpening', { ...valid('changeOpening'), ownDays }))
    expect(reply).toMatchObject({ ...no('bad_payload'), field: expect.stringMatching('^ownDays') })
  })

  it('B5 a workshop that never opens has no forecasts until it opens again', async () => {
    const closed = { ...valid('changeOpening'), hours: [[], [], [], [], [], [], []] }
    expect(await asStaff('changeOpening', closed)).toMatchObject({ ok: true })
    const { orderId } = await workshop.does('kiosk', 'checkInWalkIn', walkIn('沪A90004'))
    await workshop.does('staff', 'addOperations', { orderId, itemIds: [workshop.ids.items[0]!] })
    await workshop.does('staff', 'quoteOrder', { orderId, promiseAt: Date.now() + 86_400_000, reason: 'As agreed' })
    await workshop.does('staff', 'authoriseOrder', { orderId, wash: false })
    expect(await workshop.order(orderId)).toMatchObject({ state: 'authorised', forecastAt: null, progressCheck: null })
    expect(await asStaff('changeOpening', valid('changeOpening'))).toMatchObject({ ok: true })
    expect((await workshop.order(orderId)).forecastAt).not.toBeNull()
  })

  it.each<[string, { subject: string; body: string }, ErrorCode, kind?: string]>([
    ['a script', { subject: 'Ready', body: '<script>alert(1)</script>' }, 'bad_template'],
    ['a picture that runs', { subject: 'Ready', body: 'x <img src=x onerror=alert(1)>' }, 'bad_template'],
    ['a tag in the subject', { subject: '<b>Ready</b>', body: 'Come!' }, 'bad_template'],
    ['two lines of subject', { subject: 'Ready\r\nBcc: a@example.com', body: 'Come!' }, 'bad_template'],
    ['nothing in it', { subject: ' ', body: '' }, 'bad_template'],
    ['no reason and no new time', { subject: 'Later', body: 'Sorry!' }, 'template_field_missing', 'delay'],
    ['a field nobody knows', { subject: 'Ready', body: 'Dear {{password}}' }, 'unknown_template_field'],
  ])('B11 a text with %s is refused when it is saved', async (_, text, code, kind) => {
    const payload = { ...valid('changeTemplate'), text, ...(kind && { kind }) }
    expect(await undisturbedBy(() => asStaff('changeTemplate', payload))).toEqual(no(code))
  })

  it('B10 settings that contradict each other, or lie out of bounds, are refused', async () => {
    const change = (settings: object) => undisturbedBy(() => asStaff('changeSettings', { settings }))
    expect(await change({ progressCheckFromPercent: 80, progressCheckUntilPercent: 80 })).toEqual(no('bad_settings'))
    for (const settings of [
      { progressCheckFromPercent: 0 },
      { quietFrom: 1440 },
      { announceEarly: 1 },
      { nobodyAsked: 1 },
    ])
      expect(await change(settings)).toMatchObject(no('bad_payload'))
  })

  it(
    'B10, S13 a progress check answered twice by two people at once: one answer, and the other sees it',
    { timeout: 30_000 },
    async () => {
      const { id: orderId } = await waitingOrder(workshop, '沪A90005')
      // Promised for three minutes from now, and due at one percent of them: in two seconds.
      await workshop.does('staff', 'changeSettings', {
        settings: { progressCheckFromPercent: 1, progressCheckLeastMinutes: 0 },
      })
      const promiseAt = Date.now() + 180_000
      // Through the server, so that its clock knows of it at once.
      const move = { orderId, promiseAt, reason: 'In a hurry', customerKnows: true }
      expect(await asStaff('movePromise', move)).toMatchObject({ ok: true })
      await expect
        .poll(async () => (await workshop.order(orderId)).progressCheck?.askedAt ?? null, { timeout: 20_000 })
        .not.toBeNull()
      const answerLater = (person: number, laterMinutes: number) =>
        send(connect(app, workshop, 'staff', { personId: workshop.ids.persons[person]! }), 'answerProgressCheck', {
          orderId,
          answer: 'later',
          laterMinutes,
          reason: null,
          words: '',
          was: { answeredAt: null },
        })
      const replies = await Promise.all([answerLater(0, 15), answerLater(1, 45)])
      expect(replies.map(({ ok }) => ok).sort()).toEqual([false, true])
      const refused = replies.find((reply) => !reply.ok)
      const { progressCheck } = await workshop.order(orderId)
      expect(refused).toMatchObject({
        code: 'changed_meanwhile',
        now: { put: { order: [{ id: orderId, progressCheck }] } },
      })
      await workshop.does('staff', 'changeSettings', {
        settings: { progressCheckFromPercent: 70, progressCheckLeastMinutes: 20 },
      })
    },
  )
})
