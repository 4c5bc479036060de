/** C7: when the car was washed is kept. */
import { expect, it } from 'vitest'
import { anOrderIn, aScope, NOW } from '../support/factories.ts'
import { accepted } from './decide.ts'

it('C7 finishing the wash says when; before there is no time', () => {
  const order = anOrderIn('washing')
  const scope = aScope({ orders: [order] })
  const { put } = accepted('finishWash', { orderId: order.id }, scope)
  expect(order.washedAt).toBe(null)
  expect(put.order![0]).toMatchObject({ state: 'ready', washedAt: NOW })
})
