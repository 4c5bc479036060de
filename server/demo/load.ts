/** Drives a server with ordinary commands at a steady rate, over one real screen: the load of the benchmarks. */
import { setTimeout as sleep } from 'node:timers/promises'
import type { CommandName, PayloadInput } from '#contract/commands/index.ts'
import type { Random } from './random.ts'
import type { Screen } from './screen.ts'

export interface LoadCommand<N extends CommandName = CommandName> {
  name: N
  payload: PayloadInput<N>
  actorId?: string
}

interface LoadOptions {
  screen: Screen<'staff'>
  perSecond: number
  /** How many in all. */
  count: number
  /** The next command, from what the screen shows now; null when there is nothing to do. */
  next: (screen: Screen<'staff'>) => LoadCommand | null
}

export interface LoadResult {
  accepted: number
  /** By code. */
  refused: Record<string, number>
  /** From sending to the answer, in milliseconds, in the order sent. */
  milliseconds: number[]
}

/**
 * Sends `count` commands, each at its time, whether the ones before are answered or not: a server that is slow is not
 * spared. The server's limit (`commandsPerSecond`) must be above the rate.
 */
export async function drive({ screen, perSecond, count, next }: LoadOptions): Promise<LoadResult> {
  const result: LoadResult = { accepted: 0, refused: {}, milliseconds: [] }
  const begun = performance.now()
  const sent: Promise<void>[] = []
  for (let n = 0; n < count; n++) {
    const wait = begun + (n * 1000) / perSecond - performance.now()
    if (wait > 0) await sleep(wait)
    const command = next(screen)
    if (command) sent.push(one(screen, command, result, n))
  }
  await Promise.all(sent)
  result.milliseconds = result.milliseconds.filter((time) => time !== undefined)
  return result
}

async function one(screen: Screen<'staff'>, command: LoadCommand, result: LoadResult, n: number): Promise<void> {
  const begun = performance.now()
  const reply = await screen.emit(command.name, command.payload, command.actorId)
  result.milliseconds[n] = performance.now() - begun
  if (reply.ok) result.accepted++
  else result.refused[reply.code] = (result.refused[reply.code] ?? 0) + 1
}

/** Ordinary small changes, none of which uses anything up: what goes first, and how far the work is (C2, C4). */
export function smallChanges(random: Random): LoadOptions['next'] {
  return (screen) => {
    const person = [...screen.replica.of('person').values()][0]
    const orders = [...screen.replica.of('order').values()].filter(
      ({ readyAt, closedAt }) => readyAt === null && closedAt === null,
    )
    if (!person || orders.length === 0) return null
    const order = random.pick(orders)
    const working = order.operations.find(({ state }) => state === 'working')
    const orderId = order.id
    if (working && random.chance(0.5)) {
      const payload = { orderId, operationId: working.id, percent: random.whole(1, 99) }
      return { name: 'reportProgress', payload, actorId: person.id } satisfies LoadCommand<'reportProgress'>
    }
    const priority = order.priority === 'urgent' ? 'normal' : 'urgent'
    return {
      name: 'setPriority',
      payload: { orderId, priority },
      actorId: person.id,
    } satisfies LoadCommand<'setPriority'>
  }
}
