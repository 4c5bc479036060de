/** Bad input over HTTP: bodies, access keys, foreign origins, paths, guessing. */
import { request as rawRequest } from 'node:http'
import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import type { Refusal } from '#contract/errors.ts'
import { languages } from '#contract/values.ts'
import { AT_ONCE_IN_ALL } from '#server/edge/guesses.ts'
import { isTooLarge } from '#server/edge/size.ts'
import { newId } from '#server/write/ids.ts'
import { cookiesOf, openWorkshop, walkIn } from '../support/testWorkshop.ts'
import { envelopeOf, no, onlooker } from './onlooker.ts'

const workshop = await openWorkshop()
const app = await workshop.serve({ commandsPerSecond: 1000 })
const { undisturbedBy } = await onlooker(app, workshop)
const enquiry = { purpose: 'enquiry', plate: null, language: 'en', words: '' } as const
const kiosk = { 'X-Pitboard-View': 'kiosk', Cookie: `pitboard_kiosk=${workshop.keys.kiosk}` }
const json = { 'Content-Type': 'application/json' }

interface Answer {
  status: number
  body: Refusal
}
async function post(path: string, body: BodyInit, headers: Record<string, string> = {}): Promise<Answer> {
  const response = await fetch(app.url + path, { method: 'POST', headers: { ...json, ...kiosk, ...headers }, body })
  return { status: response.status, body: (await response.json()) as Refusal }
}
const command = (payload: unknown = enquiry, name = 'recordArrival') => JSON.stringify(envelopeOf(name, payload))

/** A raw request, because clients normalise the path. */
const raw = (path: string, headers: Record<string, string> = {}) =>
  new Promise<{ status: number; body: string }>((resolve, reject) => {
    const { hostname, port } = new URL(app.url)
    const sent = rawRequest({ hostname, port, path, headers }, (response) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.on('end', () => resolve({ status: response.statusCode!, body: Buffer.concat(chunks).toString() }))
    })
    sent.on('error', reject)
    sent.end()
  })

describe('bodies', () => {
  const deep = '['.repeat(60_000) + ']'.repeat(60_000)
  it.each<[string, BodyInit, Record<string, string>, number, Refusal['code']]>([
    ['JSON that breaks off', '{"id":', {}, 400, 'bad_payload'],
    ['no JSON', 'id=1&name=recordArrival', {}, 400, 'bad_payload'],
    ['nothing', '', {}, 400, 'bad_payload'],
    ['a bare text', '"recordArrival"', {}, 400, 'bad_payload'],
    ['a list', '[]', {}, 400, 'bad_payload'],
    ['a form', 'id=1&name=recordArrival', { 'Content-Type': 'application/x-www-form-urlencoded' }, 400, 'bad_payload'],
    ['JSON said to be text', command(), { 'Content-Type': 'text/plain' }, 400, 'bad_payload'],
    ['a charset nobody has', command(), { 'Content-Type': 'application/json; charset=klingon' }, 400, 'bad_payload'],
    ['a compression nobody has', command(), { 'Content-Encoding': 'klingon' }, 400, 'bad_payload'],
    ['compression that is none', command(), { 'Content-Encoding': 'gzip' }, 400, 'bad_payload'],
    ['20 MB in 20 kB', gzipSync(Buffer.alloc(20_000_000, ' ')), { 'Content-Encoding': 'gzip' }, 413, 'too_large'],
    ['1 MB', command({ ...enquiry, words: 'x'.repeat(1_000_000) }), {}, 413, 'too_large'],
    ['100 kB', command({ ...enquiry, words: 'x'.repeat(100_000) }), {}, 413, 'too_large'],
    ['60,000 levels', `{"id":"${newId()}","name":"recordArrival","payload":${deep}}`, {}, 413, 'too_large'],
    ['a prototype', command().replace('"purpose"', '"__proto__":{"polluted":1},"purpose"'), {}, 400, 'bad_payload'],
    [
      'a constructor',
      command().replace('"purpose"', '"constructor":{"prototype":{"polluted":1}},"purpose"'),
      {},
      400,
      'bad_payload',
    ],
    [
      'a duplicate name: the last counts',
      command().replace('"payload"', '"name":"releaseCar","payload"'),
      {},
      403,
      'not_allowed',
    ],
    [
      'a duplicate field: the last counts',
      command().replace('"words"', '"purpose":"theft","words"'),
      {},
      400,
      'bad_payload',
    ],
    ['a command of the administrator', command({}, 'clearExample'), {}, 403, 'not_allowed'],
  ])('%s', async (_, body, headers, status, code) => {
    for (const language of languages) {
      const answer = await undisturbedBy(() =>
        post('/api/commands', body, { ...headers, 'X-Pitboard-Language': language }),
      )
      expect(answer).toMatchObject({ status, body: no(code, language) })
    }
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined()
  })

  it('an answer is JSON, forbids sniffing, and echoes no field names', async () => {
    const words = '<script>alert(1)</script>'
    const response = await fetch(`${app.url}/api/commands`, {
      method: 'POST',
      headers: { ...json, ...kiosk },
      body: command({ ...enquiry, [words]: 1 }),
    })
    expect(response.headers.get('content-type')).toMatch(/^application\/json/)
    expect(response.headers.get('x-content-type-options')).toBe('nosniff')
    expect(await response.text()).not.toContain(words)
  })

  it.each(['/healthz', '/readyz', '/metrics', '/socket.io/?EIO=4&transport=polling'])(
    '%s forbids sniffing, too',
    async (path) => {
      const response = await fetch(app.url + path)
      expect([response.status, response.headers.get('x-content-type-options')]).toEqual([200, 'nosniff'])
    },
  )

  it('a page may send its forms to this server only', async () => {
    const { headers } = await fetch(`${app.url}/kiosk`)
    expect(headers.get('content-security-policy')).toContain("form-action 'self'")
  })

  it('the largest opening hours that the contract allows are not too large', async () => {
    const day = (index: number) => new Date(Date.UTC(2026, 0, 1 + index)).toISOString().slice(0, 10)
    const ownDays = Array.from({ length: 400 }, (_, index) => ({
      ...{
        day: day(index),
        spans: [
          [480, 720],
          [780, 1080],
        ],
        weekday: 1,
        note: 'n'.repeat(60),
      },
    }))
    expect(isTooLarge({ id: newId(), name: 'changeOpening', payload: { hours: [], holidays: null, ownDays } })).toBe(
      false,
    )
  })
})

