/**
 * How often a sender may send commands: over all its connections, and with everybody else at its address. A customer's order
 * counts what it sent through other nodes too.
 */
import type { Entry } from '#server/read/journal.ts'
import type { Visitor } from './admit.ts'
import { createBuckets } from './limit.ts'

/** On one connection: far more than a person can send, far less than would hurt. */
export const COMMANDS_PER_SECOND = 30
export const COMMANDS_AT_ONCE = 90
/** Several screens share a key, or a browser's session. One that floods leaves the others their share. */
export const CONNECTIONS_A_SENDER = 2
/** All screens of a workshop may be behind one address. */
export const SENDERS_AN_ADDRESS = 5

/** Customers answer and subscribe: a handful of commands for a visit. */
export const OF_AN_ORDER = { perSecond: 1 / 10, atOnce: 10 }
/** Customers share the address of the workshop's own network, or of a mobile operator. */
export const OF_CUSTOMERS_AT_AN_ADDRESS = { perSecond: 2, atOnce: 120 }

export interface Rates {
  /** Whether the sender may send one more command now. */
  take(visitor: Visitor, address: string): boolean
  /** Counts a command that another node has accepted. */
  saw(entry: Entry): void
}

/** @param perSecond of one connection; the other limits keep their proportion to it @param monotonic real time in ms */
export function createRates(perSecond = COMMANDS_PER_SECOND, monotonic = () => performance.now()): Rates {
  const buckets = (rate: number) => createBuckets(rate, rate * (COMMANDS_AT_ONCE / COMMANDS_PER_SECOND), monotonic)
  const bySender = buckets(perSecond * CONNECTIONS_A_SENDER)
  const byAddress = buckets(perSecond * CONNECTIONS_A_SENDER * SENDERS_AN_ADDRESS)
  const share = perSecond / COMMANDS_PER_SECOND
  const ofCustomers = (most: { perSecond: number; atOnce: number }) =>
    createBuckets(most.perSecond * share, most.atOnce * share, monotonic)
  const byOrder = ofCustomers(OF_AN_ORDER)
  const customersByAddress = ofCustomers(OF_CUSTOMERS_AT_AN_ADDRESS)
  return {
    take({ workshopId, device, orderId, sessionId }, address) {
      const place = `${workshopId} ${address}`
      if (device === 'customer') return byOrder.take(`${workshopId} ${orderId}`) && customersByAddress.take(place)
      return bySender.take(`${place} ${sessionId ?? device}`) && byAddress.take(place)
    },
    saw({ workshopId, actor, put }) {
      if (actor.device !== 'customer') return
      for (const { id } of put.order ?? []) byOrder.take(`${workshopId} ${id}`)
    },
  }
}
