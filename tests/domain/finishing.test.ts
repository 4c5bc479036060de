/** Final check and wash are work like any other (C5, C7): a place, a person, one car at a time. */
import { describe, expect, it } from 'vitest'
import type { Order } from '#contract/entities/index.ts'
import { forecastsOf } from '#server/domain/planner/forecasts.ts'
import type { ShopState } from '#server/domain/planner/shop.ts'
import { simulate } from '#server/domain/planner/simulate.ts'
import { finishingIn } from '#server/lab/plan/checkFinishing.ts'
import { faultsOfShop, operationsIn } from '#server/lab/plan/checkShop.ts'
import {
  aBay,
  aDoneOperation,
  anOperation,
  anOrderIn,
  aPerson,
  aWorkshop,
  DAY,
  HOUR,
  MINUTE,
  NOW,
  workAlone,
} from '../support/factories.ts'

// Tuesday 10:00 in Shanghai; open 8–12 and 13–18.
const at = (hour: number, minute = 0, days = 0) => NOW + (hour - 10) * HOUR + minute * MINUTE + days * DAY
const settings = { ...workAlone, checkMinutes: 10, washMinutes: 20 }
const [lift, washBay, rack] = [
  aBay({ number: 1 }),
  aBay({ number: 2, uses: ['wash'] }),
  aBay({ number: 3, uses: ['inspection'] }),
]
const [chen, washer, inspector] = [aPerson(), aPerson({ skills: ['wash'] }), aPerson({ skills: ['inspection'] })]
const shopOf = (orders: Order[], over: Partial<ShopState> = {}): ShopState => ({
  ...{ workshop: aWorkshop({ settings }), bays: [lift, washBay], persons: [chen, washer], orders, now: NOW },
  ...over,
})
const finishes = (orders: Order[], over: Partial<ShopState> = {}) => {
  const shop = shopOf(orders, over)
  const result = simulate(shop)
  expect(faultsOfShop(shop, operationsIn(result), finishingIn(result))).toEqual([])
  return orders.map(({ id }) => result.get(id)?.finishAt)
}
const washing = (number: number, since: number, over: Partial<Order> = {}) =>
  anOrderIn('washing', { number, wash: true, checkedAt: since, operations: [aDoneOperation()], ...over })
const checking = (number: number, since: number) =>
  anOrderIn('checking', { number, wash: false, operations: [aDoneOperation({ finishedAt: since })] })
const six = (now: number) => [1, 2, 3, 4, 5, 6].map((number) => washing(number, now))

