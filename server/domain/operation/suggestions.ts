/** What the foreman makes of suggestions: all their moves, or none of them any more (C2, S13). */
import type { Order, Suggestion } from '#contract/entities.ts'
import { refuse, type Fact, type Rule, type Scope } from '../rule.ts'
import { assign } from './assign.ts'

const named = (scope: Scope, ids: readonly string[]): Suggestion[] | null => {
  const found = ids.map((id) => scope.suggestions.get(id))
  return found.every((one) => one !== undefined) ? found : null
}

/** In the order named; an operation that several of them move goes where the first of them says. */
export const acceptSuggestions: Rule<'acceptSuggestions'> = {
  needs: () => ({ suggestions: true }),
  needsThen({ suggestionIds }, scope) {
    const moves = named(scope, suggestionIds)?.flatMap((one) => one.moves) ?? []
    return {
      orders: [...new Set(moves.map(({ orderId }) => orderId))],
      bays: [...new Set(moves.flatMap(({ to }) => to.bayId ?? []))],
      persons: [...new Set(moves.flatMap(({ to }) => to.technicianId ?? []))],
    }
  },
  decide(scope, { suggestionIds }, context) {
    const suggestions = named(scope, suggestionIds)
    if (!suggestions) return refuse('suggestion_not_found')
    const orders = new Map<string, Order>()
    const moved = new Set<string>()
    const facts: Fact[] = [{ name: 'suggestionsAccepted', suggestionIds: [...new Set(suggestionIds)] }]
    for (const { orderId, operationId, was, to } of suggestions.flatMap(({ moves }) => moves)) {
      if (moved.has(operationId)) continue
      const order = orders.get(orderId) ?? scope.orders.get(orderId)
      if (!order) return refuse('order_not_found')
      const assigned = assign(order, operationId, was, to, scope, context)
      if ('ok' in assigned) return assigned
      moved.add(operationId)
      orders.set(orderId, assigned.order)
      facts.push(...assigned.facts)
    }
    // What else was thought of for the same work was thought of work that is elsewhere now.
    const gone = [...scope.suggestions.values()].filter(
      (one) =>
        suggestionIds.includes(one.id) ||
        (one.dismissedAt === null && one.moves.some(({ operationId }) => moved.has(operationId))),
    )
    return {
      ...{ ok: true, answer: { moved: moved.size }, facts },
      put: { order: [...orders.values()] },
      drop: { suggestion: gone.map(({ id }) => id) },
    }
  },
}

export const dismissSuggestions: Rule<'dismissSuggestions'> = {
  needs: () => ({ suggestions: true }),
  decide(scope, { suggestionIds }, { now }) {
    const suggestions = named(scope, [...new Set(suggestionIds)])
    if (!suggestions) return refuse('suggestion_not_found')
    const open = suggestions.filter(({ dismissedAt }) => dismissedAt === null)
    if (open.length === 0) return refuse('nothing_to_change')
    const facts = [{ name: 'suggestionsDismissed', suggestionIds: open.map(({ id }) => id) }]
    return {
      ...{ ok: true, answer: {}, facts },
      put: { suggestion: open.map((one) => ({ ...one, dismissedAt: now })) },
      leavesPlan: true,
    }
  },
}
