/** What all arrivals share: a ticket, and a record of who came for what (B1). */
import type { Arrival, Order } from '#contract/entities/index.ts'
import type { Language, Purpose } from '#contract/values.ts'
import { about, after } from '../order/onOrder.ts'
import type { Context, Counters, Fact, Scope } from '../rule.ts'
import { nextTicket } from './ticket.ts'

interface Coming {
  purpose: Purpose
  plate: string | null
  language: Language
  words: string
  orderId: string | null
}

export interface Received {
  arrival: Arrival
  counters: Counters
  fact: Fact
}

/** The arrival and the updated ticket counters. A person whom the desk checks in is taken: they stand before an adviser (B1.2). */
export function receive(
  coming: Coming,
  { counters, tickets, workshop }: Scope,
  { now, actor, newId }: Context,
): Received {
  const next = nextTicket(counters, tickets, workshop.timeZone, now)
  const from = actor.device === 'kiosk' ? 'kiosk' : 'desk'
  const arrival: Arrival = {
    ...{ id: newId(), at: now, ticket: next.ticket, from, ...coming },
    ...(from === 'desk' ? { takenAt: now, takenBy: actor.personId } : { takenAt: null, takenBy: null }),
    ...{ desk: null, calledAt: null, reviewAt: null, closedAt: null },
  }
  const fact = { name: 'arrivalRecorded', arrivalId: arrival.id, ticket: arrival.ticket, purpose: arrival.purpose }
  return { arrival, counters: next.counters, fact }
}

/** A booked order whose car has arrived. */
export function arrived(booked: Order, { ticket }: Arrival, now: number): Order {
  return { ...after(booked, 'carArrived'), ticket, arrivedAt: now }
}

export const carArrived = (order: Order, { id }: Arrival): Fact => about('carArrived', order, { arrivalId: id })