describe('C7 the wash', () => {
  it('of six cars at 17:00 in one wash bay, 20 minutes each, shows the queue', () => {
    const now = at(17)
    const times = [at(17, 20), at(17, 40), at(18), at(8, 20, 1), at(8, 40, 1), at(9, 0, 1)]
    expect(finishes(six(now), { now })).toEqual(times)
  })

  it('of two washers needs two wash bays to be quicker', () => {
    const [now, two] = [at(17), { persons: [washer, aPerson({ skills: ['wash'] })] }]
    expect(finishes(six(now).slice(0, 3), { now, ...two })).toEqual([at(17, 20), at(17, 40), at(18)])
    const bays = [washBay, aBay({ number: 4, uses: ['wash'] })]
    expect(finishes(six(now).slice(0, 3), { now, ...two, bays })).toEqual([at(17, 20), at(17, 20), at(17, 40)])
    // One washer in two bays washes one car at a time.
    expect(finishes(six(now).slice(0, 2), { now, bays })).toEqual([at(17, 20), at(17, 40)])
  })

  it('goes on for the first in line, since it came or since the one before it was done', () => {
    const line = [washing(1, at(9, 30)), washing(2, at(9, 40))]
    const done = anOrderIn('ready', { number: 3, wash: true, checkedAt: at(9, 20), readyAt: at(9, 48) })
    // The first since 9:48, when the wash bay became free.
    expect(finishes([...line, done], {}).slice(0, 2)).toEqual([at(10, 8), at(10, 28)])
  })

  it('goes on since it began, for the car whose wash has begun, where that is said', () => {
    const line = [washing(1, at(9, 30)), washing(2, at(9, 40), { washStartedAt: at(9, 55) })]
    // Without it, the first in line would be nearly done.
    expect(finishes(line)).toEqual([at(10, 35), at(10, 15)])
    const done = anOrderIn('ready', {
      number: 3,
      wash: true,
      washStartedAt: at(9),
      checkedAt: at(9),
      readyAt: at(9, 30),
    })
    expect(finishes([washing(1, at(9, 30)), done]).slice(0, 1)).toEqual([at(10, 20)])
  })

  it('keeps washing jobs of the price list out of the bay meanwhile', () => {
    const clean = anOperation({ bayKind: 'wash', skill: 'wash', standardMinutes: 60 })
    const job = anOrderIn('waiting', { number: 9, operations: [clean], wash: false })
    expect(finishes([washing(1, NOW), job])).toEqual([at(10, 20), at(11, 30)])
  })

  it('in a shop without a wash bay and a washer is done in the yard, by anyone, all at once', () => {
    const without = { bays: [lift], persons: [chen] }
    expect(finishes([washing(1, NOW), washing(2, NOW)], without)).toEqual([at(10, 20), at(10, 20)])
    // With one washer and no wash bay, one after the other.
    expect(finishes([washing(1, NOW), washing(2, NOW)], { bays: [lift] })).toEqual([at(10, 20), at(10, 40)])
    const out = { ...washBay, outOfService: { reason: 'No water', since: NOW, until: at(12) } }
    expect(finishes([washing(1, NOW)], { bays: [lift, out] })).toEqual([at(13, 20)])
    // A wash bay that nobody knows to come back is none.
    const gone = { ...washBay, outOfService: { reason: 'No water', since: NOW, until: null } }
    expect(finishes([washing(1, NOW)], { bays: [lift, gone] })).toEqual([at(10, 20)])
  })

  it('is expected for an estimate not answered yet: the customer chooses with the answer', () => {
    const operations = [anOperation({ standardMinutes: 60 })]
    expect(finishes([anOrderIn('quoted', { wash: false, operations })])).toEqual([at(11, 30)])
    expect(finishes([anOrderIn('waiting', { wash: false, operations })])).toEqual([at(11, 10)])
  })
})

describe('C5 the final check', () => {
  const both = { bays: [lift, rack], persons: [chen, inspector] }

  it('of three cars is done by the one inspector, one after the other', () => {
    const cars = [checking(1, at(9, 55)), checking(2, at(9, 56)), checking(3, at(9, 57))]
    expect(finishes(cars, both)).toEqual([at(10, 5), at(10, 15), at(10, 25)])
    // Without an inspection bay, still by one person.
    expect(finishes(cars, { persons: [chen, inspector] })).toEqual([at(10, 5), at(10, 15), at(10, 25)])
  })

  it('on a lift that is fit for it keeps the lift; otherwise the car leaves it', () => {
    const fit = aBay({ number: 1, uses: ['lift', 'inspection'] })
    const cars = [1, 2].map((number) =>
      anOrderIn('waiting', { number, operations: [anOperation({ standardMinutes: 30 })] }),
    )
    expect(finishes(cars, { bays: [fit], persons: [chen, inspector] })).toEqual([at(10, 40), at(11, 20)])
    expect(finishes(cars, both)).toEqual([at(10, 40), at(11, 10)])
  })
})

it('C5, C7 the forecast says where, by whom and when check and wash are planned', () => {
  const order = anOrderIn('waiting', { wash: true, operations: [anOperation({ standardMinutes: 60 })] })
  const shop = shopOf([order], { bays: [lift, washBay, rack], persons: [chen, washer, inspector] })
  expect(forecastsOf(shop)).toMatchObject([
    {
      forecastAt: at(11, 30),
      work: [{ start: NOW, end: at(11) }],
      check: { bayId: rack.id, technicianId: inspector.id, start: at(11), end: at(11, 10) },
      wash: { bayId: washBay.id, technicianId: washer.id, start: at(11, 10), end: at(11, 30) },
    },
  ])
})
