/** B5: finished work becomes a sample and updates its price item in the same transaction; samples never leave the server. */
import { describe, expect, it } from 'vitest'
import { entriesAfter } from '#server/read/journal.ts'
import { readState } from '#server/read/state.ts'
import { tables } from '#server/read/tables.ts'
import { newId } from '#server/write/ids.ts'
import { connect, next, openWorkshop, waitingOrder } from '../support/testWorkshop.ts'

const workshop = await openWorkshop()
const { sql } = workshop.database
const { workshopId, ids } = workshop
const [oil, pads] = ids.items as [string, string]
const itemOf = async (id: string) => (await readState(sql, workshopId))!.put.priceItem!.find((one) => one.id === id)!
const samples = () => tables.sample.select(sql, workshopId, 'true', [])
const seq = async () => (await readState(sql, workshopId))!.seq

/** Starts a waiting order's first operation, as if that long ago. */
async function work(plate: string, minutes: number, itemIds?: string[]) {
  const order = await waitingOrder(workshop, plate, itemIds)
  const [operation] = order.operations
  const which = { orderId: order.id, operationId: operation!.id }
  const was = { bayId: null, technicianId: null }
  await workshop.does('staff', 'assignOperation', { ...which, bayId: ids.bays[0]!, technicianId: ids.persons[0]!, was })
  await workshop.does('staff', 'startOperation', which)
  const startedAt = new Date(Date.now() - minutes * 60_000).toISOString()
  await sql`update operation set started_at = ${startedAt} where workshop_id = ${workshopId} and id = ${operation!.id}`
  const before = await seq()
  await workshop.does('staff', 'finishOperation', which)
  const [entry] = await entriesAfter(sql, workshopId, before, 1)
  await workshop.does('staff', 'passChecks', { orderId: order.id })
  await workshop.does('staff', 'finishWash', { orderId: order.id })
  return { operation: operation!, entry: entry! }
}

describe('B5 finishing an operation', () => {
  it('writes its sample, the learned durations and the fact in one entry', async () => {
    const { operation, entry } = await work('沪L10001', 60, [oil])
    expect(entry.facts[0]).toMatchObject({ name: 'operationFinished', workedMinutes: 60 })
    expect(entry.put.sample).toMatchObject([{ id: operation.id, itemId: oil, minutes: 60 }])
    expect(await samples()).toMatchObject([{ id: operation.id, itemId: oil, model: 'Passat', minutes: 60 }])
    const { learned } = await itemOf(oil)
    expect(learned).toMatchObject([{ model: null, count: 1 }])
    expect(learned[0]!.likelyMinutes).toBeGreaterThan(45)
    expect(entry.put.priceItem).toMatchObject([{ id: oil, learned }])
  })

  it('adds to the existing samples, and new work gets the learned duration', async () => {
    await work('沪L10002', 60, [oil])
    const { learned } = await itemOf(oil)
    expect(learned[0]!.count).toBe(2)
    const later = await waitingOrder(workshop, '沪L10003', [oil, pads])
    const [first, second] = later.operations
    const { likelyMinutes, safeMinutes } = learned[0]!
    expect(first).toMatchObject({ standardMinutes: 45, likelyMinutes, safeMinutes, restedMinutes: 0 })
    // There are no samples for the pads, so only the shop's pace counts.
    expect(second!.likelyMinutes).toBeGreaterThan(90)
    expect(await workshop.order(later.id)).toMatchObject({ operations: later.operations })
  })
})

describe('B5 importHistory', () => {
  const at = Date.now() - 86_400_000
  const many = Array.from({ length: 300 }, (_, i) => ({
    ...{ id: newId(), itemId: pads, model: i % 3 === 0 ? 'Tiguan' : null, minutes: 100 + (i % 40), at: at - i },
  }))

  it('imports many samples at once, by model, each only once', async () => {
    expect(await workshop.does('admin', 'importHistory', { samples: many })).toEqual({ added: 300, same: 0 })
    const { learned } = await itemOf(pads)
    expect(learned.map(({ model }) => model)).toEqual([null, 'Tiguan'])
    // The latest hundred.
    expect(learned[0]!.count).toBe(100)
    const before = await samples()
    expect(await workshop.does('admin', 'importHistory', { samples: many.slice(0, 20) })).toEqual({
      added: 0,
      same: 20,
    })
    expect(await samples()).toHaveLength(before.length)
    expect((await itemOf(pads)).learned).toEqual(learned)
  })

  it('is refused for an unknown operation, and from every screen', async () => {
    const [sample] = many
    expect(
      await workshop.command('admin', 'importHistory', { samples: [{ ...sample!, itemId: newId() }] }),
    ).toMatchObject({
      ...{ ok: false, code: 'item_not_found' },
    })
  })
})

it('S3 samples never cross the wire: screens get the learned durations only', async () => {
  const screen = connect(await workshop.serve(), workshop, 'staff')
  const { put: whole } = await next<{ put: object }>(screen, 'snapshot')
  // The clock may have sent notices meanwhile.
  const batch = new Promise<{ put: object }>((resolve) => {
    screen.on('batch', (one: { put: object }) => void ('priceItem' in one.put && resolve(one)))
  })
  await workshop.does('admin', 'importHistory', {
    samples: [{ id: newId(), itemId: oil, model: null, minutes: 50, at: Date.now() }],
  })
  expect(Object.keys((await batch).put)).toEqual(['priceItem'])
  expect(Object.keys(whole)).not.toContain('sample')
})

it('samples are deleted with the price list they belong to', async () => {
  await sql`update workshop set is_example = true where workshop_id = ${workshopId}`
  await workshop.does('admin', 'clearExample', {})
  expect(await samples()).toEqual([])
})
