/**
 * The clock's own commands, for an order, a bay, an arrival or the workshop that is due for review. They only touch it; its follow-ups do the
 * rest, knowing who is on duty. Refuses `nothing_to_change` if another node was faster or the moment has moved.
 */
import { refuse, type Rule } from '../rule.ts'
import { daysWithHolidays, loadHolidays } from '../workshop/holidays.ts'

const isDue = ({ reviewAt }: { reviewAt: number | null }, now: number) => reviewAt !== null && reviewAt <= now

export const reviewOrder: Rule<'reviewOrder'> = {
  needs: ({ orderId }) => ({ orders: [orderId], everyone: true }),
  decide({ orders }, { orderId }, { now }) {
    const order = orders.get(orderId)
    if (!order) return refuse('order_not_found')
    if (!isDue(order, now)) return refuse('nothing_to_change')
    return { ok: true, answer: {}, facts: [], put: { order: [order] }, leavesPlan: true }
  },
}

export const reviewBay: Rule<'reviewBay'> = {
  needs: ({ bayId }) => ({ bays: [bayId], everyone: true }),
  decide({ bays }, { bayId }, { now }) {
    const bay = bays.get(bayId)
    if (!bay) return refuse('bay_not_found')
    if (!isDue(bay, now)) return refuse('nothing_to_change')
    return { ok: true, answer: {}, facts: [], put: { bay: [bay] } }
  },
}

export const reviewArrival: Rule<'reviewArrival'> = {
  needs: ({ arrivalId }) => ({ arrivals: [arrivalId], everyone: true }),
  decide({ arrivals }, { arrivalId }, { now }) {
    const arrival = arrivals.get(arrivalId)
    if (!arrival) return refuse('arrival_not_found')
    if (!isDue(arrival, now)) return refuse('nothing_to_change')
    return { ok: true, answer: {}, facts: [], put: { arrival: [arrival] } }
  },
}

/** Also brings the public holidays up to date. */
export const reviewWorkshop: Rule<'reviewWorkshop'> = {
  prepare: loadHolidays,
  needs: () => ({ workshopAlerts: true, everyone: true }),
  decide({ workshop }, _payload, { now }) {
    if (!isDue(workshop, now)) return refuse('nothing_to_change')
    const next = { ...workshop, ...daysWithHolidays(workshop, now) }
    return { ok: true, answer: {}, facts: [], put: { workshop: [next] } }
  },
}
