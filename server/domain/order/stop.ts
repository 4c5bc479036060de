/** Work ends before it is done (C8). */
import type { Operation, Order } from '#contract/entities/index.ts'
import { operationPercent } from '#contract/progress.ts'
import type { Context, Scope } from '../rule.ts'
import { about, after, changed, onOrder } from './onOrder.ts'

/**
 * C8: what is done stays done and is billed; the rest is cancelled, with how far it had come and that share of its price. The car is where it is until it is
 * moved, and goes to settlement and gate. Its promise no longer stands.
 */
export const stopWork = onOrder('stopWork', (order, { reason }, context, scope) => {
  const next = stopped(after(order, 'workStopped'), context, scope)
  return { ...changed<'stopWork'>(next, [about('workStopped', order)], {}), remarks: { reason } }
})

/** The order with nothing left to do and no promise. */
function stopped(order: Order, { now }: Context, { workshop }: Scope): Order {
  const ended = (one: Operation): Operation => {
    if (one.state === 'done' || one.state === 'cancelled') return one
    const percent = Math.floor(operationPercent(one, workshop, now))
    return {
      ...one,
      state: 'cancelled',
      percent,
      percentAt: one.startedAt === null ? one.percentAt : now,
      price: percent > 0 ? Math.round((one.price * percent) / 100) : one.price,
      pauseReason: null,
    }
  }
  return {
    ...order,
    ...{ pauseReason: null, promiseAt: null, progressCheck: null, homeSince: null },
    operations: order.operations.map(ended),
    parts: order.parts.filter(({ arrivedAt }) => arrivedAt !== null),
  }
}

/**
 * An order that ends without work (B3): closed at once, unless the car stands in a bay, perhaps dismantled. Then it stands there
 * until it is moved, and leaves by settlement and gate.
 */
export function ended(order: Order, fact: 'orderDeclined' | 'orderCancelled', context: Context, scope: Scope): Order {
  if (order.bayId !== null) return stopped(after(order, fact, 'stopped'), context, scope)
  return { ...after(order, fact, fact === 'orderDeclined' ? 'declined' : 'cancelled'), closedAt: context.now }
}
