/** What the planner suggests, worked out beside the commands, is written down (C2, AL). */
import type { Suggestion } from '#contract/entities.ts'
import type { Suggested } from '#contract/commands/house.ts'
import { forecastStates } from '../forecast.ts'
import { isSamePlace } from '../operation/assign.ts'
import { refuse, type Rule, type Scope } from '../rule.ts'

/** A suggestion whose worth changes by less (minutes, weighted) is the same to whoever looks at it. */
const SAME_WITHIN = 5

/**
 * Puts what is new or other than before, drops what is no longer suggested. What was dismissed is not put again while its
 * cause lasts: the order it was for is still late; of a whole plan, every order it would help.
 */
export const recordSuggestions: Rule<'recordSuggestions'> = {
  needs: () => ({ suggestions: true, allLiveOrders: true }),
  decide(scope, { suggestions: found }, { now, newId }) {
    const held = [...scope.suggestions.values()]
    const dismissed = held.filter(({ dismissedAt }) => dismissedAt !== null)
    const lasting = dismissed.filter((one) => helped(one).some((orderId) => isLate(scope, orderId)))
    const wanted = found.filter((one) => isTrue(one, scope) && !lasting.some((old) => isSame(old, one)))
    const kept = new Set(lasting.map(({ id }) => id))
    const put: Suggestion[] = []
    for (const one of wanted) {
      const before = held.find((old) => old.dismissedAt === null && !kept.has(old.id) && isSame(old, one))
      if (before) kept.add(before.id)
      const next = { id: before?.id ?? newId(), at: before?.at ?? now, ...one, dismissedAt: null }
      if (!before || isOther(before, next)) put.push(next)
    }
    const gone = held.filter(({ id }) => !kept.has(id)).map(({ id }) => id)
    if (put.length === 0 && gone.length === 0) return refuse('nothing_to_change')
    return {
      ...{ ok: true, answer: {}, leavesPlan: true },
      facts: [{ name: 'suggestionsRecorded', suggestionIds: put.map(({ id }) => id), gone }],
      put: put.length > 0 ? { suggestion: put } : {},
      drop: gone.length > 0 ? { suggestion: gone } : {},
    }
  },
}

type Content = Pick<Suggestion, 'cause' | 'orderId' | 'moves' | 'effects'>

/** The orders a suggestion is for. */
const helped = ({ orderId, effects }: Content): string[] =>
  orderId !== null
    ? [orderId]
    : effects.flatMap(({ orderId: id, promiseAt, from, to }) =>
        promiseAt !== null && from !== null && from > promiseAt && (to ?? Infinity) < from ? [id] : [],
      )

/** The same as far as a person is concerned: for the same order, of the same work; a whole plan: for none but the same orders. */
function isSame(old: Content, one: Content): boolean {
  if (old.cause !== one.cause || old.orderId !== one.orderId) return false
  if (one.orderId === null) {
    const before = new Set(helped(old))
    return helped(one).every((id) => before.has(id))
  }
  const work = (of: Content) => of.moves.map(({ operationId }) => operationId).sort()
  return work(old).join() === work(one).join()
}

function isOther(before: Suggestion, next: Suggestion): boolean {
  if (Math.abs(before.savedMinutes - next.savedMinutes) >= SAME_WITHIN) return true
  if (JSON.stringify(before.moves) !== JSON.stringify(next.moves)) return true
  const verdicts = ({ effects }: Content) =>
    effects.map(({ orderId, promiseAt, from, to }) => [orderId, (from ?? 0) > promiseAt!, (to ?? 0) > promiseAt!])
  return JSON.stringify(verdicts(before)) !== JSON.stringify(verdicts(next))
}

/** Whether the work is still where it was when the move was thought of. */
const isTrue = ({ moves }: Suggested, { orders }: Scope): boolean =>
  moves.every(({ orderId, operationId, was }) => {
    const operation = orders.get(orderId)?.operations.find(({ id }) => id === operationId)
    return operation !== undefined && isSamePlace(operation, was)
  })

function isLate({ orders }: Scope, orderId: string): boolean {
  const order = orders.get(orderId)
  return (
    order !== undefined &&
    forecastStates.includes(order.state) &&
    order.promiseAt !== null &&
    (order.forecastAt ?? Infinity) > order.promiseAt
  )
}
