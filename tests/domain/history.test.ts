/** B5, C4, AL: finished work teaches durations; forecasts use the likely minutes, promises the safe ones. */
import { describe, expect, it } from 'vitest'
import type { Learned } from '#contract/entities/index.ts'
import { safely, workDone } from '#contract/progress.ts'
import { promiseOf } from '#server/domain/planner/promise.ts'
import type { Actor } from '#server/domain/rule.ts'
import {
  aBay,
  anOperation,
  anOrderIn,
  aPerson,
  aPriceItem,
  aScope,
  aWorkshop,
  DAY,
  HOUR,
  MINUTE,
  NOW,
  uuid,
} from '../support/factories.ts'
import { accepted, expectRefusal, orderAfter } from './decide.ts'
import { theClock } from '../support/memoryClock.ts'
import { Visit } from '../support/visit.ts'

const at = (hour: number, minute = 0, days = 0) => NOW + (hour - 10) * HOUR + minute * MINUTE + days * DAY
const admin: { actor: Actor } = { actor: { device: 'admin', personId: null } }
const learned = (likelyMinutes: number, safeMinutes: number, model: string | null = null): Learned => ({
  ...{ model, count: 20, likelyMinutes, safeMinutes },
})

/** A visit with one operation from the price list. */
function visitOf(model: string | null = null): Visit {
  const visit = new Visit({ order: { model } })
  const [operation] = visit.order.operations
  const item = { ...visit.item, id: operation!.itemId ?? uuid() }
  visit.server.all.priceItems.set(item.id, item)
  visit.server.all.orders.set(visit.id, { ...visit.order, operations: [{ ...operation!, itemId: item.id }] })
  return visit
}

describe('B5 finishOperation', () => {
  it('C4 records the minutes worked, also as a sample with the model', () => {
    const visit = visitOf('Passat').starts().until(at(10, 50))
    const { facts, put } = visit.does('finishOperation', { operationId: visit.operationId })
    expect(facts[0]).toMatchObject({ name: 'operationFinished', workedMinutes: 50 })
    const itemId = visit.order.operations[0]!.itemId
    expect(put.sample).toEqual([{ id: visit.operationId, itemId, model: 'Passat', minutes: 50, at: at(10, 50) }])
    expect(put.priceItem).toMatchObject([{ id: itemId, learned: [{ model: null, count: 1 }] }])
    // The standard is 30.
    expect(put.priceItem![0]!.learned[0]!.likelyMinutes).toBeGreaterThan(30)
  })

  it('leaves out pauses, breaks and nights', () => {
    const visit = visitOf().starts().until(at(10, 20)).pauses('parts').until(at(11)).starts()
    expect(visit.order.operations[0]!.restedMinutes).toBe(40)
    // Across the lunch break, and after another pause overnight.
    visit
      .until(at(13, 10))
      .pauses()
      .until(at(8, 30, 1))
      .starts()
      .until(at(8, 40, 1))
    const { facts } = visit.does('finishOperation', { operationId: visit.operationId })
    expect(facts[0]).toMatchObject({ workedMinutes: 20 + 70 + 10 })
  })

  it('learns nothing from rework, nor from work not in the price list', () => {
    const visit = visitOf().starts().until(at(10, 30)).finishes()
    visit.does('failChecks', { operationId: visit.operationId, reason: 'Leaks', minutes: null })
    visit.starts().until(at(12))
    const again = visit.does('finishOperation', { operationId: visit.operationId })
    expect(again.put.sample).toBeUndefined()
    expect(again.facts[0]).not.toHaveProperty('workedMinutes')
    const own = new Visit().starts().until(at(11))
    const { put, facts } = own.does('finishOperation', { operationId: own.operationId })
    expect(put.sample).toBeUndefined()
    expect(facts[0]).toMatchObject({ workedMinutes: 60 })
  })
})

describe('B5 importHistory', () => {
  const item = aPriceItem()
  const sample = (minutes: number, over = {}) => ({
    id: uuid(),
    itemId: item.id,
    model: null,
    minutes,
    at: NOW - DAY,
    ...over,
  })

  it('updates the learnt durations of its operations', () => {
    const samples = Array.from({ length: 30 }, (_, i) => sample(80 + i))
    const decision = accepted('importHistory', { samples }, aScope({ priceItems: [item, aPriceItem()] }), admin)
    expect(decision.answer).toEqual({ added: 30, same: 0 })
    expect(decision.facts).toEqual([{ name: 'historyImported', added: 30, same: 0 }])
    expect(decision.put.sample).toEqual(samples)
    expect(decision.put.priceItem).toMatchObject([{ id: item.id, learned: [{ count: 30 }] }])
    expect(decision.put.priceItem![0]!.learned[0]!.likelyMinutes).toBeGreaterThan(80)
  })

  it('ignores samples imported before', () => {
    const known = sample(50)
    const scope = () => aScope({ priceItems: [item], samples: [known] })
    expect(accepted('importHistory', { samples: [known] }, scope(), admin)).toMatchObject({
      ...{ answer: { added: 0, same: 1 }, put: {} },
    })
    const both = accepted('importHistory', { samples: [known, sample(70)] }, scope(), admin)
    expect(both.put.priceItem![0]!.learned[0]!.count).toBe(2)
  })

  it('uses the latest hundred samples', () => {
    const old = Array.from({ length: 100 }, () => sample(60, { at: NOW - 300 * DAY }))
    const fresh = Array.from({ length: 100 }, () => sample(120))
    const { put } = accepted('importHistory', { samples: [...fresh, ...old] }, aScope({ priceItems: [item] }), admin)
    expect(put.priceItem![0]!.learned[0]!.likelyMinutes).toBeGreaterThan(110)
  })

  it('refuses unknown operations', () =>
    expectRefusal('item_not_found', 'importHistory', { samples: [sample(5)] }, aScope({}), admin))
})