describe('access keys and tokens', () => {
  const key = (view: 'staff' | 'kiosk') => workshop.keys[view]
  it.each<[string, Record<string, string>, number, Refusal['code']]>([
    ['no cookie', { Cookie: '' }, 401, 'no_key'],
    ['no view', { 'X-Pitboard-View': '' }, 401, 'no_key'],
    ['a view that is none', { 'X-Pitboard-View': 'admin' }, 401, 'no_key'],
    ['a view of the prototype', { 'X-Pitboard-View': '__proto__' }, 401, 'no_key'],
    [
      'the kiosk’s key for the staff view',
      { 'X-Pitboard-View': 'staff', Cookie: `pitboard_staff=${key('kiosk')}` },
      401,
      'no_key',
    ],
    ['the kiosk’s cookie for the staff’s view', { 'X-Pitboard-View': 'staff' }, 401, 'no_key'],
    [
      'a key with one letter changed',
      { Cookie: `pitboard_kiosk=${key('kiosk').slice(0, -1)}${key('kiosk').endsWith('A') ? 'B' : 'A'}` },
      401,
      'no_key',
    ],
    [
      'a key of an unknown workshop',
      { Cookie: `pitboard_kiosk=${newId()}.${key('kiosk').split('.')[1]}` },
      401,
      'no_key',
    ],
    ['a key with SQL in it', { Cookie: `pitboard_kiosk=' or '1'='1.${'x'.repeat(32)}` }, 401, 'no_key'],
    ['a key without end', { Cookie: `pitboard_kiosk=${'x'.repeat(8000)}` }, 401, 'no_key'],
    ['a customer without a token', { 'X-Pitboard-View': 'customer' }, 401, 'no_key'],
    [
      'an invented token',
      { 'X-Pitboard-View': 'customer', Authorization: `Bearer ${Buffer.alloc(50, 7).toString('base64url')}` },
      401,
      'no_key',
    ],
    ['a page from elsewhere', { Origin: 'https://elsewhere.example' }, 403, 'wrong_origin'],
    ['a page from nowhere', { Origin: 'null' }, 403, 'wrong_origin'],
    ['a page whose name begins like ours', { Origin: `${app.url}.elsewhere.example` }, 403, 'wrong_origin'],
    ['a page from another port', { Origin: 'http://127.0.0.1:1' }, 403, 'wrong_origin'],
  ])('%s opens nothing', async (_, headers, status, code) => {
    for (const path of ['/api/commands', '/api/kiosk/identify'])
      expect(await undisturbedBy(() => post(path, command(), headers))).toMatchObject({ status, body: no(code) })
    for (const path of ['/api/state', '/api/changes?epoch=x&seq=0&mark=x', `/api/orders/${newId()}/link`]) {
      const response = await fetch(app.url + path, { headers: { ...kiosk, ...headers } })
      expect([response.status, await response.json()]).toEqual([status, no(code)])
    }
  })

  it('without access keys, only loopback host names are served', async () => {
    const open = await workshop.serve({ openTo: workshop.workshopId })
    const { port } = new URL(open.url)
    const read = async (host: string) => {
      const sent = rawRequest({
        hostname: '127.0.0.1',
        port,
        path: '/api/state',
        headers: { 'X-Pitboard-View': 'staff', Host: host },
      })
      return new Promise((resolve) => sent.on('response', (response) => resolve(response.resume().statusCode)).end())
    }
    for (const host of [`localhost:${port}`, `127.0.0.1:${port}`, `[::1]:${port}`])
      expect(await read(host), host).toBe(200)
    // A foreign name that resolves to this machine.
    for (const host of [`elsewhere.example:${port}`, 'localhost.elsewhere.example'])
      expect(await read(host), host).toBe(403)
  })

  it('a page’s address without its token, or with a changed one, reveals nothing of the order', async () => {
    const { orderId } = await workshop.does('kiosk', 'checkInWalkIn', walkIn('沪H10001'))
    const token = await app.links.tokenFor({ workshopId: workshop.workshopId, orderId })
    const read = (credential: string) =>
      raw('/api/state', { 'X-Pitboard-View': 'customer', Authorization: `Bearer ${credential}` })
    expect((await read(token)).status).toBe(200)
    for (const changed of [
      orderId,
      token.slice(1),
      `${token}A`,
      token.toLowerCase(),
      `B${token.slice(1)}`,
      `${token.slice(0, -2)}${token.endsWith('AA') ? 'BB' : 'AA'}`,
    ])
      expect((await read(changed)).status, changed).toBe(401)
  })
})

