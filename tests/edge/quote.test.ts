/** B5: a quote is proved by its id, on every node; the client's own figures are never trusted. */
import { beforeAll, expect, it } from 'vitest'
import { promiseQuote, type PromiseQuote } from '#contract/questions.ts'
import { quotedUnder, quoteIdOf } from '#server/access/quotes.ts'
import { Secrets } from '#server/access/secrets.ts'
import { connect, cookiesOf, openWorkshop, send, walkIn } from '../support/testWorkshop.ts'

const HOUR = 3_600_000
const workshop = await openWorkshop()
const nodes = [await workshop.serve(), await workshop.serve()] as const
const staff = connect(nodes[1], workshop, 'staff')
let secret: string
beforeAll(async () => {
  secret = (await new Secrets(workshop.database.sql).of(workshop.workshopId))!
})

let serial = 10_000
/** A car with work on it, and the first node's quote for it. */
async function quoted(): Promise<PromiseQuote> {
  const { orderId } = await workshop.does('kiosk', 'checkInWalkIn', walkIn(`沪Q${++serial}`))
  await workshop.does('staff', 'addOperations', { orderId, itemIds: [workshop.ids.items[1]!] })
  const headers = { cookie: cookiesOf(workshop, 'staff'), 'X-Pitboard-View': 'staff' }
  const response = await fetch(`${nodes[0].url}/api/orders/${orderId}/promise`, { headers })
  return promiseQuote.parse(await response.json())
}
const promises = (orderId: string, promiseAt: number, quoteId: string | null) =>
  send(staff, 'quoteOrder', { orderId, promiseAt, quoteId, reason: null })
const refused = { ok: false, code: 'reason_required' }

it('B5 a quote is valid on every node: the quoted time needs no reason, an earlier one does', async () => {
  const { orderId, promiseAt, quoteId } = await quoted()
  expect(await promises(orderId, promiseAt! - 60_000, quoteId)).toMatchObject(refused)
  expect(await promises(orderId, promiseAt!, quoteId)).toMatchObject({ ok: true })
})

it('B5 without a quote, or with a forged, old or foreign one, a promise needs a reason', async () => {
  const [{ orderId, promiseAt, at, quoteId }, other] = [await quoted(), await quoted()]
  const late = promiseAt! + 10 * HOUR
  const bytes = Buffer.from(quoteId, 'base64url')
  const earlier = Buffer.from(bytes)
  earlier.writeBigInt64BE(BigInt(at), 0)
  const younger = Buffer.from(bytes)
  younger.writeBigInt64BE(BigInt(at + 1), 8)
  const forged = [earlier, younger].map((one) => one.toString('base64url'))
  const foreign = quoteIdOf('another secret', orderId, { earliestAt: promiseAt, at })
  const old = quoteIdOf(secret, orderId, { earliestAt: promiseAt, at: at - HOUR - 60_000 })
  for (const id of [null, '', 'made up', other.quoteId, ...forged, foreign, old])
    expect(await promises(orderId, late, id), id ?? 'none').toMatchObject(refused)
  const reason = 'The server could not be asked'
  expect(await send(staff, 'quoteOrder', { orderId, promiseAt: late, reason })).toMatchObject({ ok: true })
})

it('B5 with a quote without a time, a promise needs no reason', async () => {
  const { orderId, at } = await quoted()
  const nothing = quoteIdOf(secret, orderId, { earliestAt: null, at })
  expect(quotedUnder(secret, orderId, nothing)).toEqual({ earliestAt: null, at })
  expect(await promises(orderId, Date.now() + HOUR, nothing)).toMatchObject({ ok: true })
})
