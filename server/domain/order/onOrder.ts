/** The form that rules on one order share: it exists, and its state allows the command. */
import type { Answer, CommandName, Payload } from '#contract/commands/index.ts'
import type { Order } from '#contract/entities/index.ts'
import { whyNot, type OrderCommand } from '#contract/allowed.ts'
import { orderAllowsCommand, type OrderFact } from '#contract/lives/order.ts'
import { orderStep } from '../life.ts'
import {
  refuse,
  type Accepted,
  type Context,
  type Decision,
  type Fact,
  type Needs,
  type Rule,
  type Scope,
} from '../rule.ts'

/**
 * A rule on one order. `decide` is called only if the order itself allows the command.
 * @param isStale S13: whether what the edit was based on has changed since
 * @param needsThen what else to load once the order is known
 */
export function onOrder<N extends OrderCommand>(
  name: N,
  decide: (order: Order, payload: Payload<N>, context: Context, scope: Scope) => Decision<N>,
  needs: (payload: Payload<N>) => Needs = () => ({}),
  isStale: (order: Order, payload: Payload<N>) => boolean = () => false,
  needsThen?: (order: Order) => Needs,
): Rule<N> {
  return {
    ...(needsThen && {
      needsThen(payload: Payload<N>, scope: Scope) {
        const order = scope.orders.get(orderIdOf(payload))
        return order ? needsThen(order) : {}
      },
    }),
    needs: (payload) => ({ orders: [orderIdOf(payload)], ...needs(payload) }),
    decide(scope, payload, context) {
      const order = scope.orders.get(orderIdOf(payload))
      if (!order) return refuse('order_not_found')
      if (!orderAllowsCommand(order.state, name)) return refuse('illegal_step')
      if (isStale(order, payload)) return refuse('changed_meanwhile', { order: [order] })
      const code = whyNot(name, order)
      if (code) return refuse(code)
      return decide(order, payload, context, scope)
    },
  }
}

const orderIdOf = (payload: unknown) => (payload as { orderId: string }).orderId

/** The order after a fact that leads to exactly one state; throws if the table has several or forbids it. */
export function after(order: Order, fact: OrderFact, wanted?: Order['state']): Order {
  const state = orderStep(order, fact, wanted)
  if (typeof state !== 'string') throw new Error(`${fact} cannot happen to an order that is ${order.state}`)
  return { ...order, state }
}

/** Accepts, with the changed order; the follow-ups do the rest. */
export const changed = <N extends CommandName>(order: Order, facts: Fact[], answer: Answer<N>): Accepted<N> => ({
  ...{ ok: true, answer, facts },
  put: { order: [order] },
})

/** Facts about an order outside the state table: they may happen in any state and change none. */
type CareFact =
  | 'progressCheckAsked'
  | 'progressCheckMissed'
  | 'noticeProposed'
  | 'noticeDecided'
  | 'noticeWithdrawn'
  | 'customerCalled'
  | 'customerSpokenTo'

/** A fact about an order. */
export const about = (name: OrderFact | CareFact, order: Order, details: Omit<Fact, 'name'> = {}): Fact => ({
  name,
  orderId: order.id,
  ...details,
})
