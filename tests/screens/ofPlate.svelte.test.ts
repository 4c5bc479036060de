/** The desk finds a car's order by the plate of the person who asks for it, with or without its hyphen. */
import { expect, test } from 'vitest'
import type { Order } from '#contract/entities/index.ts'
import { Orders } from '../../board/staff/orders.svelte.ts'
import { anOrder } from '../support/factories.ts'

const ordersWith = (...plates: string[]) => {
  const all = new Map(plates.map((plate) => anOrder({ plate, state: 'working' })).map((order) => [order.id, order]))
  return new Orders({ of: () => all as ReadonlyMap<string, Order> } as never)
}

test('a plate without its hyphen is the only car it fits', () => {
  expect(ordersWith('B-NO1234').ofPlate('BNO1234')?.plate).toBe('B-NO1234')
  expect(ordersWith('BNO1234').ofPlate('B-NO1234')?.plate).toBe('BNO1234')
  expect(ordersWith('B-NO1234', 'BN-O1234').ofPlate('BN-O1234')?.plate).toBe('BN-O1234')
  expect(ordersWith('B-NO1234', 'BN-O1234').ofPlate('BNO1234')).toBeUndefined()
  expect(ordersWith('B-NO1234').ofPlate('BN-O1234')).toBeUndefined()
})
