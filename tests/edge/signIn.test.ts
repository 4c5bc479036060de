/** People sign in: by PIN on a shared device, by password on their own browser. Attacks on it cost time and shut nobody else out. */
import { io, type Socket } from 'socket.io-client'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Session } from '#contract/session.ts'
import { NAMESPACE } from '#contract/wire.ts'
import { CONTRACT_VERSION } from '#contract/version.ts'
import { Devices } from '#server/access/devices.ts'
import { newId } from '#server/write/ids.ts'
import { connect, cookiesOf, next, openWorkshop, send } from '../support/testWorkshop.ts'

const workshop = await openWorkshop()
const { sql } = workshop.database
const { workshopId } = workshop
const [manager, technician, other] = workshop.ids.persons as [string, string, string]
const nodes = [await workshop.serve({ beatEvery: 100 }), await workshop.serve({ beatEvery: 100 })] as const
const byKey = cookiesOf(workshop, 'staff', manager)
const PIN = '4071'
const enquiry = { purpose: 'enquiry', plate: null, language: 'en', words: '' } as const

const post = (path: string, body: object, cookie = '', node = nodes[0]) =>
  fetch(node.url + path, {
    method: 'POST',
    headers: { cookie, 'X-Pitboard-View': 'staff', 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  })
const codeOf = async (response: Promise<Response>) => ((await (await response).json()) as { code?: string }).code
const sessionIn = (response: Response) =>
  response.headers
    .getSetCookie()
    .find((set) => set.startsWith('pitboard_session='))
    ?.split(';', 1)[0]
const sessionOf = async (cookie: string) => {
  const headers = { cookie, 'X-Pitboard-View': 'staff' }
  return (await (await fetch(`${nodes[0].url}/api/session`, { headers })).json()) as Session
}

/** A shared tablet that has been paired: the cookie of its token. */
async function tablet(): Promise<string> {
  const deviceId = newId()
  await sql`
    insert into device (workshop_id, id, kind, name, options, paired_at)
    values (${workshopId}, ${deviceId}, 'tablet', 'Tablet', '{"language":null,"margin":0}', now())`
  const devices = new Devices({ sql, copied: () => Promise.resolve() })
  return `pitboard_device=${(await devices.first(workshopId, deviceId))!}`
}
const signIn = (device: string, personId: string, pin = PIN, node = nodes[0]) =>
  post('/api/sign-in/pin', { personId, pin }, device, node)
/** The cookies of a device on which a person has signed in. */
const signedIn = async (device: string, personId: string) => `${device}; ${sessionIn(await signIn(device, personId))!}`

function screen(cookie: string, node = nodes[0]): Socket {
  const socket = io(node.url + NAMESPACE, {
    ...{ transports: ['websocket'], forceNew: true, reconnection: false, extraHeaders: { cookie } },
    auth: { view: 'staff', contract: CONTRACT_VERSION, since: null },
  })
  afterAll(() => void socket.disconnect())
  return socket
}
const setPin = (personId: string, pin: string, cookie = byKey) => post('/api/people/pin', { personId, pin }, cookie)

beforeAll(async () => {
  await sql`update person set roles = '{manager}' where workshop_id = ${workshopId} and id = ${manager}`
  for (const personId of [manager, technician]) expect((await setPin(personId, PIN)).status).toBe(200)
})

describe('on a shared device', () => {
  it('a person signs in by PIN, acts with their own roles only, and signs out', async () => {
    const device = await tablet()
    expect(await sessionOf(device)).toMatchObject({ personId: null, signIn: 'pin' })
    const cookie = await signedIn(device, technician)
    const { personId, roles, commands } = await sessionOf(cookie)
    expect({ personId, roles }).toEqual({ personId: technician, roles: ['technician'] })
    expect(commands).toContain('startOperation')
    expect(commands).not.toContain('changeSettings')
    const staff = screen(cookie)
    expect(await send(staff, 'recordArrival', enquiry)).toMatchObject({
      code: 'not_allowed',
      roles: expect.arrayContaining(['adviser', 'manager']),
    })
    expect(await send(staff, 'acknowledgeAlert', { alertId: newId() })).toMatchObject({ code: 'alert_not_found' })
    expect((await setPin(other, '8265', cookie)).status).toBe(403)

    const out = await post('/api/sign-out', {}, cookie)
    expect(await out.json()).toMatchObject({ personId: null })
    expect(await send(staff, 'acknowledgeAlert', { alertId: newId() })).toMatchObject({ code: 'actor_required' })
    expect((await sessionOf(cookie)).personId).toBeNull()
  })

  it('A8 a person has the roles of whom they stand in for, as long as they do', async () => {
    const cookie = await signedIn(await tablet(), technician)
    await workshop.does('staff', 'addStandIn', {
      ...{ personId: manager, role: null, standInId: technician },
      until: Date.now() + 3_600_000,
    })
    await expect.poll(async () => (await sessionOf(cookie)).roles).toEqual(['technician', 'manager'])
    await sql`update stand_in set until = now()`
    await nodes[0].fanout.announcePeople(workshopId)
    expect((await sessionOf(cookie)).roles).toEqual(['technician'])
  })

  it('the session begins under a new id, and is worth nothing on another device', async () => {
    const [one, two] = [await tablet(), await tablet()]
    const before = `${one}; pitboard_session=${'A'.repeat(32)}`
    const session = sessionIn(await signIn(before, technician))!
    expect(session).not.toContain('A'.repeat(32))
    expect((await sessionOf(`${one}; ${session}`)).personId).toBe(technician)
    expect((await sessionOf(`${two}; ${session}`)).personId).toBeNull()
    expect((await sessionOf(`${cookiesOf(workshop, 'staff')}; ${session}`)).personId).toBeNull()
  })

  it('a name alone is not enough, and a browser that is not paired has no PIN pad', async () => {
    const device = await tablet()
    const chosen = await fetch(`${nodes[0].url}/api/session/person`, {
      method: 'PUT',
      headers: { cookie: device, 'X-Pitboard-View': 'staff', 'Content-Type': 'application/json' },
      body: JSON.stringify({ personId: manager }),
    })
    expect(chosen.status).toBe(403)
    expect(await codeOf(signIn(byKey, technician))).toBe('not_allowed')
  })

  it('is signed out when nobody uses it, but not while somebody does', async () => {
    const cookie = await signedIn(await tablet(), technician)
    await sql`update session set seen_at = now() - interval '9 minutes' where way = 'pin'`
    for (const node of nodes) node.fanout.announcePeople(workshopId)
    await expect.poll(async () => (await sessionOf(cookie)).personId).toBe(technician)
    await sql`update session set seen_at = now() - interval '11 minutes' where way = 'pin'`
    await nodes[0].fanout.announcePeople(workshopId)
    expect((await sessionOf(cookie)).personId).toBeNull()
  })

  it('guessing PINs costs time on that device, on every node; the person signs in on another one meanwhile', async () => {
    const [attacked, free] = [await tablet(), await tablet()]
    for (let i = 0; i < 5; i++) expect(await codeOf(signIn(attacked, technician, '9000', nodes[1]))).toBe('wrong_pin')
    expect((await signIn(attacked, technician)).status).toBe(429)
    expect((await signIn(free, technician)).status).toBe(200)
    // Waiting was enough: nobody is shut out for ever.
    await sql`update wrong_try set last_at = last_at - interval '6 seconds'`
    expect((await signIn(attacked, technician)).status).toBe(200)
  })

  it('a new PIN ends the sessions of the old one, and the journal says who set it, not what', async () => {
    const cookie = await signedIn(await tablet(), technician)
    expect((await setPin(technician, '530917')).status).toBe(200)
    expect((await sessionOf(cookie)).personId).toBeNull()
    expect(await codeOf(signIn(await tablet(), technician))).toBe('wrong_pin')
    const [entry] = await sql<{ actor: object; facts: object[]; all: string }[]>`
      select actor, facts, journal::text as all from journal where workshop_id = ${workshopId} order by seq desc limit 1`
    expect(entry).toMatchObject({ actor: { personId: manager } })
    expect(entry!.facts).toEqual([{ name: 'newSecretSet', personId: technician, what: 'pin' }])
    expect(entry!.all).not.toContain('530917')
    expect((await setPin(technician, PIN)).status).toBe(200)
  })

  it.each(['0000', '1234', '9876', '7890', '1212', '1984', '000000'])('the PIN %s is refused', async (pin) => {
    expect(await codeOf(setPin(technician, pin))).toBe('weak_pin')
  })

  it('who has left cannot sign in', async () => {
    const device = await tablet()
    expect((await setPin(other, PIN)).status).toBe(200)
    const cookie = await signedIn(device, other)
    await sql`update person set employed_until = '2020-01-31' where workshop_id = ${workshopId} and id = ${other}`
    await nodes[0].fanout.announcePeople(workshopId)
    expect((await sessionOf(cookie)).personId).toBeNull()
    expect(await codeOf(signIn(device, other))).toBe('wrong_pin')
  })
})

describe('on one’s own browser', () => {
  const email = 'li.na@example.com'
  const password = 'three red axle stands'
  const bySecret = (given: object, node = nodes[0]) => post('/api/sign-in', { email, password, ...given }, '', node)
  const setPassword = (given: object) =>
    post('/api/people/password', { personId: technician, email, password, ...given }, byKey)

  it('e-mail and password open the staff’s screens, and a wall without a person', async () => {
    expect((await setPassword({})).status).toBe(200)
    const answer = await bySecret({ email: 'Li.Na@example.com' })
    expect(await answer.json()).toMatchObject({ personId: technician, signIn: 'password', roles: ['technician'] })
    const cookie = sessionIn(answer)!
    expect(await next(screen(cookie, nodes[1]), 'snapshot')).toMatchObject({ put: { person: expect.any(Array) } })
    const wall = connect(nodes[0], workshop, 'wall', { options: { extraHeaders: { cookie } } })
    expect(await next<{ put: object }>(wall, 'snapshot')).not.toHaveProperty('put.order[0].customer')
    expect(await send(wall, 'acknowledgeAlert', { alertId: newId() })).toMatchObject({ code: 'not_allowed' })
    await post('/api/sign-out', {}, cookie)
    const refused = await next<{ data: object }>(screen(cookie), 'connect_error')
    expect(refused.data).toMatchObject({ code: 'no_key' })
  })

  it('a wrong password and an unknown address get one answer, and guessing costs time', async () => {
    const unknown = { email: 'nobody@example.com' }
    expect(await codeOf(bySecret(unknown))).toBe('wrong_password')
    for (let i = 0; i < 5; i++) expect(await codeOf(bySecret({ password: `guess ${i}` }))).toBe('wrong_password')
    expect((await bySecret({})).status).toBe(429)
    await sql`update wrong_try set last_at = last_at - interval '6 seconds'`
    expect((await bySecret({}, nodes[1])).status).toBe(200)
  })

  it.each(['short', 'aaaaaaaaaaaa', `${email} 2026`])('the password “%s” is refused', async (bad) => {
    expect(await codeOf(setPassword({ password: bad }))).toBe('weak_password')
  })

  it('two people cannot have one address', async () => {
    expect(await codeOf(setPassword({ personId: manager }))).toBe('email_taken')
  })
})
