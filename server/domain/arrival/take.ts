/** A person at the door is taken: called to a desk, or helped where they stand (B1.2). */
import { refuse, type Rule } from '../rule.ts'

/**
 * "I take A017, desk 2". Who takes a car that has no adviser becomes its adviser. A colleague may take the arrival over. For
 * help at the kiosk the adviser goes there, so no desk is called. Refuses `already_closed` once the desk is done with it.
 */
export const takeArrival: Rule<'takeArrival'> = {
  needs: ({ arrivalId }) => ({ arrivals: [arrivalId] }),
  decide({ arrivals, orders }, payload, { now, actor }) {
    const { arrivalId } = payload
    const arrival = arrivals.get(arrivalId)
    if (!arrival) return refuse('arrival_not_found')
    if (arrival.closedAt !== null) return refuse('already_closed')
    const { personId: takenBy } = actor
    const desk = arrival.purpose === 'help' ? null : payload.desk
    const calledAt = desk === null ? null : now
    const taken = { ...arrival, takenAt: arrival.takenAt ?? now, takenBy, desk, calledAt }
    const order = orders.get(arrival.orderId ?? '')
    const advised = order?.adviserId === null && takenBy !== null ? [{ ...order, adviserId: takenBy }] : []
    return {
      ok: true,
      answer: {},
      facts: [{ name: 'arrivalTaken', arrivalId, desk }],
      put: { arrival: [taken], ...(advised.length > 0 && { order: advised }) },
      leavesPlan: true,
    }
  },
}
