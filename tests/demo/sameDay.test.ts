/** Repeatability: time moves only between rounds, so the speed of the machine has no influence. */
import { expect, it } from 'vitest'
import { readOrders } from '#server/demo/summary.ts'
import { openStage } from './stage.ts'

/** The result of a small shop's first hours, at a speed at which unheld time would outrun its people. */
async function morningOf(seed: number) {
  const { app, day, shop, database, workshopId, close } = await openStage({
    ...{ seed, speed: 600, cars: 10, bays: 3, plansApart: 0 },
  })
  const later = new AbortController()
  // From here on time would run by itself, and forecasts would move while the orders are read.
  const arrived = () => {
    app.time.hold()
    later.abort()
  }
  await day({ hurryUntil: 545, arrived, signal: later.signal })
  const orders = await readOrders(database.sql, workshopId)
  await close()
  return { cars: orders.map((order) => JSON.stringify(order)).sort(), accepted: [...shop.accepted].sort() }
}

it('a demo day at full speed has the same result for the same seed', { timeout: 600_000 }, async () => {
  const first = await morningOf(3)
  expect(first.accepted.map(([name]) => name)).toContain('startOperation')
  expect(await morningOf(3)).toEqual(first)
})
