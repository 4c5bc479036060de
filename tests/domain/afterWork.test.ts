/** C5, C7: QC and wash follow the work, take time, and count in every forecast, plan and promise. */
import { describe, expect, it } from 'vitest'
import type { Order } from '#contract/entities/index.ts'
import type { Settings } from '#contract/settings.ts'
import { forecastOf } from '#server/domain/forecast/bound.ts'
import { afterWork } from '#server/domain/order/afterWork.ts'
import { latenessOf } from '#server/domain/planner/lateness.ts'
import { ShopSearch } from '#server/domain/planner/search.ts'
import { simulate } from '#server/domain/planner/simulate.ts'
import type { ShopState } from '#server/domain/planner/shop.ts'
import { promiseOf } from '#server/domain/planner/promise.ts'
import { randomOf } from '#server/domain/planner/random.ts'
import {
  aBay,
  aDoneOperation,
  anOperation,
  anOrderIn,
  aPerson,
  aScope,
  aWorkshop,
  DAY,
  HOUR,
  MINUTE,
  NOW,
  staff,
  workAlone,
} from '../support/factories.ts'
import { MemoryServer } from '../support/memoryServer.ts'
import { Visit } from '../support/visit.ts'

// Tuesday 10:00 in Shanghai; open 8–12 and 13–18.
const at = (hour: number, minute = 0, days = 0) => NOW + (hour - 10) * HOUR + minute * MINUTE + days * DAY
const settings: Settings = { ...workAlone, checkMinutes: 10, washMinutes: 20 }
const workshop = aWorkshop({ settings })
const work = (minutes: number) => [anOperation({ standardMinutes: minutes })]
const finished = (...times: (number | null)[]) => times.map((finishedAt) => aDoneOperation({ finishedAt }))

describe('QC and wash after the work', () => {
  const minutes = (order: Order, now = NOW) => afterWork(order, workshop, now) / MINUTE

  it.each(['authorised', 'waiting', 'working', 'paused'] as const)(
    'C5 are the checks, C7 and the wash where one is wanted: %s',
    (state) => {
      expect(minutes(anOrderIn(state, { wash: false }))).toBe(10)
      expect(minutes(anOrderIn(state, { wash: true }))).toBe(30)
    },
  )

  it('C7 include the wash until the customer has decided', () => {
    expect(minutes(anOrderIn('quoted', { wash: false }))).toBe(30)
  })

  it('C5 QC in progress counts the time since the last work was finished', () => {
    const checking = (wash: boolean) =>
      anOrderIn('checking', { wash, operations: finished(NOW - 4 * MINUTE, NOW - HOUR, null) })
    expect(minutes(checking(false))).toBe(6)
    expect(minutes(checking(true))).toBe(26)
  })

  it('C7 a wash in progress counts the time since QC', () => {
    expect(minutes(anOrderIn('washing', { wash: true, checkedAt: NOW - 5 * MINUTE }))).toBe(15)
  })

  it('C5, C7 are never negative', () => {
    expect(minutes(anOrderIn('checking', { operations: finished(NOW - HOUR) }))).toBe(0)
    expect(minutes(anOrderIn('checking', { wash: true, operations: finished(NOW - HOUR) }))).toBe(20)
    expect(minutes(anOrderIn('washing', { wash: true, checkedAt: NOW - HOUR }))).toBe(0)
    const begun = { checkedAt: NOW - HOUR, washStartedAt: NOW - 5 * MINUTE }
    expect(minutes(anOrderIn('washing', { wash: true, ...begun }))).toBe(15)
  })

  it('C5, C7 count opening hours only', () => {
    const checking = anOrderIn('checking', { operations: finished(at(11, 57)) })
    expect(minutes(checking, at(12, 30))).toBe(7)
    expect(minutes(checking, at(13, 2))).toBe(5)
    expect(minutes(anOrderIn('washing', { checkedAt: at(17, 55) }), at(8, 5, 1))).toBe(10)
  })
})

describe('the forecast', () => {
  const forecast = (order: Order, now = NOW) => forecastOf(order, workshop, now)

  it('C5, C7 includes QC and wash, in opening hours', () => {
    expect(forecast(anOrderIn('waiting', { operations: work(60) }))).toBe(at(11, 10))
    expect(forecast(anOrderIn('waiting', { operations: work(60), wash: true }))).toBe(at(11, 30))
    expect(forecast(anOrderIn('quoted', { operations: work(60) }))).toBe(at(11, 30))
    expect(forecast(anOrderIn('waiting', { operations: work(110), wash: true }))).toBe(at(13, 20))
    expect(forecast(anOrderIn('waiting', { operations: work(60), wash: true }), at(17))).toBe(at(8, 30, 1))
  })

  it('C7 continues through QC and wash', () => {
    expect(forecast(anOrderIn('checking', { wash: true }))).toBe(at(10, 30))
    expect(forecast(anOrderIn('washing', { wash: true, checkedAt: NOW - 5 * MINUTE }))).toBe(at(10, 15))
    expect(forecast(anOrderIn('washing', { wash: true, checkedAt: NOW - HOUR }))).toBe(NOW)
  })
})

