/** The figures over HTTP: who may read them, and what is refused. */
import { describe, expect, it } from 'vitest'
import { figureOrders, figures } from '#contract/figures.ts'
import { viewNames, type ViewName } from '#contract/values.ts'
import { openWorkshop, waitingOrder } from '../support/testWorkshop.ts'

const house = await openWorkshop()
const app = await house.serve()
const { id: orderId } = await waitingOrder(house, '沪F20001')
const token = await app.links.tokenFor({ workshopId: house.workshopId, orderId })

async function read(path: string, view: ViewName = 'staff') {
  const key =
    view === 'customer' ? { Authorization: `Bearer ${token}` } : { Cookie: `pitboard_${view}=${house.keys[view]}` }
  const response = await fetch(`${app.url}/api/figures${path}`, { headers: { 'X-Pitboard-View': view, ...key } })
  return { status: response.status, body: (await response.json()) as { code?: string } }
}

describe('GET /api/figures', () => {
  it.each(['day', 'week', 'month'])('answers a %s as the contract says', async (period) => {
    const { status, body } = await read(`?period=${period}`)
    expect(status).toBe(200)
    const told = figures.strict().parse(body)
    expect(told.before.until).toBeLessThanOrEqual(told.from)
    expect(told.at).toBeGreaterThanOrEqual(told.until - 1)
  })

  it('lists the orders behind a number', async () => {
    const { status, body } = await read('/orders?period=day&figure=waits&cells=00')
    expect(status).toBe(200)
    expect(figureOrders.strict().parse(body).orders).toMatchObject([{ orderId, plate: '沪F20001', cell: '00' }])
  })

  it.each([
    ['', 'no period'],
    ['?period=year', 'another period'],
    ['?period=day&day=2026-13-01', 'no date'],
    ['?period=day&day=26-11-01', 'another form of date'],
    ['?period=day&other=1', 'an unknown field'],
    ['/orders?period=day&figure=other&cells=a', 'an unknown figure'],
    ['/orders?period=day&figure=waits', 'no cells'],
  ])('refuses %s: %s', async (query) => {
    expect(await read(query)).toMatchObject({ status: 400, body: { code: 'bad_payload' } })
  })

  it.each(viewNames.filter((view) => view !== 'staff'))('is not for the view %s', async (view) => {
    for (const path of ['?period=day', '/orders?period=day&figure=waits&cells=00'])
      expect(await read(path, view)).toMatchObject({ status: 403, body: { code: 'not_allowed' } })
  })

  it('cells are text, never SQL', async () => {
    const { status, body } = await read(
      `/orders?period=day&figure=waits&cells=${encodeURIComponent("00') or true --")}`,
    )
    expect({ status, body }).toEqual({ status: 200, body: { orders: [], more: 0 } })
  })
})
