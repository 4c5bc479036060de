/** Chance that can be repeated, as it is worked through: time moves between rounds only, so no machine is too slow for it. */
import { expect, it } from 'vitest'
import { readOrders } from '#server/demo/summary.ts'
import { openStage } from './stage.ts'

/** What the first hours of a small shop come to. So fast that time, were it not held, would run away from its people. */
async function morningOf(seed: number) {
  const { day, shop, database, workshopId, close } = await openStage({
    ...{ seed, speed: 600, cars: 10, bays: 3, plansApart: 0 },
  })
  const later = new AbortController()
  await day({ hurryUntil: 545, arrived: () => later.abort(), signal: later.signal })
  const orders = await readOrders(database.sql, workshopId)
  await close()
  return { cars: orders.map((order) => JSON.stringify(order)).sort(), accepted: [...shop.accepted].sort() }
}

it('a demo day in a hurry goes the same way for the same seed', { timeout: 600_000 }, async () => {
  const first = await morningOf(3)
  expect(first.accepted.map(([name]) => name)).toContain('startOperation')
  expect(await morningOf(3)).toEqual(first)
})