describe('addresses', () => {
  it.each([
    '/assets/../../package.json',
    '/assets/..%2f..%2fpackage.json',
    '/assets/%2e%2e/%2e%2e/package.json',
    '/assets/..\\..\\package.json',
    '/assets/%00',
    '/assets/%c0%ae%c0%ae/package.json',
    '/..%2f..%2fetc%2fpasswd',
    '//etc/passwd',
    '/api/../package.json',
    '/api/orders/..%2f..%2f/link',
    '/api/%',
    '/%E0%A4%A',
    '/api/nothing',
    '/admin',
    '/admin/new-keys',
    '/socket.io/../package.json',
    '/open/staff/../../x',
    '/server/app.ts',
    '/data/admin.json',
    '/.git/HEAD',
    '/api/__proto__',
    '/open/__proto__/x',
    '/open/staff/x',
  ])('%s reveals nothing that is not public', async (path) => {
    const { status, body } = await undisturbedBy(() => raw(path, { Cookie: kiosk.Cookie }))
    expect(status).toBeGreaterThanOrEqual(400)
    expect(status).toBeLessThan(500)
    expect(body).not.toMatch(/"dependencies"|root:|at .*\.ts:\d|node_modules|\/work\//)
  })

  it('overlong addresses and headers are refused', async () => {
    expect((await undisturbedBy(() => raw(`/api/state?${'x'.repeat(10_000)}`))).status).toBe(401)
    expect((await undisturbedBy(() => raw(`/${'x'.repeat(20_000)}`))).status).toBe(431)
    expect((await undisturbedBy(() => raw('/', { 'X-Long': 'x'.repeat(20_000) }))).status).toBe(431)
  })

  it.each([
    'epoch=x&mark=x',
    'seq=1&mark=x',
    'epoch=x&seq=1',
    'epoch=x&seq=-1&mark=x',
    'epoch=x&seq=1e999&mark=x',
    'epoch=x&seq=abc&mark=x',
    'epoch[]=x&seq=1&mark=x',
    'epoch=a&epoch=b&seq=1&mark=x',
    'epoch[__proto__][x]=1&seq=1&mark=x',
    'epoch=x&seq=1&mark=a&mark=b',
  ])('changes since %s are refused', async (query) => {
    const response = await fetch(`${app.url}/api/changes?${query}`, { headers: kiosk })
    expect([response.status, await response.json()]).toEqual([400, no('bad_payload')])
  })
})

describe('guessing the last four digits', () => {
  const identify = (question: object) => post('/api/kiosk/identify', JSON.stringify(question))
  const book = async (plate: string) => {
    const { symptoms, words, model, name, phone, language } = walkIn(plate)
    const appointmentAt = Date.now() + 3_600_000
    return workshop.does('staff', 'bookAppointment', {
      ...{ plate, symptoms, words, model, name, phone, language },
      appointmentAt,
      itemIds: [],
    })
  }
  const checkIn = (code: string | null, plate: string | null, last4: string) =>
    post('/api/commands', command({ code, plate, last4, waits: false, language: 'en' }, 'checkInAppointment'))

  it('B13 staff see the file of a plate at once, the kiosk without digits only that there is one', async () => {
    await book('沪G10009')
    const ask = async (device: 'staff' | 'kiosk') => {
      const headers = { ...json, 'X-Pitboard-View': device, Cookie: cookiesOf(workshop, device) }
      const body = JSON.stringify({ plate: '沪G10009' })
      return (await fetch(`${app.url}/api/kiosk/identify`, { method: 'POST', headers, body })).json()
    }
    const { name, model } = walkIn('沪G10009')
    expect(await ask('staff')).toMatchObject({
      confirmed: true,
      vehicle: { name, model, phone: expect.stringMatching(/^\+/) as string },
    })
    expect(await ask('kiosk')).toEqual({ known: true, appointment: false, confirmed: false })
  })

  it('B13 a plate without its hyphen that fits two cars is asked for, and counts as a guess at either', async () => {
    await Promise.all(['B-NO1234', 'BN-O1234', 'HH-AB1'].map(book))
    for (const question of [{ plate: 'BNO1234' }, { plate: 'BNO1234', last4: '8000' }])
      expect(await undisturbedBy(() => identify(question))).toMatchObject({ status: 409, body: no('which_plate') })
    expect((await identify({ plate: 'BN-O1234' })).body).toEqual({ known: true, appointment: false, confirmed: false })
    expect((await identify({ plate: 'HHAB1', last4: '8000' })).body).toMatchObject({
      ...{ confirmed: true, appointment: true },
      vehicle: { plate: 'HH-AB1' },
    })
    const spellings = ['HHAB1', 'HH-AB1', 'HHA-B1', 'H-HAB1', 'HHAB1', 'HH-AB1']
    const statuses: number[] = []
    for (const plate of spellings) statuses.push((await undisturbedBy(() => checkIn(null, plate, '0001'))).status)
    // No car is HHA-B 1 or H-HAB 1; a guess at them counts all the same, so that nobody learns it.
    expect(statuses.at(-1)).toBe(429)
  })

  it('a code can be tried five times, in any spelling, by lookup or by checking in', async () => {
    const { code } = await book('沪G10001')
    const ways = [
      code,
      code.toLowerCase(),
      ` ${code} `,
      `${code.slice(0, 3)}-${code.slice(3)}`,
      code[0]!.toLowerCase() + code.slice(1),
    ]
    for (const [i, way] of ways.entries()) {
      const answer = await undisturbedBy(() =>
        i % 2 ? identify({ code: way, last4: '0000' }) : checkIn(way, null, '0000'),
      )
      expect(answer.body).toMatchObject(
        i % 2 ? { known: false, appointment: false, confirmed: false } : { code: 'identity_not_matched' },
      )
    }
    for (const way of ways) {
      expect(await undisturbedBy(() => identify({ code: way, last4: '8000' }))).toMatchObject({
        status: 429,
        body: no('too_many_requests'),
      })
      expect(await undisturbedBy(() => checkIn(way, null, '8000'))).toMatchObject({
        status: 429,
        body: no('too_many_requests'),
      })
    }
  })

  it('right guesses do not count, and each car has its own limit', async () => {
    const { code } = await book('沪G20001')
    for (let i = 0; i < 8; i++)
      expect((await identify({ plate: '沪G20001', last4: '8000' })).body).toMatchObject({ confirmed: true })
    for (const way of [code.toLowerCase(), ` ${code} `, `${code.slice(0, 3)}-${code.slice(3)}`])
      expect((await identify({ code: way, last4: '8000' })).body).toMatchObject({ confirmed: true, appointment: true })
    expect((await checkIn(null, '沪G20001', '8000')).body).toMatchObject({ ok: true })
  })

  it('concurrent guesses are all counted', async () => {
    await book('沪G30001')
    const answers = await Promise.all(Array.from({ length: 40 }, (_, i) => checkIn(null, '沪G30001', String(1000 + i))))
    expect(answers.filter(({ body }) => body.code === 'identity_not_matched')).toHaveLength(5)
    expect(answers.filter(({ status }) => status === 429)).toHaveLength(35)
  })

  it('wrong digits at one node count on another', async () => {
    const other = await workshop.serve()
    await book('沪G80001')
    for (let i = 0; i < 5; i++) expect((await identify({ plate: '沪G80001', last4: '0000' })).status).toBe(200)
    const headers = { ...json, 'X-Pitboard-View': 'kiosk', Cookie: cookiesOf(workshop, 'kiosk') }
    const body = JSON.stringify({ plate: '沪G80001', last4: '8000' })
    const ask = async () => (await fetch(`${other.url}/api/kiosk/identify`, { method: 'POST', headers, body })).status
    await expect.poll(ask).toBe(429)
  })

  it('an unknown code looks the same as wrong digits; a plate reveals only that it is known', async () => {
    const { code } = await book('沪G40001')
    const nothing = { known: false, appointment: false, confirmed: false }
    expect((await identify({ code, last4: '0001' })).body).toEqual(nothing)
    expect((await identify({ code })).body).toEqual(nothing)
    expect((await identify({ code: 'ZZZZZZ', last4: '0001' })).body).toEqual(nothing)
    expect((await identify({ plate: '沪G40001', last4: '0001' })).body).toEqual({ ...nothing, known: true })
    for (const plate of ['沪G40001', '沪G49999'])
      expect((await checkIn(null, plate, '0001')).body).toEqual(no('identity_not_matched'))
  })

  it('guesses at codes are limited over all cars; plates that the workshop does not know are none', async () => {
    const own = await workshop.serve({ commandsPerSecond: 1000, monotonic: () => 0, trustProxy: 1 })
    const ask = async (question: object, view: 'kiosk' | 'staff' = 'kiosk', from = '203.0.113.7') => {
      const headers = { ...json, 'X-Pitboard-View': view, Cookie: cookiesOf(workshop, view), 'X-Forwarded-For': from }
      const body = JSON.stringify(question)
      return (await fetch(`${own.url}/api/kiosk/identify`, { method: 'POST', headers, body })).status
    }
    await book('沪G60001')
    const right = { plate: '沪G60001', last4: '8000' }
    for (let i = 0; i < 2 * AT_ONCE_IN_ALL; i++)
      expect(await ask({ plate: `沪G5${String(1000 + i)}`, last4: '8000' })).toBe(200)
    for (let i = 0; i < 2 * AT_ONCE_IN_ALL; i++) {
      const made = { code: null, plate: `沪G7${String(1000 + i)}`, last4: '0000', waits: false, language: 'en' }
      const headers = { ...kiosk, ...json, 'X-Forwarded-For': '203.0.113.7' }
      const body = JSON.stringify(envelopeOf('checkInAppointment', made))
      expect((await fetch(`${own.url}/api/commands`, { method: 'POST', headers, body })).status).toBe(409)
    }
    expect(await ask(right)).toBe(200)
    const codes = Array.from({ length: AT_ONCE_IN_ALL }, (_, i) => `A${String.fromCharCode(65 + (i % 26))}ZZ${i}`)
    for (const code of codes) expect(await ask({ code, last4: '0000' })).toBe(200)
    expect(await ask(right)).toBe(429)
    // Another kiosk and the desk go on.
    expect(await ask(right, 'kiosk', '203.0.113.8')).toBe(200)
    expect(await ask(right, 'staff')).toBe(200)
  })

  it.each([
    {},
    { plate: '沪G10001', code: 'ACDEFG' },
    { code: 'A\u0000B' },
    { code: { $ne: '' } },
    { plate: ['沪G10001'] },
    { plate: '沪G10001', last4: 8000 },
    { plate: '沪G10001', last4: '80000' },
    { plate: '%' },
    { code: 'x'.repeat(13) },
    null,
    [],
  ])('the question %j is refused', async (question) => {
    expect(await undisturbedBy(() => identify(question as object))).toMatchObject({
      status: 400,
      body: no('bad_payload'),
    })
  })
})
