/** Visitors without a car to repair (B1). */
import { refuse, type Rule } from '../rule.ts'
import { isDoorFull, needsDoor, receive, ticketOfArrival } from './receive.ts'

/** Refuses `too_many_requests` at a kiosk when the door is full. */
export const recordArrival: Rule<'recordArrival'> = {
  needs: () => ({ tickets: true }),
  needsThen: needsDoor,
  decide(scope, { purpose, plate, language, words }, context) {
    if (isDoorFull(plate, scope, context)) return refuse('too_many_requests')
    const { arrival, counters, fact } = receive({ purpose, plate, language, words, orderId: null }, scope, context)
    return { ok: true, answer: ticketOfArrival(arrival), facts: [fact], put: { arrival: [arrival] }, counters }
  },
}

export const closeArrival: Rule<'closeArrival'> = {
  needs: ({ arrivalId }) => ({ arrivals: [arrivalId] }),
  decide({ arrivals }, { arrivalId }, { now, actor }) {
    const arrival = arrivals.get(arrivalId)
    if (!arrival) return refuse('arrival_not_found')
    if (arrival.closedAt !== null) return refuse('already_closed')
    const facts = [{ name: 'arrivalClosed', arrivalId }]
    // Who answers a person whom nobody has taken has taken them (B1.2).
    const taken = arrival.takenAt === null ? { takenAt: now, takenBy: actor.personId } : {}
    return { ok: true, answer: {}, facts, put: { arrival: [{ ...arrival, ...taken, closedAt: now }] } }
  },
}
