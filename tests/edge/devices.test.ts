/** Screens are paired by a code that a manager approves, renew their token, and are shut out on every node (RFC 8628). */
import { io, type Socket } from 'socket.io-client'
import { afterAll, describe, expect, it } from 'vitest'
import type { DevicesSeen } from '#contract/deviceReport.ts'
import type { PairingBegun, PairingFound, PairingState } from '#contract/pairing.ts'
import type { Farewell } from '#contract/sync.ts'
import { NAMESPACE } from '#contract/wire.ts'
import type { DeviceKind, ViewName } from '#contract/values.ts'
import { CONTRACT_VERSION } from '#contract/version.ts'
import { connect, cookiesOf, next, openWorkshop, send } from '../support/testWorkshop.ts'

const workshop = await openWorkshop()
const { sql } = workshop.database
const [manager] = workshop.ids.persons as [string]
const nodes = [await workshop.serve({ beatEvery: 100 }), await workshop.serve({ beatEvery: 100 })] as const
/** Renews tokens at once, and knows an old one as copied at once. */
const hasty = await workshop.serve({ beatEvery: 100, tokens: { renewedAfter: 0, oldIsGoodFor: 0 } })
const staff = connect(nodes[0], workshop, 'staff', { personId: manager })
const options = { language: null, margin: 2 }

interface Asking extends RequestInit {
  view?: ViewName
  node?: { url: string }
  cookie?: string
}
const ask = (path: string, { view = 'staff', node = nodes[0], cookie = '', ...request }: Asking = {}) =>
  fetch(`${node.url}${path}`, {
    ...request,
    headers: { cookie, 'X-Pitboard-View': view, 'Content-Type': 'application/json' },
    redirect: 'manual',
  })
const post = (path: string, body: unknown, asking: Asking = {}) =>
  ask(path, { ...asking, method: 'POST', body: JSON.stringify(body) })
const cookieIn = (response: Response, name: string) =>
  response.headers
    .getSetCookie()
    .find((set) => set.startsWith(`${name}=`) || set.startsWith(`__Host-${name}=`))
    ?.split(';', 1)[0]

const begin = async () => {
  const response = await ask('/api/pair', { method: 'POST' })
  const { code } = (await response.json()) as PairingBegun
  return { code, cookie: cookieIn(response, 'pitboard_pairing')!, response }
}
const poll = async (cookie: string) => {
  const response = await ask('/api/pair', { cookie })
  return { ...((await response.json()) as PairingState), token: cookieIn(response, 'pitboard_device') }
}
const find = (code: string, personId = manager) =>
  post('/api/pair/find', { code }, { cookie: cookiesOf(workshop, 'staff', personId) })
const found = async (code: string) => (await (await find(code)).json()) as PairingFound

/** A screen paired as `kind`: its id and the cookie with its token. */
async function paired(kind: DeviceKind = 'wall', name = 'Hall') {
  const { code, cookie } = await begin()
  const { deviceId } = await found(code)
  expect(await send(staff, 'approveDevice', { deviceId, kind, name, options })).toMatchObject({ ok: true })
  const { token } = await poll(cookie)
  return { deviceId, token: token! }
}

function screen(node: { url: string }, cookie: string, view: ViewName = 'wall'): Socket {
  const socket = io(node.url + NAMESPACE, {
    ...{ transports: ['websocket'], forceNew: true, reconnection: false, extraHeaders: { cookie } },
    auth: { view, contract: CONTRACT_VERSION, since: null },
  })
  afterAll(() => void socket.disconnect())
  return socket
}
const refusalOf = async (socket: Socket) => (await next<{ data: { code: string } }>(socket, 'connect_error')).data.code
const report = {
  page: '/board/wall?margin=2',
  seq: 5,
  age: 1,
  version: '9 abc',
  width: 1920,
  height: 1080,
  sound: null,
}

