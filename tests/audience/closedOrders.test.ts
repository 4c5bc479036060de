/** A link to an order that is no longer live cannot make the server read it again and again. */
import { expect, it } from 'vitest'
import { ClosedOrders } from '#server/fanout/closedOrders.ts'
import type { State } from '#server/read/state.ts'

it('an order is read once for each position of the journal, however often it is asked for, and again after a failure', async () => {
  const reads: string[] = []
  let fails = false
  const orders = new ClosedOrders((orderId) => {
    reads.push(orderId)
    const state: State = { epoch: 'e', seq: reads.length, mark: 'm', at: 0, put: {} }
    return fails ? Promise.reject(new Error('away')) : Promise.resolve(state)
  })
  const asked = await Promise.all(Array.from({ length: 600 }, () => orders.of('a', 7)))
  expect(new Set(asked.map((one) => one?.seq))).toEqual(new Set([1]))
  await orders.of('b', 7)
  expect(reads).toEqual(['a', 'b'])
  expect(await orders.of('a', 8)).toMatchObject({ seq: 3 })
  fails = true
  await expect(orders.of('b', 8)).rejects.toThrow('away')
  fails = false
  expect(await orders.of('b', 8)).toMatchObject({ seq: 5 })
  orders.forget()
  expect(await orders.of('b', 8)).toMatchObject({ seq: 6 })
})
