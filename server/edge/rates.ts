/** How often a sender may send commands: over all its connections to all nodes, and with everybody else at its address. */
import type { Visitor } from './admit.ts'
import type { SharedLimits } from './sharedLimits.ts'

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
}

/** @param perSecond of one connection; the other limits keep their proportion to it */
export function createRates(limits: SharedLimits, perSecond = COMMANDS_PER_SECOND): Rates {
  const share = perSecond / COMMANDS_PER_SECOND
  const ofStaff = (kind: string, connections: number) =>
    limits.buckets(kind, perSecond * connections, COMMANDS_AT_ONCE * share * connections)
  const ofCustomers = (kind: string, most: { perSecond: number; atOnce: number }) =>
    limits.buckets(kind, most.perSecond * share, most.atOnce * share)
  const bySender = ofStaff('sender', CONNECTIONS_A_SENDER)
  const byAddress = ofStaff('address', CONNECTIONS_A_SENDER * SENDERS_AN_ADDRESS)
  const byOrder = ofCustomers('order', OF_AN_ORDER)
  const customersByAddress = ofCustomers('customers', OF_CUSTOMERS_AT_AN_ADDRESS)
  return {
    take({ workshopId, device, deviceId, orderId, sessionId }, address) {
      const place = `${workshopId} ${address}`
      if (device === 'customer') return byOrder.take(`${workshopId} ${orderId}`) && customersByAddress.take(place)
      return bySender.take(`${place} ${sessionId ?? deviceId ?? device}`) && byAddress.take(place)
    },
  }
}
