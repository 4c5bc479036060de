/** Suggestions and the day plan through the database and out to the screens (C2, S3, S7, S13). */
import { expect, it, onTestFinished } from 'vitest'
import type { PayloadInput } from '#contract/commands/index.ts'
import type { Order } from '#contract/entities/index.ts'
import type { Batch, Snapshot } from '#contract/sync.ts'
import type { App } from '#server/app.ts'
import { entriesAfter } from '#server/read/journal.ts'
import { readState } from '#server/read/state.ts'
import { connect, next, openWorkshop, send, waitingOrder } from '../support/testWorkshop.ts'

const workshop = await openWorkshop()
const { sql } = workshop.database
const MINUTE = 60_000
const [bayId, otherBayId] = workshop.ids.bays as [string, string]
const technicianId = workshop.ids.persons[0]!
const held = async () => (await readState(sql, workshop.workshopId))!.put.suggestion!
const nowhere = { bayId: null, technicianId: null, startAt: null }

/** An order that will miss its promise. */
async function lateOrder(plate: string): Promise<Order> {
  const { id } = await waitingOrder(workshop, plate)
  const promiseAt = Date.now() + 20 * MINUTE
  await workshop.does('staff', 'movePromise', { orderId: id, promiseAt, reason: 'Asked for', customerKnows: true })
  return workshop.order(id)
}

/** A server for one test, with nothing due: its planner would replace what the test records by findings of its own. */
async function serveWithoutPlanner(): Promise<App> {
  await sql`delete from deadline`
  const app = await workshop.serve()
  onTestFinished(() => app.close())
  return app
}

type Suggested = PayloadInput<'recordSuggestions'>['suggestions'][number]
const startAt = Date.now() + 30 * MINUTE
const suggested = ({ id: orderId, operations, promiseAt, forecastAt }: Order, to = bayId): Suggested => ({
  ...{ cause: 'late', orderId, movedOrders: 0, savedMinutes: 20 },
  moves: [{ orderId, operationId: operations[0]!.id, was: nowhere, to: { bayId: to, technicianId, startAt } }],
  effects: [{ orderId, promiseAt, from: forecastAt, to: forecastAt! - 20 * MINUTE }],
})
const record = (...suggestions: Suggested[]) => {
  const late = suggestions.flatMap(({ orderId, effects: [effect] }) =>
    effect!.from! > effect!.promiseAt! ? orderId! : [],
  )
  return workshop.command('clock', 'recordSuggestions', { seq: 0, late, suggestions })
}

it('C2 suggestions are read back unchanged, and recording the same ones again changes nothing', async () => {
  const order = await lateOrder('沪S10001')
  expect(await record(suggested(order))).toMatchObject({ ok: true })
  const [one] = await held()
  expect(one).toEqual({ ...suggested(order), id: one!.id, at: one!.at, dismissedAt: null })
  expect(await record(suggested(order))).toMatchObject({ ok: false, code: 'nothing_to_change' })

  const { seq } = (await readState(sql, workshop.workshopId))!
  await workshop.does('staff', 'acceptSuggestions', { suggestionIds: [one!.id] })
  expect((await workshop.order(order.id)).operations[0]).toMatchObject({ bayId, technicianId, startAt })
  expect(await held()).toEqual([])
  const [entry] = await entriesAfter(sql, workshop.workshopId, seq, 10)
  expect(entry).toMatchObject({ command: 'acceptSuggestions', drop: { suggestion: [one!.id] } })
  expect(entry!.put.order).toEqual([await workshop.order(order.id)])
})

it('C2 a dismissed suggestion does not come back while the order is late', async () => {
  const order = await lateOrder('沪S10002')
  await record(suggested(order))
  const [one] = await held()
  await workshop.does('staff', 'dismissSuggestions', { suggestionIds: [one!.id] })
  expect(await record(suggested(order))).toMatchObject({ ok: false, code: 'nothing_to_change' })
  // On time again, and then late again.
  expect(await record()).toMatchObject({ ok: true })
  expect(await record(suggested(order))).toMatchObject({ ok: true })
  const [again] = await held()
  expect(again).toMatchObject({ orderId: order.id, dismissedAt: null })
  expect(again!.id).not.toBe(one!.id)
  await record()
  expect(await held()).toEqual([])
})

it('S13 suggestions with one outdated move are refused, and no row changes', async () => {
  const [one, two] = [await lateOrder('沪S10003'), await lateOrder('沪S10004')]
  await record(suggested(one), suggested(two))
  const ids = (await held()).map(({ id }) => id)
  const which = { orderId: two.id, operationId: two.operations[0]!.id }
  await workshop.does('staff', 'assignOperation', { ...which, bayId: otherBayId, technicianId: null, was: nowhere })
  const before = await readState(sql, workshop.workshopId)
  const refused = await workshop.command('staff', 'acceptSuggestions', { suggestionIds: ids })
  expect(refused).toMatchObject({ ok: false, code: 'changed_meanwhile', now: { put: { order: [{ id: two.id }] } } })
  expect(await readState(sql, workshop.workshopId)).toEqual(before)
  await record()
})