describe('B5 work added to an order', () => {
  const item = aPriceItem({ standardMinutes: 45, learned: [learned(50, 70), learned(80, 95, 'Tiguan')] })
  const other = aPriceItem({ code: 'M02', standardMinutes: 40 })
  const add = (model: string | null, ...items: (typeof item)[]) => {
    const order = anOrderIn('arrived', { model, operations: [] })
    const scope = aScope({ orders: [order], priceItems: [item, other] })
    const itemIds = items.map(({ id }) => id)
    return orderAfter('addOperations', { orderId: order.id, itemIds }, scope).operations
  }

  it('takes the learnt minutes for this model; the billed time stays', () => {
    expect(add('TIGUAN', item)[0]).toMatchObject({ standardMinutes: 45, likelyMinutes: 80, safeMinutes: 95 })
    expect(add('Polo', item)[0]).toMatchObject({ standardMinutes: 45, likelyMinutes: 50, safeMinutes: 70 })
  })

  it('without samples takes the standard minutes at the shop’s pace', () => {
    const [operation] = add(null, other)
    expect(operation!.likelyMinutes).toBeGreaterThanOrEqual(40)
    expect(operation!.likelyMinutes).toBeLessThan(45)
  })
})

describe('B5, AL likely and safe', () => {
  const bay = aBay()
  const chen = aPerson()
  const operation = anOperation({ standardMinutes: 90, likelyMinutes: 60, safeMinutes: 100 })

  it('the forecast uses the likely minutes, the safe forecast the safe ones', () => {
    const order = anOrderIn('quoted', { operations: [operation], promiseAt: at(17) })
    const after = orderAfter('authoriseOrder', { orderId: order.id, wash: false }, aScope({ orders: [order] }))
    expect(after).toMatchObject({ forecastAt: at(11), safeForecastAt: at(11, 40) })
  })

  it('the promise uses the safe minutes of all work in the shop', () => {
    const order = anOrderIn('arrived', { operations: [operation] })
    const first = anOrderIn('waiting', { operations: [operation], promiseAt: at(13) })
    const shop = { workshop: aWorkshop(), bays: [bay], persons: [chen], now: NOW, orders: [order] }
    // 11:40 plus a margin of half an hour, rounded up to a quarter.
    expect(promiseOf(shop, order.id, [])).toMatchObject({ finishAt: at(11, 40), promiseAt: at(13, 15) })
    // 200 minutes across the break.
    expect(promiseOf({ ...shop, orders: [order, first] }, order.id, [])).toMatchObject({ finishAt: at(14, 20) })
    const item = aPriceItem({ standardMinutes: 10, learned: [learned(30, 40)] })
    expect(promiseOf(shop, order.id, [item])).toMatchObject({ finishAt: at(13, 20) })
  })

  it('both forecasts are recorded; the safe one is never earlier', () => {
    const known = { forecastChangedAt: NOW - HOUR, promiseAt: at(17), forecastAt: at(12) }
    const order = anOrderIn('waiting', { ...known, operations: [operation] })
    const record = (forecastAt: number, safeForecastAt: number | null) =>
      orderAfter(
        'recordForecasts',
        { seq: 1, forecasts: [{ orderId: order.id, forecastAt, safeForecastAt, unschedulable: null, work: [] }] },
        aScope({ orders: [order] }),
        { actor: theClock },
      )
    expect(record(at(14), at(15))).toMatchObject({ forecastAt: at(14), safeForecastAt: at(15), forecastChangedAt: NOW })
    expect(record(at(14), at(13))).toMatchObject({ forecastAt: at(14), safeForecastAt: at(14) })
    expect(record(at(14), null)).toMatchObject({ forecastAt: at(14), safeForecastAt: at(14) })
    // A safe forecast that moves alone is sent without changing the forecast's age.
    expect(record(at(12), at(16))).toMatchObject({ safeForecastAt: at(16), forecastChangedAt: NOW - HOUR })
  })

  it('B10 both forecasts follow the floor’s report', () => {
    const visit = new Visit({ promiseAt: at(15) }).starts()
    visit.until(visit.order.progressCheck!.dueAt).answers('later', { laterMinutes: 60 })
    expect(visit.order.safeForecastAt).toBe(visit.order.forecastAt)
  })

  it('bars run at the likely minutes', () => {
    const working = anOperation({ ...operation, state: 'working', percentAt: NOW })
    expect(workDone([working], aWorkshop(), at(10, 30))).toBeCloseTo(0.5)
    expect(workDone(safely([working]), aWorkshop(), at(10, 30))).toBeCloseTo(0.3)
  })
})
