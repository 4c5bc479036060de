/** Who is signed in at a staff screen: stored by the server per browser, valid on every node, never taken from the client. */
import { expect, it } from 'vitest'
import type { Session } from '#contract/session.ts'
import { newSessionId, SESSION_COOKIE } from '#server/access/sessions.ts'
import { connect, cookiesOf, openWorkshop, send } from '../support/testWorkshop.ts'
import { permitted } from '../support/permitted.ts'

const workshop = await openWorkshop()
const { sql } = workshop.database
const [first, second, third] = workshop.ids.persons as [string, string, string, string]
const nodes = [await workshop.serve(), await workshop.serve()] as const
const enquiry = { purpose: 'enquiry', plate: null, language: 'en', words: '' } as const

const ask = (path: string, cookie: string, more: RequestInit & { view?: string; node?: 0 | 1 } = {}) => {
  const { view = 'staff', node = 0, ...request } = more
  const headers = { cookie, 'X-Pitboard-View': view, 'Content-Type': 'application/json' }
  return fetch(`${nodes[node].url}${path}`, { ...request, headers })
}
const choose = (cookie: string, personId: string, view = 'staff') =>
  ask('/api/session/person', cookie, { method: 'PUT', body: JSON.stringify({ personId }), view })
const sessionCookie = (response: Response) =>
  response.headers
    .getSetCookie()
    .find((one) => one.startsWith(SESSION_COOKIE))
    ?.split(';', 1)[0]
const staffKey = cookiesOf(workshop, 'staff')

/** A browser with a session from the page, and its socket on a node. */
const browser = () => {
  const cookie = `${staffKey}; ${SESSION_COOKIE}=${newSessionId()}`
  const on = (node: 0 | 1) => connect(nodes[node], workshop, 'staff', { options: { extraHeaders: { cookie } } })
  return { cookie, on }
}
const actorOf = async (seq: number) => {
  const [row] = await sql<{ actor: { personId: string } }[]>`
    select actor from journal where workshop_id = ${workshop.workshopId} and seq = ${seq}`
  return row!.actor.personId
}
const whoActs = async (socket: ReturnType<typeof connect>) => {
  const reply = await send(socket, 'recordArrival', enquiry)
  return reply.ok ? actorOf(reply.seq) : reply.code
}

it('the page sets a session cookie that scripts cannot read, and keeps an existing one', async () => {
  const page = await fetch(`${nodes[0].url}/board/floor`)
  const set = page.headers.getSetCookie().find((one) => one.startsWith(SESSION_COOKIE))!
  expect(set).toMatch(/^pitboard_session=[A-Za-z0-9_-]{32};.*HttpOnly.*SameSite=Lax/)
  const held = set.split(';', 1)[0]!
  const again = await fetch(`${nodes[1].url}/board/floor`, { headers: { cookie: held } })
  expect(sessionCookie(again)).toBe(held)
})

it('a program gets a session with GET /api/session, selects a name, and acts as that person', async () => {
  const asked = await ask('/api/session', staffKey)
  const cookie = `${staffKey}; ${sessionCookie(asked)}`
  expect(await asked.json()).toMatchObject({ device: 'staff', personId: null })
  const chosen = (await (await choose(cookie, second)).json()) as Session
  expect(chosen).toMatchObject({ device: 'staff', personId: second })
  expect(chosen.roles).toContain('foreman')
  expect(chosen.commands).toContain('assignOperation')
  expect(chosen.commands).not.toContain('recordForecasts')
  const body = JSON.stringify({ id: crypto.randomUUID(), name: 'recordArrival', payload: enquiry })
  const reply = (await (await ask('/api/commands', cookie, { method: 'POST', body })).json()) as { seq: number }
  expect(await actorOf(reply.seq)).toBe(second)
})

it('a screen connected before a name was selected acts once it is, on every node', async () => {
  const { cookie, on } = browser()
  const sockets = [on(0), on(1)] as const
  for (const socket of sockets) expect(await whoActs(socket)).toBe('actor_required')
  expect((await choose(cookie, first)).status).toBe(200)
  for (const socket of sockets) await expect.poll(() => whoActs(socket)).toBe(first)
  // Both nodes have it cached now; a new name on one node must reach both.
  expect((await choose(cookie, second)).status).toBe(200)
  expect(await whoActs(sockets[0])).toBe(second)
  await expect.poll(() => whoActs(sockets[1])).toBe(second)
})

it('a session is cached', async () => {
  const { cookie, on } = browser()
  await choose(cookie, first)
  const socket = on(0)
  expect(await whoActs(socket)).toBe(first)
  // Changed in the database without telling the servers.
  await sql`delete from session where person_id = ${first}`
  expect(await whoActs(socket)).toBe(first)
})

it('a person who no longer works here can no longer act, on any node', async () => {
  const { cookie, on } = browser()
  await choose(cookie, third)
  const sockets = [on(0), on(1)] as const
  for (const socket of sockets) await expect.poll(() => whoActs(socket)).toBe(third)
  await sql`delete from person where workshop_id = ${workshop.workshopId} and id = ${third}`
  // A change of people makes the nodes read again.
  const shift = { personId: first, shift: [[], [], [], [], [], [], []], was: { shift: null } }
  const changed = await nodes[0].writer.execute(permitted('staff', workshop.workshopId, 'changeShift', shift))
  expect(changed).toMatchObject({ ok: true })
  for (const socket of sockets) await expect.poll(() => whoActs(socket)).toBe('actor_required')
})

it('an unknown person, a session in the command, and other devices are refused', async () => {
  const { cookie, on } = browser()
  const stranger = await choose(cookie, crypto.randomUUID())
  expect(stranger.status).toBe(409)
  expect(await stranger.json()).toMatchObject({ code: 'person_not_found' })
  const raw = { id: crypto.randomUUID(), name: 'recordArrival', payload: enquiry, actorId: first }
  expect(await on(0).timeout(5000).emitWithAck('command', raw)).toMatchObject({ code: 'bad_payload' })
  for (const view of ['wall', 'lobby', 'kiosk'] as const) {
    const key = cookiesOf(workshop, view)
    expect((await choose(key, first, view)).status, view).toBe(403)
    expect(await (await ask('/api/session', key, { view })).json()).toMatchObject({
      device: view,
      personId: null,
      roles: [],
    })
  }
})

it('a session without the access key is refused', async () => {
  const { cookie } = browser()
  await choose(cookie, first)
  expect((await ask('/api/session', cookie.split('; ')[1]!)).status).toBe(401)
})
