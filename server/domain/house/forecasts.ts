/** The clock looks again when each car will be ready (AL). */
import { foreseen } from '../forecast.ts'
import { refuse, type Rule } from '../rule.ts'

/**
 * Puts only the orders whose forecast moved. Forecasts are full minutes, and whether an order is on track, at risk or
 * late follows from its forecast, so an order whose forecast stays needs no telling.
 */
export const recordForecasts: Rule<'recordForecasts'> = {
  needs: () => ({ allLiveOrders: true }),
  decide({ orders, workshop }, _payload, { now }) {
    const order = [...orders.values()].flatMap((one) => {
      const next = foreseen(one, workshop, now)
      return next === one ? [] : [next]
    })
    if (order.length === 0) return refuse('nothing_to_change')
    const facts = [{ name: 'forecastsRecorded', orderIds: order.map(({ id }) => id) }]
    return { ok: true, answer: {}, facts, put: { order } }
  },
}
