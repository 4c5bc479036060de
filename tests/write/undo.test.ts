/** Taking back a command through the database and out to the screens (S3, S14). */
import { expect, it } from 'vitest'
import type { CommandName, PayloadInput } from '#contract/commands/index.ts'
import { entriesAfter } from '#server/read/journal.ts'
import { readState } from '#server/read/state.ts'
import { newId } from '#server/write/ids.ts'
import { openWorkshop, waitingOrder } from '../support/testWorkshop.ts'

const workshop = await openWorkshop()
const { sql } = workshop.database
const { bays, persons } = workshop.ids
const nowhere = { bayId: null, technicianId: null, startAt: null }
const takeBack = (commandId: string, command: PayloadInput<'undoCommand'>['command']) =>
  workshop.command('staff', 'undoCommand', { commandId, command })

/** An order with work in progress; sends a command on it and returns its id. */
async function working(plate: string, n: number) {
  const [bayId, technicianId] = [bays[n]!, persons[n]!]
  const { id: orderId, operations } = await waitingOrder(workshop, plate)
  const operationId = operations[0]!.id
  await workshop.does('staff', 'assignOperation', { orderId, operationId, bayId, technicianId, was: nowhere })
  await workshop.does('staff', 'startOperation', { orderId, operationId })
  return { orderId, operationId }
}
async function sent<N extends CommandName>(name: N, payload: PayloadInput<N>) {
  const id = newId()
  expect(await workshop.command('staff', name, payload, id)).toMatchObject({ ok: true })
  return id
}

it('S14 a car comes back from finish to gate, step by step, and the journal says so', async () => {
  const one = await working('沪U10001', 0)
  const { orderId } = one
  const states = [(await workshop.order(orderId)).state]
  const steps: [PayloadInput<'undoCommand'>['command'], string][] = []
  for (const name of ['finishOperation', 'passChecks', 'finishWash', 'settleOrder', 'releaseCar'] as const) {
    const { state } = await workshop.order(orderId)
    if (name === 'finishWash' && state !== 'washing') continue
    steps.push([name, await sent(name, (name === 'finishOperation' ? one : { orderId }) as never)])
    if (name !== 'releaseCar') states.push((await workshop.order(orderId)).state)
  }
  expect((await readState(sql, workshop.workshopId))!.put.order!.map(({ id }) => id)).not.toContain(orderId)
  for (const [name, id] of steps.toReversed()) {
    const { seq } = (await readState(sql, workshop.workshopId))!
    expect(await takeBack(id, name), name).toMatchObject({ ok: true })
    expect((await workshop.order(orderId)).state).toBe(states.pop())
    const [entry] = await entriesAfter(sql, workshop.workshopId, seq, 1)
    expect(entry).toMatchObject({ command: 'undoCommand', facts: [{ name: 'commandUndone', command: name, orderId }] })
    expect(entry!.put.order).toEqual([await workshop.order(orderId)])
  }
  expect(await workshop.order(orderId)).toMatchObject({
    state: 'working',
    bayId: bays[0],
    operations: [{ state: 'working' }],
  })
})

it('a removed bay leaves the live state, its number is free, and it comes back unless that is given away', async () => {
  const [, , bayId] = bays as [string, string, string]
  const liveBays = async () => (await readState(sql, workshop.workshopId))!.put.bay!
  const bay = (await liveBays()).find(({ id }) => id === bayId)!
  const id = await sent('removeBay', { bayId })
  expect((await liveBays()).map(({ number }) => number)).not.toContain(bay.number)
  const order = await waitingOrder(workshop, '沪U10009')
  const move = { orderId: order.id, bayId, was: { bayId: null } }
  expect(await workshop.command('staff', 'moveCar', move)).toMatchObject({ ok: false, code: 'bay_not_found' })
  const added = await workshop.does('staff', 'addBay', { number: bay.number, name: null, uses: ['lift'] })
  expect(await takeBack(id, 'removeBay')).toMatchObject({ ok: false, code: 'duplicate_number' })
  const to = { number: 40, place: { column: 3, row: 1 } }
  const was = { number: bay.number, place: null }
  await workshop.does('staff', 'changeBay', { bayId: added.bayId, to, was })
  expect((await liveBays()).find((one) => one.id === added.bayId)).toMatchObject(to)
  expect(await takeBack(id, 'removeBay')).toMatchObject({ ok: true })
  expect((await liveBays()).find((one) => one.id === bayId)).toEqual(bay)
})

it('S14 taken back twice, or never sent: refused', async () => {
  const one = await working('沪U10002', 1)
  const id = await sent('finishOperation', one)
  expect(await takeBack(id, 'finishOperation')).toMatchObject({ ok: true })
  expect(await takeBack(id, 'finishOperation')).toMatchObject({ ok: false, code: 'changed_meanwhile' })
  expect(await takeBack(newId(), 'finishOperation')).toMatchObject({ ok: false, code: 'undo_too_late' })
})

it('S14 what things were before is deleted soon after the undo time', async () => {
  const kept = async () => Number((await sql`select count(*) from undo`)[0]!.count)
  expect(await kept()).toBeGreaterThan(0)
  await sql`update undo set at = at - interval '2 minutes'`
  await working('沪U10003', 2)
  const left = await sql`select at from undo where at < now() - interval '1 minute'`
  expect(left).toHaveLength(0)
})

it('C8, B13 a file begun under a wrong plate is deleted with the correction, and back without it', async () => {
  const { id: orderId, plate, model, words, waits, wash, language } = await waitingOrder(workshop, '沪U10004')
  const was = { plate, model, words, waits, wash, language }
  const files = () => sql`select * from vehicle where plate in ('沪U10004', '沪U10005') order by plate`
  const before = await files()
  expect(before).toMatchObject([{ plate }])
  const id = await sent('correctOrder', { orderId, ...was, plate: '沪U10005', was })
  expect(await files()).toMatchObject([{ plate: '沪U10005' }])
  expect(await takeBack(id, 'correctOrder')).toMatchObject({ ok: true })
  expect(await files()).toEqual(before)
})
