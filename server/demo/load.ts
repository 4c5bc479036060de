/** Drives a server with ordinary commands at a steady rate, over one real screen: the load of the benchmarks. */
import { setTimeout as sleep } from 'node:timers/promises'
import type { CommandName, PayloadInput, Reply } from '#contract/commands/index.ts'
import type { Order } from '#contract/entities/index.ts'
import { pauseReasons } from '#contract/values.ts'
import type { Screen } from './screen.ts'

/** A command on one order. */
export type LoadCommand = {
  [N in CommandName]: PayloadInput<N> extends { orderId: string } ? { name: N; payload: PayloadInput<N> } : never
}[CommandName]

interface LoadOptions {
  /** Somebody has been selected there. */
  screen: Screen<'staff'>
  perSecond: number
  /** How many in all. */
  count: number
  /** How many are due in the same moment. */
  burst?: number
  /** The nth command, from 0. */
  next: (n: number) => LoadCommand
}

/** What became of one command; times in milliseconds of this process's monotonic clock. */
export interface Sent {
  sentAt: number
  answeredAt: number
  reply: Reply
}

/**
 * Sends `count` commands, each at its time, whether the ones before are answered or not: a server that is slow is not
 * spared. Only commands on one and the same order go one after the other, as from one pair of hands. The server's limit
 * (`commandsPerSecond`) must be above the rate. Throws when an answer does not come.
 */
export async function drive({ screen, perSecond, count, burst = 1, next }: LoadOptions): Promise<Sent[]> {
  const begun = performance.now()
  const sent: Promise<Sent>[] = []
  const last = new Map<string, Promise<Sent>>()
  for (let n = 0; n < count; n++) {
    const wait = begun + ((n - (n % burst)) * 1000) / perSecond - performance.now()
    if (wait > 0) await sleep(wait)
    const { name, payload } = next(n)
    const before = last.get(payload.orderId)
    const one = (async () => {
      await before
      const sentAt = performance.now()
      const reply = await screen.emit(name, payload)
      return { sentAt, answeredAt: performance.now(), reply }
    })()
    // Awaited below with the others; until then a failure must not end the process before it has cleared up.
    one.catch(() => {})
    last.set(payload.orderId, one)
    sent.push(one)
  }
  return Promise.all(sent)
}

/** Turns the priority of every order to and fro, beginning with orders that are not urgent (C2). */
export const turns =
  (orderIds: readonly string[]) =>
  (n: number): LoadCommand => {
    const priority = Math.floor(n / orderIds.length) % 2 === 0 ? 'urgent' : 'normal'
    return { name: 'setPriority', payload: { orderId: orderIds[n % orderIds.length]!, priority } }
  }

/** An everyday command on this order, the `round`th: progress, pauses and going on in the bays, what is urgent in the queue (C2–C4). */
export function everyday(order: Order, round: number): LoadCommand {
  const orderId = order.id
  const operation = order.operations.find(({ state }) => state === 'working' || state === 'paused')
  if (!operation) return { name: 'setPriority', payload: { orderId, priority: round % 2 === 0 ? 'urgent' : 'normal' } }
  const which = { orderId, operationId: operation.id }
  if (round % 4 === 2)
    return { name: 'pauseOperation', payload: { ...which, reason: pauseReasons[round % pauseReasons.length]! } }
  if (round % 4 === 3) return { name: 'startOperation', payload: which }
  return { name: 'reportProgress', payload: { ...which, percent: (round * 7) % 95 } }
}
