/** Taking bays out of service and back. */
import type { Order } from '#contract/entities/index.ts'
import { paused } from '../operation/work.ts'
import { about } from '../order/onOrder.ts'
import { solved } from '../order/progressCheck.ts'
import { follow } from '../order/work.ts'
import { refuse, type Fact, type Rule } from '../rule.ts'

/** Work in progress in the bay is paused with the bay as its reason; the car stays where it is. */
export const takeBayOutOfService: Rule<'takeBayOutOfService'> = {
  needs: ({ bayId }) => ({ bays: [bayId], ordersInBays: [bayId] }),
  decide({ bays, orders, workshop }, { bayId, reason, until }, { now }) {
    const bay = bays.get(bayId)
    if (!bay) return refuse('bay_not_found')
    if (bay.outOfService) return refuse('already_out_of_service')
    if (until !== null && until <= now) return refuse('time_in_past')
    const facts: Fact[] = [{ name: 'bayTakenOutOfService', bayId, until }]
    const stopped: Order[] = []
    for (const order of orders.values()) {
      const concerned = order.operations.filter((one) => one.state === 'working' && one.bayId === bayId)
      if (concerned.length === 0) continue
      const operations = order.operations.map((one) =>
        concerned.includes(one) ? paused(one, 'bay', workshop, now) : one,
      )
      stopped.push(follow(order, 'operationPaused', operations))
      for (const { id: operationId } of concerned)
        facts.push(about('operationPaused', order, { operationId, reason: 'bay' }))
    }
    const put = { bay: [{ ...bay, outOfService: { reason, since: now, until } }] }
    return { ok: true, answer: {}, facts, put: stopped.length > 0 ? { ...put, order: stopped } : put }
  },
}

/** A problem reported because of the bay is solved for the cars in it (AL). */
export const returnBayToService: Rule<'returnBayToService'> = {
  needs: ({ bayId }) => ({ bays: [bayId], ordersInBays: [bayId] }),
  decide({ bays, orders }, { bayId }, { now }) {
    const bay = bays.get(bayId)
    if (!bay) return refuse('bay_not_found')
    if (!bay.outOfService) return refuse('not_out_of_service')
    const facts = [{ name: 'bayReturnedToService', bayId }]
    const order = [...orders.values()].flatMap((one) => {
      const next = one.progressCheck?.reason === 'bay' ? solved(one, now) : one
      return next === one ? [] : [next]
    })
    const put = { bay: [{ ...bay, outOfService: null }] }
    return { ok: true, answer: {}, facts, put: order.length > 0 ? { ...put, order } : put }
  },
}
