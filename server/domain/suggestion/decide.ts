/** The foreman's decision on suggestions: applying all their moves, or dismissing them (C2, S13). */
import type { Move, Order, Suggestion } from '#contract/entities/index.ts'
import { isSamePlace, moveBlocker } from '#contract/placement.ts'
import { refuse, type Fact, type Rule, type Scope } from '../rule.ts'
import { assign } from '../operation/assign.ts'

const named = (scope: Scope, ids: readonly string[]): Suggestion[] | null => {
  const found = [...new Set(ids)].map((id) => scope.suggestions.get(id))
  return found.every((one) => one !== undefined) ? found : null
}

/** The moves to make, in the given order; if several suggestions move an operation, the first wins. */
function movesOf(suggestions: readonly Suggestion[]): Move[] {
  const moves = new Map<string, Move>()
  for (const move of suggestions.flatMap((one) => one.moves))
    if (!moves.has(move.operationId)) moves.set(move.operationId, move)
  return [...moves.values()]
}

/** Whether the work is still where the suggestion found it, and can still be moved. */
export function isStillSo({ operationId, was }: Move, order: Order | undefined): boolean {
  const operation = order?.operations.find(({ id }) => id === operationId)
  if (!order || !operation || order.homeSince !== null) return false
  return !moveBlocker(order, operation) && isSamePlace(operation, was)
}

export const acceptSuggestions: Rule<'acceptSuggestions'> = {
  needs: () => ({ suggestions: true }),
  needsThen({ suggestionIds }, scope) {
    const moves = movesOf(named(scope, suggestionIds) ?? [])
    return {
      orders: [...new Set(moves.map(({ orderId }) => orderId))],
      bays: [...new Set(moves.flatMap(({ to }) => to.bayId ?? []))],
      persons: [...new Set(moves.flatMap(({ to }) => to.technicianId ?? []))],
    }
  },
  decide(scope, { suggestionIds }, context) {
    const suggestions = named(scope, suggestionIds)
    // A suggestion dismissed on another screen is gone here, too.
    if (!suggestions || suggestions.some(({ dismissedAt }) => dismissedAt !== null))
      return refuse('suggestion_not_found')
    const moves = movesOf(suggestions)
    const outdated = moves.filter((move) => !isStillSo(move, scope.orders.get(move.orderId)))
    if (outdated.length > 0) {
      const concerned = [...new Set(outdated.map(({ orderId }) => orderId))]
      return refuse('changed_meanwhile', { order: concerned.flatMap((id) => scope.orders.get(id) ?? []) })
    }
    const orders = new Map<string, Order>()
    const facts: Fact[] = [{ name: 'suggestionsAccepted', suggestionIds: suggestions.map(({ id }) => id) }]
    for (const { orderId, operationId, was, to } of moves) {
      const order = orders.get(orderId) ?? scope.orders.get(orderId)!
      const assigned = assign(order, operationId, was, to, scope, context)
      if ('ok' in assigned) return assigned
      orders.set(orderId, assigned.order)
      facts.push(...assigned.facts)
    }
    // Other suggestions for the same work are based on its old place.
    const moved = new Set(moves.map(({ operationId }) => operationId))
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
    const suggestions = named(scope, suggestionIds)
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
