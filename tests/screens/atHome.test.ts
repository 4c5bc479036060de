/** C9: where the screens show a car that is with its customer while a part is on order. */
import { expect, it } from 'vitest'
import type { WallOrder } from '#contract/views/wall.ts'
import { carryOver } from '#kit/carryOver.ts'
import { markOf } from '#kit/orders.ts'
import { placesOf } from '../../board/staff/placing.ts'
import { sortCars } from '../../board/wall/cars.ts'
import { anOrder, aPart, aWorkshop, HOUR, NOW } from '../support/factories.ts'

const here = anOrder({ state: 'paused', authorisedAt: NOW - HOUR, promiseAt: NOW - 1, parts: [aPart()] })
const home = anOrder({ state: 'paused', authorisedAt: NOW - HOUR, homeSince: NOW, parts: [aPart()] })
const { settings } = aWorkshop()

it('C9 the floor lists it apart from the queue', () => {
  const { queue, home: apart } = placesOf([], [home, here], [], NOW)
  expect([queue, apart]).toEqual([[here], [home]])
})

it('C9 on the wall it is neither late nor waiting, and it does not stay overnight', () => {
  const shown = (order: typeof here): WallOrder => ({
    ...{
      ...order,
      partExpectedAt: null,
      hasItsParts: false,
      pausedUntil: null,
      nextWork: null,
      progressCheck: null,
      informed: null,
    },
  })
  const { waiting, late } = sortCars([shown(home), shown(here)], aWorkshop(), NOW + HOUR)
  expect([waiting.map(({ id }) => id), late]).toEqual([[here.id], 1])
  expect(carryOver([home, here], NOW + HOUR, NOW)).toEqual([here])
  expect(markOf(home, NOW, settings)).toBe('paused')
})