it('a suggestion of another workshop is not found', async () => {
  await record(suggested(await lateOrder('沪S10005')))
  const suggestionIds = (await held()).map(({ id }) => id)
  const other = await openWorkshop()
  for (const name of ['acceptSuggestions', 'dismissSuggestions'] as const)
    expect(await other.command('staff', name, { suggestionIds })).toMatchObject({ code: 'suggestion_not_found' })
  expect(await held()).toHaveLength(1)
  await record()
})

it('AL the planned work of operations is read back unchanged', async () => {
  const order = await lateOrder('沪S10006')
  const [start, end] = [order.forecastAt!, order.forecastAt! + 45 * MINUTE]
  const work = [{ operationId: order.operations[0]!.id, bayId, technicianId, start, end }]
  // Late enough to change the order's status; smaller changes may wait for a minute.
  const promiseAt = Date.now() + 8 * 60 * MINUTE
  await workshop.does('staff', 'movePromise', { orderId: order.id, promiseAt, reason: 'Agreed', customerKnows: true })
  const forecasts = [
    { orderId: order.id, forecastAt: promiseAt + MINUTE, safeForecastAt: null, unschedulable: null, work },
  ]
  await workshop.does('clock', 'recordForecasts', { seq: 0, forecasts })
  expect((await workshop.order(order.id)).operations[0]!.plan).toEqual({ bayId, technicianId, start, end })
})

it('AL S7 what cannot be scheduled is read back unchanged, and is on the wall but on no customer’s page', async () => {
  const order = await lateOrder('沪S10008')
  const unschedulable = { operationId: order.operations[0]!.id, reason: 'no_bay' as const }
  const forecasts = [{ orderId: order.id, forecastAt: null, safeForecastAt: null, unschedulable, work: [] }]
  await workshop.does('clock', 'recordForecasts', { seq: 0, forecasts })
  expect(await workshop.order(order.id)).toMatchObject({ forecastAt: null, unschedulable })
  const app = await serveWithoutPlanner()
  const token = await app.links.tokenFor({ workshopId: workshop.workshopId, orderId: order.id })
  const seenBy = async (view: 'wall' | 'customer') => {
    const { put } = await next<Snapshot<typeof view>>(connect(app, workshop, view, { token }), 'snapshot')
    return put.order!.find(({ id }) => id === order.id)
  }
  expect(await seenBy('wall')).toMatchObject({ forecastAt: null, unschedulable })
  expect(await seenBy('customer')).not.toHaveProperty('unschedulable')
})

it('S3 S7 a suggestion reaches staff screens and no other view', async () => {
  const order = await lateOrder('沪S10007')
  const app = await serveWithoutPlanner()
  const token = await app.links.tokenFor({ workshopId: workshop.workshopId, orderId: order.id })
  const viewsSeen = ['staff', 'wall', 'lobby', 'kiosk', 'customer'] as const
  const screens = viewsSeen.map((view) => ({
    view,
    socket: connect(app, workshop, view, { token }),
    heard: [] as string[],
  }))
  await Promise.all(
    screens.map(async ({ socket, heard }) => {
      await next(socket, 'snapshot')
      for (const event of ['snapshot', 'batch'])
        socket.on(event, (message: unknown) => void heard.push(JSON.stringify(message)))
    }),
  )
  const staff = screens[0]!
  const batchWith = (what: 'put' | 'drop') =>
    new Promise<Batch<'staff'>>((resolve) =>
      staff.socket.on('batch', (batch: Batch<'staff'>) => batch[what].suggestion && resolve(batch)),
    )
  const made = batchWith('put')
  await record(suggested(order))
  const [one] = await held()
  expect((await made).put.suggestion).toEqual([one])

  const late = connect(app, workshop, 'staff')
  expect((await next<Snapshot<'staff'>>(late, 'snapshot')).put.suggestion).toEqual([one])
  const others = viewsSeen.slice(1).map((view) => connect(app, workshop, view, { token }))
  for (const socket of others)
    expect(JSON.stringify(await next(socket, 'snapshot'))).not.toMatch(new RegExp(`suggestion|${one!.id}`))

  const gone = batchWith('drop')
  const reply = await send(staff.socket, 'dismissSuggestions', { suggestionIds: [one!.id] })
  expect(reply).toMatchObject({ ok: true })
  const { put, drop } = await gone
  expect([put.suggestion, drop.suggestion]).toEqual([undefined, [one!.id]])
  const afterwards = connect(app, workshop, 'staff')
  expect((await next<Snapshot<'staff'>>(afterwards, 'snapshot')).put.suggestion ?? []).toEqual([])

  // Batches come in order, so after a later change the screens have had every earlier one (S5).
  const seq = (await readState(sql, workshop.workshopId))!.seq
  for (const { view, heard } of screens.slice(1)) {
    if (view !== 'customer')
      await expect
        .poll(() => Math.max(0, ...heard.map((text) => (JSON.parse(text) as Batch).to)))
        .toBeGreaterThanOrEqual(seq)
    expect(heard.join()).not.toMatch(new RegExp(`suggestion|${one!.id}|startAt|"plan"`))
  }
})
