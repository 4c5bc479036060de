/** Sends ordinary commands to a server at a steady rate through one real screen: the load of the benchmarks. */
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
  /** A staff screen with a person signed in. */
  screen: Screen<'staff'>
  perSecond: number
  /** How many in total. */
  count: number
  /** How many are due at the same moment. */
  burst?: number
  /** The nth command, from 0. */
  next: (n: number) => LoadCommand
}

/** The result of one command; times in milliseconds of this process's monotonic clock. */
export interface Sent {
  sentAt: number
  answeredAt: number
  reply: Reply
}

/**
 * Sends `count` commands at their scheduled times without waiting for earlier answers, so a slow server gets no relief. Only
 * commands on the same order are sent one after another, as one person would. The server's limit (`commandsPerSecond`) must
 * be above the rate. Throws when an answer is missing.
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
    // Awaited below with the others; must not count as an unhandled rejection until then.
    one.catch(() => {})
    last.set(payload.orderId, one)
    sent.push(one)
  }
  return Promise.all(sent)
}

/** Toggles the priority of every order, starting from orders that are not urgent (C2). */
export const turns =
  (orderIds: readonly string[]) =>
  (n: number): LoadCommand => {
    const priority = Math.floor(n / orderIds.length) % 2 === 0 ? 'urgent' : 'normal'
    return { name: 'setPriority', payload: { orderId: orderIds[n % orderIds.length]!, priority } }
  }

/** A typical command on this order for the given round: progress, pause and resume in the bays, priority in the queue (C2–C4). */
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