describe('the plan', () => {
  const [bay, chen] = [aBay(), aPerson()]
  const shopOf = (orders: Order[], over: Partial<ShopState> = {}): ShopState => ({
    ...{ workshop, bays: [bay], persons: [chen], now: NOW },
    ...over,
    orders,
  })
  const finishes = (orders: Order[], over: Partial<ShopState> = {}) => {
    const result = simulate(shopOf(orders, over))
    return orders.map(({ id }) => result.get(id)!.finishAt)
  }

  it('C5, C7 has cars ready after QC and wash, which occupy no bay and no technician', () => {
    const first = anOrderIn('waiting', { operations: work(60), wash: true, promiseAt: at(12) })
    const second = anOrderIn('waiting', { operations: work(30), number: 2, promiseAt: at(13) })
    expect(finishes([first, second])).toEqual([at(11, 30), at(11, 40)])
  })

  it('C5, C7 continues the next day after closing time', () => {
    expect(finishes([anOrderIn('waiting', { operations: work(60), wash: true })], { now: at(16, 50) })).toEqual([
      at(8, 20, 1),
    ])
  })

  it('C7 forecasts a car in QC and in the wash', () => {
    const checking = anOrderIn('checking', { wash: true, operations: finished(NOW - 4 * MINUTE) })
    const washing = anOrderIn('washing', { wash: true, checkedAt: NOW - 5 * MINUTE })
    expect(finishes([checking, washing])).toEqual([at(10, 26), at(10, 15)])
  })

  it('C5 a car done at closing time with nothing left to do is ready then, not at the next opening', () => {
    const alone = aWorkshop({ settings: { ...settings, checkMinutes: 0 } })
    expect(finishes([anOrderIn('waiting', { operations: work(120) })], { workshop: alone })).toEqual([at(12)])
    expect(finishes([anOrderIn('washing', { checkedAt: NOW - 2 * HOUR })], { now: at(19) })).toEqual([at(19)])
  })

  it('C5 gives no finish of QC in a workshop that never opens', () => {
    const never = aWorkshop({ settings, hours: [[], [], [], [], [], [], []] })
    const order = anOrderIn('checking', { operations: finished(NOW) })
    expect(simulate(shopOf([order], { workshop: never })).get(order.id)).toMatchObject({
      finishAt: null,
      reason: 'never_opens',
    })
  })

  it('C2, C7 counts a car as late because of QC and wash, and starts it first', () => {
    const washed = anOrderIn('waiting', { operations: work(60), wash: true, promiseAt: at(11, 30), number: 2 })
    const plain = anOrderIn('waiting', { operations: work(10), promiseAt: at(11, 29), number: 1 })
    const shop = shopOf([plain, washed], {
      workshop: aWorkshop({ settings: { ...settings, promiseMarginMinutes: 0 } }),
    })
    expect(latenessOf(shop, simulate(shop))).toBe(10 * MINUTE)
    const search = new ShopSearch(shop, randomOf(1).next)
    search.improve(20)
    const [of, { priority }] = [search.problem.operations, search]
    const first = of.toSorted((a, b) => priority[of.indexOf(a)]! - priority[of.indexOf(b)]!)[0]
    expect(first!.id).toBe(washed.operations[0]!.id)
  })
})

describe('the promise (B5)', () => {
  const promise = (order: Order) =>
    promiseOf({ workshop, bays: [aBay()], persons: [aPerson()], now: NOW, orders: [order] }, order.id, [])

  it('C5, C7 allows for QC, and for a wash until the customer has decided', () => {
    for (const state of ['booked', 'arrived', 'diagnosing', 'quoted'] as const)
      expect(promise(anOrderIn(state, { operations: work(60), wash: false })), state).toMatchObject({
        ...{ finishAt: at(11, 30), promiseAt: at(12) },
      })
  })

  it('C7 allows for a wash only if it was agreed', () => {
    const agreed = (wash: boolean) => promise(anOrderIn('waiting', { operations: work(60), wash }))
    expect(agreed(true)).toMatchObject({ finishAt: at(11, 30), promiseAt: at(12) })
    expect(agreed(false)).toMatchObject({ finishAt: at(11, 10), promiseAt: at(11, 45) })
  })
})

describe('a visit', () => {
  it('C5, C7 has a forecast with QC and wash until the car is ready', () => {
    const visit = new Visit({ settings: { checkMinutes: 10, washMinutes: 20 } })
    expect(visit.order.forecastAt).toBe(at(11, 10))
    visit.starts().until(at(11)).finishes()
    expect(visit.order).toMatchObject({ state: 'checking', forecastAt: at(11, 10) })
    visit.until(at(11, 5)).does('passChecks', {})
    expect(visit.order).toMatchObject({ state: 'ready', forecastAt: null })
  })

  it('C7 drops the time for the wash when the customer wants none', () => {
    const order = anOrderIn('quoted', { operations: work(60), forecastAt: at(11, 30) })
    const agreed = (wash: boolean) => {
      const server = new MemoryServer(aScope({ workshop, orders: [order] }))
      server.execute('authoriseOrder', { orderId: order.id, wash }, staff())
      return server.all.orders.get(order.id)!.forecastAt
    }
    expect(agreed(true)).toBe(at(11, 30))
    expect(agreed(false)).toBe(at(11, 10))
  })

  it('C5, C7 has a new forecast when the settings for QC and wash change', () => {
    const order = anOrderIn('waiting', { operations: work(60), wash: true, forecastAt: at(11, 30) })
    const server = new MemoryServer(aScope({ workshop, orders: [order] }))
    const forecast = () => server.all.orders.get(order.id)!.forecastAt
    server.execute('changeSettings', { settings: { checkMinutes: 25 } }, staff())
    expect(forecast()).toBe(at(11, 45))
    server.execute('changeSettings', { settings: { washMinutes: 40 } }, staff())
    expect(forecast()).toBe(at(13, 5))
  })
})
