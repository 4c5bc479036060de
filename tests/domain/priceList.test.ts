/** B5: the operations of the price list are set up, changed, and taken off it. */
import { describe, expect, it } from 'vitest'
import { amountOf, amountText } from '#contract/currency.ts'
import type { Payload } from '#contract/commands/index.ts'
import { NOW, aPriceItem, aScope, anOrderIn, uuid } from '../support/factories.ts'
import { accepted, decide, expectRefusal } from './decide.ts'

const details: Payload<'addPriceItem'> = {
  ...{ code: 'M40', title: { en: 'Wiper blades' }, bayKind: 'lift', skill: 'mechanical' },
  ...{ standardMinutes: 10, fixedPromiseMinutes: 15, price: 9_000 },
}
const item = aPriceItem({ code: 'M01', learned: [{ model: null, count: 9, likelyMinutes: 50, safeMinutes: 70 }] })
const retired = { ...item, retiredAt: NOW - 1 }

describe('an operation is added', () => {
  it('under a code that no other offered one has', () => {
    const { put, answer, facts } = accepted('addPriceItem', details, aScope({ priceItems: [item] }))
    expect(put.priceItem).toEqual([{ id: answer.itemId, ...details, learned: [], retiredAt: null }])
    expect(facts).toEqual([{ name: 'priceItemAdded', itemId: answer.itemId }])
    const again = { ...details, code: 'M01' }
    expectRefusal('code_taken', 'addPriceItem', again, aScope({ priceItems: [item] }))
    expect(accepted('addPriceItem', again, aScope({ priceItems: [retired] })).put.priceItem).toHaveLength(1)
  })
})

describe('an operation is changed', () => {
  const other = aPriceItem({ code: 'M02' })
  const scope = () => aScope({ priceItems: [item, other] })
  const change = (to: object, was: object, itemId = item.id) => ({ itemId, to, was })

  it('in the fields that are given, keeping what was learnt; the journal names those', () => {
    const { put, facts } = accepted('changePriceItem', change({ price: 100 }, { price: 30_000 }), scope())
    expect(put.priceItem).toEqual([{ ...item, price: 100 }])
    expect(facts).toEqual([{ name: 'priceItemChanged', itemId: item.id, fields: ['price'] }])
  })

  it('S13 but not over another manager’s change of the same field', () => {
    const refused = decide('changePriceItem', change({ price: 100 }, { price: 1 }), scope())
    expect(refused).toEqual({ ok: false, code: 'changed_meanwhile', now: { priceItem: [item] } })
  })

  it('not to nothing, to another’s code, or when it is unknown', () => {
    expectRefusal('nothing_to_change', 'changePriceItem', change({ code: 'M01' }, { code: 'M01' }), scope())
    expectRefusal('code_taken', 'changePriceItem', change({ code: 'M02' }, { code: 'M01' }), scope())
    expectRefusal('item_not_found', 'changePriceItem', change({ price: 1 }, { price: 2 }, uuid()), scope())
  })
})

describe('an operation that is no longer offered', () => {
  const itemId = item.id

  it('stays with what was learnt, goes on no order, and comes back if its code is free', () => {
    const { put } = accepted('removePriceItem', { itemId }, aScope({ priceItems: [item] }))
    expect(put).toEqual({ priceItem: [{ ...item, retiredAt: NOW }] })
    const scope = () => aScope({ priceItems: [retired] })
    expectRefusal('nothing_to_change', 'removePriceItem', { itemId }, scope())
    const order = anOrderIn('diagnosing')
    const onOrder = aScope({ orders: [order], priceItems: [retired] })
    expectRefusal('item_not_found', 'addOperations', { orderId: order.id, itemIds: [itemId] }, onOrder)

    expect(accepted('restorePriceItem', { itemId }, scope()).put).toEqual({ priceItem: [item] })
    expectRefusal('nothing_to_change', 'restorePriceItem', { itemId }, aScope({ priceItems: [item] }))
    const successor = aScope({ priceItems: [retired, aPriceItem({ code: 'M01' })] })
    expectRefusal('code_taken', 'restorePriceItem', { itemId }, successor)
  })
})

describe('an amount', () => {
  it.each([
    ['380', 'CNY', 38_000],
    ['380.5', 'CNY', 38_050],
    ['1,234.50', 'EUR', 123_450],
    ['１２', 'CNY', 1_200],
    ['1 200', 'JPY', 1_200],
    ['1.234', 'KWD', 1_234],
    ['0', 'CNY', 0],
    ['1.5', 'JPY', null],
    ['1.234', 'CNY', null],
    ['12,50', 'EUR', null],
    ['-5', 'CNY', null],
    ['', 'CNY', null],
    ['1000000.01', 'CNY', null],
  ])('typed as %s in %s is %s in the smallest unit', (typed, currency, minor) => {
    expect(amountOf(typed, currency)).toBe(minor)
    if (minor !== null) expect(amountOf(amountText(minor, currency), currency)).toBe(minor)
  })
})
