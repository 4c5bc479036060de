/** A kind of entity that belongs to an order: written, loaded with the order, and live until it is closed. */
import { expect, it } from 'vitest'
import type { Estimate } from '#contract/entities/index.ts'
import { load, nothingLoaded } from '#server/read/load.ts'
import { readState } from '#server/read/state.ts'
import { tables } from '#server/read/tables.ts'
import { newId } from '#server/write/ids.ts'
import { writeRows } from '#server/write/rows.ts'
import { aScope } from '../support/factories.ts'
import { openWorkshop, waitingOrder } from '../support/testWorkshop.ts'

const shop = await openWorkshop()
const { sql } = shop.database
const { workshopId } = shop

async function write(estimate: Estimate) {
  const [workshop] = await tables.workshop.select(sql, workshopId, 'true', [])
  const put = { estimate: [estimate] }
  await sql.begin((tx) => Promise.all(writeRows(tx, workshopId, workshop!, aScope(), { put })))
}

async function loadedWith(orderId: string) {
  const loaded = nothingLoaded()
  await load(sql, workshopId, { orders: [orderId] }, loaded)
  return [...loaded.estimates.values()]
}

it('an estimate is read as it was written, with its order and in the live state, until it is closed', async () => {
  const { id: orderId } = await waitingOrder(shop, '沪E10001')
  const estimate = { id: newId(), orderId, total: 98_000, remark: 'Pads and discs', closedAt: null }
  await write(estimate)
  expect(await loadedWith(orderId)).toEqual([estimate])
  expect((await readState(sql, workshopId))!.put.estimate).toEqual([estimate])

  await write({ ...estimate, closedAt: Date.now() })
  expect(await loadedWith(orderId)).toEqual([])
  expect((await readState(sql, workshopId))!.put.estimate ?? []).toEqual([])
})
