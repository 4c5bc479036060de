/** What all arrivals share: a ticket, and a record of who came for what (B1). */
import type { Arrival, Order } from '#contract/entities/index.ts'
import type { Language, Purpose } from '#contract/values.ts'
import { fromLocal } from '#contract/calendar.ts'
import { withoutHyphen } from '#contract/plate.ts'
import { about, after } from '../order/onOrder.ts'
import type { Context, Counters, Fact, Needs, Scope } from '../rule.ts'
import { countOnDuty } from '../person/onDuty.ts'
import { nextTicket } from './ticket.ts'
import { waitMinutes } from './wait.ts'

interface Coming {
  purpose: Purpose
  plate: string | null
  language: Language
  words: string
  orderId: string | null
}

/** What `receive` needs once the workshop's day is known. */
export const needsDoor = (_payload: unknown, { counters, workshop }: Scope): Needs => ({
  everyone: true,
  arrivalsSince: fromLocal(counters.ticketDay, workshop.timeZone),
})

export interface Received {
  arrival: Arrival
  counters: Counters
  fact: Fact
}

/** Open arrivals that came from the kiosks lately: more than a lobby holds. A kiosk gone wild must not fill the floor. */
export const MOST_FROM_KIOSKS = 200
/** The same of one plate. */
export const MOST_OF_A_PLATE = 5
/** Older ones do not count: what nobody has closed must not shut the kiosks for good. */
const LATELY = 2 * 3_600_000

/** Whether the kiosks have brought as many as they may, in all or with this plate. Staff are not bound. */
export function isDoorFull(plate: string | null, { arrivals }: Scope, { actor, now }: Context): boolean {
  if (actor.device !== 'kiosk') return false
  const open = [...arrivals.values()].filter(
    ({ from, at, closedAt }) => from === 'kiosk' && closedAt === null && at > now - LATELY,
  )
  const letters = plate && withoutHyphen(plate)
  const ofPlate = open.filter((one) => one.plate !== null && withoutHyphen(one.plate) === letters).length
  return open.length >= MOST_FROM_KIOSKS || ofPlate >= MOST_OF_A_PLATE
}

/** The arrival and the updated ticket counters. A person whom the desk checks in is taken: they stand before an adviser (B1.2). */
export function receive(coming: Coming, scope: Scope, { now, actor, newId }: Context): Received {
  const { counters, tickets, workshop } = scope
  // A person who calls for help is not called by a number, and must not leave a gap in the row.
  const next =
    coming.purpose === 'help' ? { ticket: '', counters } : nextTicket(counters, tickets, workshop.timeZone, now)
  const from = actor.device === 'kiosk' ? 'kiosk' : 'desk'
  const toldMinutes =
    from === 'desk'
      ? null
      : waitMinutes(scope.arrivals.values(), countOnDuty(scope, 'adviser', workshop, now), workshop.timeZone, now)
  const arrival: Arrival = {
    ...{ id: newId(), at: now, ticket: next.ticket, from, ...coming },
    ...(from === 'desk' ? { takenAt: now, takenBy: actor.personId } : { takenAt: null, takenBy: null }),
    ...{ desk: null, calledAt: null, toldMinutes, reviewAt: null, closedAt: null },
  }
  const fact = { name: 'arrivalRecorded', arrivalId: arrival.id, ticket: arrival.ticket, purpose: arrival.purpose }
  return { arrival, counters: next.counters, fact }
}

/** A booked order whose car has arrived. */
export function arrived(booked: Order, { ticket }: Arrival, now: number): Order {
  return { ...after(booked, 'carArrived'), ticket, arrivedAt: now }
}

/** What the answer says about the arrival. */
export const ticketOfArrival = ({ id: arrivalId, ticket, toldMinutes }: Arrival) => ({
  arrivalId,
  ticket,
  waitMinutes: toldMinutes,
})

export const carArrived = (order: Order, { id }: Arrival): Fact => about('carArrived', order, { arrivalId: id })
