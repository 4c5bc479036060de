/** The queue shown on floor and wall is the queue the planner serves (C1, C2). */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Order } from '#contract/entities/index.ts'
import { asServed, inQueueOrder } from '#contract/queue.ts'
import { priorities } from '#contract/values.ts'
import type { WallOrder } from '#contract/views/wall.ts'
import { problemOf } from '#server/domain/planner/problem.ts'
import { simulate } from '#server/domain/planner/simulate.ts'
import { placesOf } from '../../board/staff/placing.ts'
import { sortCars } from '../../board/wall/cars.ts'
import { aBay, anOperation, anOrder, aPerson, aWorkshop, HOUR, MINUTE, NOW } from '../support/factories.ts'
import { random } from '../support/random.ts'
import { aShop } from '../support/randomShop.ts'

const idsOf = (orders: readonly { id: string }[]) => orders.map(({ id }) => id)
const onFloor = (orders: readonly Order[]) => placesOf([], orders, [], NOW).queue
const onWall = (orders: readonly Order[]) => sortCars(orders as unknown as WallOrder[], aWorkshop(), NOW).waiting

describe('C2 the queue', () => {
  it('puts approved before quoted, urgent first, then by promise, then by arrival', () => {
    const agreed = (over: Partial<Order>) =>
      anOrder({ state: 'waiting', authorisedAt: NOW, priority: 'normal', ...over })
    const queue = [
      agreed({ priority: 'urgent', promiseAt: NOW + 9 * HOUR }),
      // The promise decides the order, not the forecast.
      agreed({ promiseAt: NOW + HOUR, forecastAt: NOW }),
      agreed({ promiseAt: NOW + 2 * HOUR, forecastAt: NOW + 8 * HOUR }),
      agreed({ promiseAt: null, arrivedAt: NOW - 2 * HOUR }),
      agreed({ promiseAt: null, arrivedAt: NOW - HOUR, number: 7 }),
      agreed({ promiseAt: null, arrivedAt: NOW - HOUR, number: 8 }),
      agreed({ promiseAt: null, arrivedAt: null }),
      anOrder({ state: 'quoted', authorisedAt: null, priority: 'urgent', promiseAt: NOW + HOUR }),
    ]
    expect(idsOf(queue.toReversed().sort(inQueueOrder))).toEqual(idsOf(queue))
  })

  it('puts ahead what the foreman put next, the earlier one first, and only for the next work of a car', () => {
    const put = (startAt: number | null, over: Partial<Order> = {}) =>
      anOrder({
        state: 'waiting',
        authorisedAt: NOW,
        promiseAt: NOW + HOUR,
        operations: [anOperation({ startAt })],
        ...over,
      })
    const queue = [
      put(NOW - 5 * MINUTE, { promiseAt: NOW + 9 * HOUR }),
      put(NOW, { promiseAt: NOW + 3 * HOUR }),
      put(NOW, { promiseAt: NOW + 4 * HOUR }),
      put(null),
      // Its time is still to come.
      put(NOW + MINUTE, { promiseAt: NOW + 2 * HOUR }),
      put(null, { promiseAt: NOW + 3 * HOUR, operations: [anOperation(), anOperation({ startAt: NOW })] }),
    ]
    expect(idsOf(queue.toReversed().sort(asServed(NOW)))).toEqual(idsOf(queue))
  })

  it('of 300 random shops is shown on floor and wall in the planner’s order', () => {
    for (let seed = 1; seed <= 300; seed++) {
      const shop = aShop(random(seed))
      const orders = shop.orders.map((order) => ({ ...order, bayId: null })) as Order[]
      const problem = problemOf({ ...shop, orders })
      // The planner starts due work first, whatever the place of its car.
      const dueAt = (car: number) => {
        const task = problem.firstTask[car]!
        const startAt = task < problem.firstTask[car + 1]! ? problem.startAt[task]! : 0
        return startAt > 0 && startAt <= shop.now ? startAt : Infinity
      }
      const served = [...problem.orders.keys()]
        .sort((a, b) => (dueAt(a) === dueAt(b) ? a - b : dueAt(a) - dueAt(b)))
        .map((car) => problem.orders[car]!)
      const shown = (list: readonly { id: string }[]) => idsOf(list).filter((id) => idsOf(served).includes(id))
      const queued = idsOf(onFloor(orders))
      expect(shown(onFloor(orders)), `floor, seed ${seed}`).toEqual(idsOf(served).filter((id) => queued.includes(id)))
      expect(shown(onWall(orders)), `wall, seed ${seed}`).toEqual(idsOf(served))
    }
  })

  it('with one bay and one technician is started car by car in the order shown', () => {
    const car = fc.record({
      priority: fc.constantFrom(...priorities),
      promise: fc.option(fc.integer({ min: -3, max: 6 })),
      arrived: fc.integer({ min: 1, max: 4 }),
      minutes: fc.integer({ min: 5, max: 90 }),
      // Put ahead so long ago, some of them in the same minute.
      ahead: fc.option(fc.integer({ min: 0, max: 3 })),
    })
    const [bays, persons] = [[aBay()], [aPerson()]]
    fc.assert(
      fc.property(fc.array(car, { maxLength: 9 }), (cars) => {
        const orders = cars.map(({ priority, promise, arrived, minutes, ahead }, i) =>
          anOrder({
            ...{ state: 'waiting', number: i + 1, priority, authorisedAt: NOW - HOUR, arrivedAt: NOW - arrived * HOUR },
            promiseAt: promise === null ? null : NOW + promise * HOUR,
            operations: [
              anOperation({
                ...{ standardMinutes: minutes, likelyMinutes: minutes, safeMinutes: minutes },
                startAt: ahead === null ? null : NOW - ahead * MINUTE,
              }),
            ],
          }),
        )
        const plan = simulate({ workshop: aWorkshop(), now: NOW, bays, persons, orders })
        const startOf = ({ id }: Order) => plan.get(id)!.work[0]!.start
        expect(idsOf(onFloor(orders))).toEqual(idsOf(orders.toSorted((a, b) => startOf(a) - startOf(b))))
        expect(idsOf(onWall(orders))).toEqual(idsOf(onFloor(orders)))
      }),
    )
  })
})
