/** The write path keeps what the figures need, in the transaction of the change. */
import { describe, expect, it } from 'vitest'
import { readOutcomes } from '#server/read/experience.ts'
import { createWriter } from '#server/write/write.ts'
import { createReports } from '#server/read/reports/reports.ts'
import { newId } from '#server/write/ids.ts'
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

it('C9 a car that is with its customer holds no bay, is not carried over, and has no promise', async () => {
  const order = await waitingOrder(house, '沪F10010')
  const isCarried = async () => {
    const question = { figure: 'carried', cells: 'carried', period: 'day', before: 'false' } as const
    const found = await createReports(sql, () => now).orders(workshopId, question)
    return found!.orders.some(({ orderId }) => orderId === order.id)
  }
  const bayId = ids.bays[1]!
  await does('staff', 'moveCar', { orderId: order.id, bayId, was: { bayId: null } })
  const part = { operationId: null, name: 'Filter', quantity: 1, expectedAt: now + 50 * HOUR }
  await does('staff', 'expectPart', { orderId: order.id, ...part })
  expect(await isCarried()).toBe(true)
  now += 4 * MINUTE
  await does('staff', 'sendHome', { orderId: order.id })
  const [row] = await sql<{ home_since: string; promise_at: string | null }[]>`
    select home_since, promise_at from repair_order where id = ${order.id}`
  expect(row).toMatchObject({ home_since: expect.anything() as string, promise_at: null })
  const held = (await holds(order.id)).filter(({ minutes }) => minutes !== 0)
  expect(held).toMatchObject([{ reason: 'part', minutes: 4 }])
  expect(await isCarried()).toBe(false)
  await does('staff', 'carIsBack', { orderId: order.id })
  expect(await isCarried()).toBe(true)
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
  const rows = await sql<{ at: string; forecast_at: string; safe_forecast_at: string; waits_for_part: boolean }[]>`
    select at, forecast_at, safe_forecast_at, waits_for_part from forecast_sample
    where order_id = ${order.id} order by at desc limit 2`
  const [later, earlier] = rows.map((row) =>
    [row.at, row.forecast_at, row.safe_forecast_at].map((text) => Date.parse(text)),
  )
  expect(rows.map((row) => row.waits_for_part)).toEqual([false, false])
  expect(later).toEqual([now, first, first + 30 * MINUTE])
  expect(earlier).toEqual([now - HOUR, first, first + 30 * MINUTE])
})

it('AL: what plans came to is read for cars that are ready and for those overdue, latest first', async () => {
  const [ready, overdue, onTime, gone] = [
    await waitingOrder(house, '沪F10004'),
    await waitingOrder(house, '沪F10005'),
    await waitingOrder(house, '沪F10006'),
    await waitingOrder(house, '沪F10007'),
  ]
  const at = (minutes: number) => new Date(now + minutes * MINUTE).toISOString()
  await sql`delete from forecast_sample`
  const sample = (orderId: string, from: number, until: number | null, waits: boolean | null = null) =>
    sql`insert into forecast_sample
        (workshop_id, at, order_id, forecast_at, safe_forecast_at, planned_at, done, waits_for_part)
      values (${workshopId}, ${at(from)}, ${orderId}, ${at(0)}, ${at(0)}, ${until === null ? null : at(until)}, 0.5, ${waits})`
  await sql`update repair_order set ready_at = ${at(20)} where id = ${ready.id}`
  await sql`update repair_order set closed_at = ${at(0)} where id = ${gone.id}`
  await sample(ready.id, 0, 10)
  await sample(ready.id, 30, 40)
  await sample(ready.id, -60, null)
  await sample(overdue.id, 5, 25, true)
  await sample(onTime.id, 5, 90)
  await sample(gone.id, 5, 25)
  const found = await readOutcomes(sql, workshopId, now + 60 * MINUTE)
  const minutes = found.map((one) => [one.at, one.plannedAt, one.readyAt].map((time) => (time - now) / MINUTE))
  expect(minutes).toEqual([
    [5, 25, 60],
    [0, 10, 20],
  ])
  expect(found[0]!.done).toBe(0.5)
  // Samples of earlier releases do not say.
  expect(found.map(({ waitsForPart }) => waitsForPart)).toEqual([true, false])
})

it('S14 what a command that was taken back said is not counted', async () => {
  const order = await waitingOrder(house, '沪F10009')
  const moves = async (hours: number) => {
    const id = newId()
    const promiseAt = now + hours * HOUR
    const payload = { orderId: order.id, promiseAt, reason: 'A part is late', customerKnows: true }
    const move = permitted('staff', workshopId, 'movePromise', payload, { id, personId: ids.persons[0]! })
    expect(await writer.execute(move)).toMatchObject({ ok: true })
    now += MINUTE / 30
    return id
  }
  now += HOUR
  await moves(50)
  const wrong = await moves(90)
  await does('staff', 'undoCommand', { commandId: wrong, command: 'movePromise' })
  const [plain] = await sql<{ count: number }[]>`
    select count(*)::int from journal j, jsonb_array_elements(j.facts) f
    where f->>'name' = 'promiseMoved' and f->>'orderId' = ${order.id} and not exists (
      select 1 from journal u, jsonb_array_elements(u.facts) g
      where g->>'name' = 'commandUndone' and (g->>'seq')::int = j.seq)`
  expect(plain!.count).toBe(1)
  const reports = createReports(sql, () => now)
  const read = await reports.orders(workshopId, {
    figure: 'moved',
    cells: 'later,earlier',
    period: 'day',
    before: 'false',
  })
  expect(read!.orders.filter(({ orderId }) => orderId === order.id)).toHaveLength(plain!.count)
})
