/** The write path keeps what the figures need, in the transaction of the change. */
import { describe, expect, it } from 'vitest'
import { createWriter } from '#server/write/write.ts'
import { permitted } from '../support/permitted.ts'
import { openWorkshop, waitingOrder } from '../support/testWorkshop.ts'
import type { CommandName, PayloadInput } from '#contract/commands/index.ts'
import { HOUR, MINUTE } from '../support/factories.ts'

const house = await openWorkshop()
const { workshopId, ids } = house
const { sql } = house.database
let now = Math.ceil(Date.now() / HOUR) * HOUR + 10 * MINUTE
const writer = createWriter({ sql, now: () => now, committed: () => undefined })
async function does<N extends CommandName>(sender: 'staff' | 'clock', name: N, payload: PayloadInput<N>) {
  const personId = ids.persons[0]!
  const outcome = await writer.execute(permitted(sender, workshopId, name, payload, { personId }))
  if (!outcome.ok) throw new Error(`${name} was refused: ${outcome.code}`)
}
const holds = (orderId: string) => sql<{ reason: string; bay_id: string; minutes: number | null }[]>`
  select reason, bay_id, (extract(epoch from until_at - from_at) / 60)::int as minutes
  from bay_hold where order_id = ${orderId} order by from_at`

describe('bays held without work', () => {
  it('begin and end with the changes of the order', async () => {
    const order = await waitingOrder(house, '沪F10001')
    const [bayId, other] = ids.bays as [string, string]
    const which = { orderId: order.id, operationId: order.operations[0]!.id }
    await does('staff', 'moveCar', { orderId: order.id, bayId, was: { bayId: null } })
    now += 4 * MINUTE
    const was = { bayId: null, technicianId: null }
    await does('staff', 'assignOperation', { ...which, bayId, technicianId: ids.persons[0]!, was })
    await does('staff', 'startOperation', which)
    now += 20 * MINUTE
    await does('staff', 'pauseOperation', { ...which, reason: 'parts' })
    now += 7 * MINUTE
    // At the same instant, the later change counts.
    await does('staff', 'startOperation', which)
    await does('staff', 'pauseOperation', { ...which, reason: 'approval' })
    now += 3 * MINUTE
    await does('staff', 'startOperation', which)
    await does('staff', 'finishOperation', which)
    now += 5 * MINUTE
    await does('staff', 'moveCar', { orderId: order.id, bayId: other, was: { bayId } })
    now += 2 * MINUTE
    await does('staff', 'moveCar', { orderId: order.id, bayId: null, was: { bayId: other } })
    const rows = (await holds(order.id)).filter(({ minutes }) => minutes !== 0)
    expect(rows.map(({ reason, bay_id, minutes }) => [reason, bay_id === other, minutes])).toEqual([
      ['technician', false, 4],
      ['part', false, 7],
      ['answer', false, 3],
      ['check', false, 5],
      ['check', true, 2],
    ])
  })

  it('stay open while they last', async () => {
    const order = await waitingOrder(house, '沪F10002')
    await does('staff', 'moveCar', { orderId: order.id, bayId: ids.bays[2]!, was: { bayId: null } })
    expect(await holds(order.id)).toMatchObject([{ reason: 'technician', minutes: null }])
  })
})

it('the forecast that stood at a full hour is kept when it changes', async () => {
  const order = await waitingOrder(house, '沪F10003')
  now = Math.ceil(Date.now() / HOUR) * HOUR + 2 * HOUR
  const forecast = async (forecastAt: number) =>
    does('clock', 'recordForecasts', {
      seq: 0,
      forecasts: [
        { orderId: order.id, forecastAt, safeForecastAt: forecastAt + 30 * MINUTE, unschedulable: null, work: [] },
      ],
    })
  const [first, second] = [now + 6 * HOUR, now + 9 * HOUR]
  now -= 10 * MINUTE
  await forecast(first)
  now += 70 * MINUTE
  await forecast(second)
  const rows = await sql<{ at: string; forecast_at: string; safe_forecast_at: string }[]>`
    select at, forecast_at, safe_forecast_at from forecast_sample
    where order_id = ${order.id} order by at desc limit 2`
  const [later, earlier] = rows.map((row) =>
    [row.at, row.forecast_at, row.safe_forecast_at].map((text) => Date.parse(text)),
  )
  expect(later).toEqual([now, first, first + 30 * MINUTE])
  expect(earlier).toEqual([now - HOUR, first, first + 30 * MINUTE])
})
