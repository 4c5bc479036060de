/** What one sender may send over all its connections: a customer's link cannot hold up the workshop. */
import { expect, it, vi } from 'vitest'
import type { Reply } from '#contract/commands/index.ts'
import {
  COMMANDS_AT_ONCE,
  CONNECTIONS_A_SENDER,
  createRates,
  OF_AN_ORDER,
  OF_CUSTOMERS_AT_AN_ADDRESS,
  SENDERS_AN_ADDRESS,
} from '#server/edge/rates.ts'
import type { Visitor } from '#server/edge/admit.ts'
import { createSharedLimits } from '#server/edge/sharedLimits.ts'
import { PAGES_OF_AN_ORDER } from '#server/socket/live.ts'
import { connect, next, openWorkshop, send, walkIn, type TestWorkshop } from '../support/testWorkshop.ts'

const visitor = (over: Partial<Visitor>): Visitor => ({
  ...{ workshopId: 'a', device: 'staff', deviceId: null, orderId: null, sessionId: null, audience: { view: 'staff' } },
  ...over,
})
const taken = (take: () => boolean, tries = 2000) => Array.from({ length: tries }, take).filter(Boolean).length

it.each([
  ['a customer’s order', { device: 'customer', orderId: '1' }, OF_AN_ORDER.atOnce],
  ['a kiosk', { device: 'kiosk' }, COMMANDS_AT_ONCE * CONNECTIONS_A_SENDER],
  ['a browser of staff', { sessionId: 's' }, COMMANDS_AT_ONCE * CONNECTIONS_A_SENDER],
] as const)('%s has one limit; another has its own', (_, sender, most) => {
  const rates = createRates(createSharedLimits({ monotonic: () => 0 }))
  const take = (over: Partial<Visitor>) => () => rates.take(visitor(over), '203.0.113.7')
  expect(taken(take(sender))).toBe(most)
  expect(taken(take({ ...sender, workshopId: 'b' }))).toBe(most)
})

it('customers at one address share a limit, senders with a key another', () => {
  const rates = createRates(createSharedLimits({ monotonic: () => 0 }))
  let n = 0
  const another = (over: Partial<Visitor>) => () =>
    rates.take(visitor({ ...over, orderId: String(n), sessionId: String(n++) }), '203.0.113.7')
  expect(taken(another({ device: 'customer' }))).toBe(OF_CUSTOMERS_AT_AN_ADDRESS.atOnce)
  expect(taken(another({}))).toBe(COMMANDS_AT_ONCE * CONNECTIONS_A_SENDER * SENDERS_AN_ADDRESS)
  expect(rates.take(visitor({ device: 'customer', orderId: 'x' }), '203.0.113.8')).toBe(true)
})

/** Resolves once a node has told what it has counted. */
async function counted({ database: { sql } }: TestWorkshop, act: () => Promise<unknown>): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<unknown>()
  const { unlisten } = await sql.listen('pitboard', (text) => {
    if ('counts' in (JSON.parse(text) as object)) resolve(null)
  })
  await act()
  await promise
  await unlisten()
}

it('a customer’s link with twenty sockets on two nodes changes no more than it may; staff go on', async () => {
  const workshop = await openWorkshop()
  const nodes = [await workshop.serve(), await workshop.serve()]
  const { orderId } = await workshop.does('kiosk', 'checkInWalkIn', walkIn('沪R10001'))
  const token = await nodes[0]!.links.tokenFor({ workshopId: workshop.workshopId, orderId })
  const pages = Array.from({ length: 20 }, (_, i) => connect(nodes[i % 2]!, workshop, 'customer', { token }))
  const staff = nodes.map((node) => connect(node, workshop, 'staff'))
  await Promise.all([...pages, ...staff].map((page) => next(page, 'snapshot')))
  let n = 0
  const allow = (page: (typeof pages)[number]): Promise<Reply> =>
    send(page, 'allowPush', {
      ...{ orderId, endpoint: `https://push.example.com/${n++}` },
      ...{ p256dh: 'B'.repeat(87), auth: 'B'.repeat(22) },
    })
  await counted(workshop, async () => expect((await allow(pages[1]!)).ok).toBe(true))
  // Notifications come in order: with this change the first node has heard of the count before it.
  const heard = next(staff[0]!, 'batch')
  expect(await send(staff[1]!, 'setPriority', { orderId, priority: 'urgent' })).toMatchObject({ ok: true })
  await heard
  const first = await Promise.all(
    Array.from({ length: 5 }, () => pages)
      .flat()
      .map(allow),
  )
  expect(await send(staff[0]!, 'setPriority', { orderId, priority: 'normal' })).toMatchObject({ ok: true })
  const codes = first.map((reply) => (reply.ok ? 'ok' : reply.code))
  // One went to the second node and counted on the first: 9 are left there, and 9 on the second, until they hear of each other.
  const letThrough = codes.filter((code) => code !== 'too_many_requests').length
  expect(letThrough).toBeGreaterThanOrEqual(OF_AN_ORDER.atOnce - 1)
  expect(letThrough).toBeLessThanOrEqual(2 * (OF_AN_ORDER.atOnce - 1))
  const { sql } = workshop.database
  const stored = await sql`select from push_subscription where order_id = ${orderId}`
  expect(stored).toHaveLength(10)
})

it('one page more of a customer’s order than may be open is told to go, until another closes', async () => {
  const workshop = await openWorkshop()
  const node = await workshop.serve()
  const tokenOf = async (plate: string) => {
    const { orderId } = await workshop.does('kiosk', 'checkInWalkIn', walkIn(plate))
    return node.links.tokenFor({ workshopId: workshop.workshopId, orderId })
  }
  const token = await tokenOf('沪R10002')
  const open = () => connect(node, workshop, 'customer', { token })
  const pages = Array.from({ length: PAGES_OF_AN_ORDER }, open)
  await Promise.all(pages.map((page) => next(page, 'snapshot')))
  expect(await next(open(), 'farewell')).toEqual({ code: 'too_many_requests' })
  await next(connect(node, workshop, 'customer', { token: await tokenOf('沪R10003') }), 'snapshot')
  pages[0]!.disconnect()
  await vi.waitFor(async () => {
    const page = open()
    const answer = await Promise.race([next(page, 'snapshot').then(() => 'in'), next(page, 'farewell')])
    expect(answer).toBe('in')
  })
})