describe('pairing', () => {
  it('a manager types the code and approves; the browser that asked gets the token, and shows its page', async () => {
    const { code, cookie, response } = await begin()
    expect(code).toMatch(/^[ACDEFGHJKMNPQRTUVWXY34679]{8}$/)
    expect(response.headers.getSetCookie()[0]).toMatch(/HttpOnly.*SameSite=Strict/)
    expect(await poll(cookie)).toMatchObject({ state: 'waiting', token: undefined })
    const asking = await found(`${code.slice(0, 4).toLowerCase()}-${code.slice(4)}`)
    expect(asking).toMatchObject({ address: expect.stringContaining('127.0.0.1'), browser: expect.any(String) })
    const approval = { deviceId: asking.deviceId, kind: 'wall', name: 'Hall', options } as const
    expect(await send(staff, 'approveDevice', approval)).toMatchObject({ ok: true })
    const { state, page, token } = await poll(cookie)
    expect({ state, page }).toEqual({ state: 'paired', page: '/board/wall?margin=2' })
    const wall = screen(nodes[1], token!)
    expect(await next(wall, 'snapshot')).toMatchObject({ put: { workshop: expect.any(Array) } })
    const paired = await ask('/pair', { cookie: token! })
    expect([paired.status, paired.headers.get('Location')]).toEqual([303, '/board/wall?margin=2'])
    expect(await refusalOf(screen(nodes[0], token!, 'lobby'))).toBe('no_key')

    // Approved twice, found again, and asked for again once the token is in use.
    expect(await send(staff, 'approveDevice', approval)).toMatchObject({ code: 'already_paired' })
    expect((await find(code)).status).toBe(409)
    expect(await poll(cookie)).toMatchObject({ state: 'ended', token: undefined })
  })

  it('an answer with the token that is lost can be asked for again', async () => {
    const { code, cookie } = await begin()
    const { deviceId } = await found(code)
    await send(staff, 'approveDevice', { deviceId, kind: 'lobby', name: 'Lobby', options })
    const [lost, second] = [await poll(cookie), await poll(cookie)]
    expect(await refusalOf(screen(nodes[0], lost.token!, 'lobby'))).toBe('no_key')
    await next(screen(nodes[0], second.token!, 'lobby'), 'snapshot')
  })

  it('a code that has ended, or that another workshop has found, cannot be approved', async () => {
    const ended = await begin()
    const { deviceId } = await found(ended.code)
    await sql`update pairing set ends_at = now() where code = ${ended.code}`
    const approval = { deviceId, kind: 'wall', name: 'Hall', options } as const
    expect(await send(staff, 'approveDevice', approval)).toMatchObject({ code: 'pairing_not_found' })
    const other = await begin()
    await sql`update pairing set workshop_id = ${crypto.randomUUID()} where code = ${other.code}`
    expect(await (await find(other.code)).json()).toMatchObject({ code: 'pairing_not_found' })
    expect(await send(staff, 'approveDevice', { ...approval, deviceId: crypto.randomUUID() })).toMatchObject({
      code: 'pairing_not_found',
    })
  })

  it('a code alone is worth nothing: without the cookie of the browser that asked there is no token', async () => {
    const { code } = await begin()
    const { deviceId } = await found(code)
    await send(staff, 'approveDevice', { deviceId, kind: 'wall', name: 'Hall', options })
    expect(await poll('')).toMatchObject({ state: 'ended', token: undefined })
    expect(await poll(`pitboard_pairing=${'A'.repeat(32)}`)).toMatchObject({ state: 'ended', token: undefined })
  })

  it('whoever guesses codes has to wait, another manager does not, and no wait lasts for ever', async () => {
    const guesser = workshop.ids.persons[1]!
    for (let i = 0; i < 5; i++) expect((await find('AAAAAAAA', guesser)).status).toBe(409)
    const { code } = await begin()
    expect((await find(code, guesser)).status).toBe(429)
    expect((await find(code, workshop.ids.persons[2])).status).toBe(200)
    await sql`update wrong_try set last_at = last_at - interval '6 seconds'`
    expect((await find(code, guesser)).status).toBe(200)
  })

  it('only managers’ screens find codes and read the list', async () => {
    const kiosk = cookiesOf(workshop, 'kiosk')
    expect((await post('/api/pair/find', { code: 'AAAAAAAA' }, { cookie: kiosk, view: 'kiosk' })).status).toBe(403)
    expect((await ask('/api/devices', { cookie: kiosk, view: 'kiosk' })).status).toBe(403)
    expect((await ask('/api/devices')).status).toBe(401)
  })
})

