/** What a customer's page is told of the work on the car (B3, B9). */
import { describe, expect, it } from 'vitest'
import { customerPresenters } from '#server/audience/customer.ts'
import type { Operation } from '#contract/entities/index.ts'
import type { OrderState } from '#contract/values.ts'
import { anOperation, anOrder, aProposedOperation, aWorkshop } from '../support/factories.ts'

const PRICE = 38_000
const shown = (state: OrderState, over: Partial<Operation>) =>
  customerPresenters.order(anOrder({ state, operations: [anOperation({ price: PRICE, ...over })] }), {
    workshop: aWorkshop(),
    bays: new Map(),
  })!.operations

describe('B3, B9 the prices of the work', () => {
  it.each<[string, OrderState, Partial<Operation>, number | null]>([
    ['of the estimate, while its answer is awaited', 'quoted', {}, PRICE],
    ['of additional work, while its answer is awaited', 'paused', aProposedOperation({ price: PRICE }), PRICE],
    ['not before the estimate is ready', 'diagnosing', {}, null],
    ['not once it is agreed', 'waiting', {}, null],
  ])('%s', (_, state, over, price) => expect(shown(state, over).map((one) => one.price)).toEqual([price]))
})

describe('B9 work that is not done', () => {
  const refused = { state: 'cancelled', additional: true, approved: false } as const

  it('stays on the page if it is for safety and the customer has refused it', () =>
    expect(shown('working', { ...refused, safety: true })).toMatchObject([{ state: 'cancelled', safety: true }]))

  it.each<[string, Partial<Operation>]>([
    ['refused, and not for safety', refused],
    ['taken off by the workshop', { state: 'cancelled', safety: true, approved: null }],
  ])('is not shown otherwise: %s', (_, over) => expect(shown('working', over)).toEqual([]))
})
