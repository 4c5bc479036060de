import { expect, it } from 'vitest'
import { movedPromise } from '#server/demo/floor.ts'
import { anOrderIn, aWorkshop, HOUR, MINUTE, NOW } from '../support/factories.ts'

it('B11.1 the demo’s adviser moves a promise for a late part only if the forecast no longer keeps it', () => {
  const shop = { now: NOW, workshop: { ...aWorkshop(), zoneOffsets: [] } }
  const promiseAt = NOW + 2 * HOUR
  const moved = (forecastAt: number) => movedPromise(anOrderIn('waiting', { promiseAt, forecastAt }), 50 * MINUTE, shop)
  expect(moved(promiseAt - 20 * MINUTE)).toBeNull()
  expect(moved(promiseAt)).toBeNull()
  expect(moved(promiseAt + MINUTE)).toBe(promiseAt + 60 * MINUTE)
})