describe('a device that is paired', () => {
  it('is shut out on every node within a second, and told why when it comes back', async () => {
    const { deviceId, token } = await paired()
    const walls = nodes.map((node) => screen(node, token))
    await Promise.all(walls.map((wall) => next(wall, 'snapshot')))
    const farewells = walls.map((wall) => next<Farewell>(wall, 'farewell'))
    const since = performance.now()
    expect(await send(staff, 'revokeDevice', { deviceId })).toMatchObject({ ok: true })
    expect(await Promise.all(farewells)).toEqual(nodes.map(() => ({ code: 'device_revoked' })))
    expect(performance.now() - since).toBeLessThan(1000)
    for (const node of nodes) expect(await refusalOf(screen(node, token))).toBe('device_revoked')
  })

  it('is told to show something else, or its page anew', async () => {
    const { deviceId, token } = await paired()
    const told = async (act: () => Promise<unknown>) => {
      const wall = screen(nodes[1], token)
      await next(wall, 'snapshot')
      const farewell = next<Farewell>(wall, 'farewell')
      expect(await act()).toMatchObject({ ok: true })
      return farewell
    }
    expect(await told(() => send(staff, 'reloadDevice', { deviceId }))).toEqual({ code: 'device_changed' })
    const was = { kind: 'wall', options } as const
    const to = { kind: 'lobby', options: { language: 'zh-Hans', margin: 0 } } as const
    expect(await told(() => send(staff, 'moveDevice', { deviceId, ...to, was }))).toEqual({ code: 'device_changed' })
    const page = await ask('/pair', { cookie: token })
    expect(page.headers.get('Location')).toBe('/board/lobby?lang=zh-Hans')
    await next(screen(nodes[0], token, 'lobby'), 'snapshot')
  })

  it('says what it shows, and the setup reads it, also as it was before', async () => {
    const { deviceId, token } = await paired('kiosk', 'Entrance')
    const kiosk = { cookie: token, view: 'kiosk' } as const
    const mine = async (at = '') => {
      const answer = await ask(`/api/devices${at}`, { cookie: cookiesOf(workshop, 'staff', manager) })
      const { devices } = (await answer.json()) as DevicesSeen
      return devices.find((one) => one.deviceId === deviceId)
    }
    expect(await mine()).toBeUndefined()
    expect(await (await post('/api/device', { ...report, page: '/kiosk' }, kiosk)).json()).toEqual({ isDevice: true })
    await sql`update device_report set at = at - interval '10 minutes' where device_id = ${deviceId}`
    for (const seq of [6, 7]) await post('/api/device', { ...report, seq }, kiosk)
    // At most one in half a minute is kept.
    expect(await mine()).toMatchObject({ ...report, seq: 6, view: 'kiosk', browser: 'node' })
    expect(await mine(`?at=${Date.now() - 300_000}`)).toMatchObject({ page: '/kiosk', seq: 5 })
    const byKey = { cookie: cookiesOf(workshop, 'kiosk'), view: 'kiosk' } as const
    expect(await (await post('/api/device', report, byKey)).json()).toEqual({ isDevice: false })
  })
})

describe('the token of a device', () => {
  const renewed = async (cookie: string) =>
    cookieIn(await post('/api/device', report, { cookie, view: 'wall', node: hasty }), 'pitboard_device')

  it('is renewed while it is in use, and the old one stays good until the new one has been seen', async () => {
    const { token } = await paired()
    const second = await renewed(token)
    expect(second).toMatch(/^pitboard_device=/)
    // The answer was lost: the device goes on with the old one, and is given no third at once.
    await next(screen(hasty, token), 'snapshot')
    expect(await renewed(token)).toBeUndefined()
    await next(screen(hasty, second!), 'snapshot')
    expect(await renewed(second!)).toMatch(/^pitboard_device=/)
  })

  it('shown again after it was replaced was copied: the device is shut out, and the journal says so', async () => {
    const { deviceId, token } = await paired()
    const second = (await renewed(token))!
    const device = screen(hasty, second)
    await next(device, 'snapshot')
    const farewell = next<Farewell>(device, 'farewell')
    expect(await refusalOf(screen(hasty, token))).toBe('device_revoked')
    expect(await farewell).toEqual({ code: 'device_revoked' })
    const [entry] = await sql<{ actor: object; facts: object[] }[]>`
      select actor, facts from journal where command = 'revokeDevice' order by seq desc limit 1`
    expect(entry).toMatchObject({ actor: { device: 'clock' }, facts: [{ deviceId, isCopied: true }] })
  })

  it('shown again at once after it was replaced still counts: requests were under way', async () => {
    const { token } = await paired()
    const second = (await renewed(token))!
    await next(screen(nodes[0], second), 'snapshot')
    await next(screen(nodes[0], token), 'snapshot')
  })
})
