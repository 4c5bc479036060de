/** Records the planner's suggestions, which are computed outside the commands (C2, AL). */
import type { Effect, Move, Order, Suggestion } from '#contract/entities/index.ts'
import type { Suggested } from '#contract/commands/clock.ts'
import { hasForecast } from '../forecast/bound.ts'
import { isSamePlace } from '#contract/placement.ts'
import { isAbsent, isEmployed } from '#contract/presence.ts'
import { isStillSo } from './decide.ts'
import { isAgreed } from '#contract/progress.ts'
import { refuse, type Rule, type Scope } from '../rule.ts'

/** A suggestion counts as unchanged if its savings (weighted minutes) change by less than this … */
const SAME_WITHIN = 5
/** … and its effects move by less than this (milliseconds). */
const SAME_TIME_WITHIN = 5 * 60_000
/** Cap on the savings shown (weighted minutes): with heavy weights, work that could not be scheduled would exceed any range. */
const MOST_SAVED = 2 ** 31 - 1

/**
 * Puts new and changed suggestions, drops those no longer made. A dismissed suggestion does not return while its cause lasts: its
 * order is still late in the plan, the bay still out of service or the technician absent; for a whole plan, every order it helps.
 */
export const recordSuggestions: Rule<'recordSuggestions'> = {
  needs: () => ({ suggestions: true, allLiveOrders: true }),
  needsThen(_payload, { suggestions }) {
    const dismissed = [...suggestions.values()].filter(({ dismissedAt }) => dismissedAt !== null)
    const from = dismissed.flatMap(({ moves }) => moves.map(({ was }) => was))
    return {
      bays: [...new Set(from.flatMap(({ bayId }) => bayId ?? []))],
      persons: [...new Set(from.flatMap(({ technicianId }) => technicianId ?? []))],
    }
  },
  decide(scope, { late, suggestions: found }, { now, newId }) {
    const isLate = (orderId: string) => late.includes(orderId) && isLive(scope.orders.get(orderId))
    const held = [...scope.suggestions.values()]
    const lasting = held.filter((one) => one.dismissedAt !== null && lasts(one, isLate, scope, now))
    const wanted = found.filter((one) => isTrue(one, scope) && !lasting.some((old) => isSame(old, one)))
    const remaining = new Set(lasting.map(({ id }) => id))
    const put: Suggestion[] = []
    for (const one of wanted) {
      const before = held.find((old) => old.dismissedAt === null && !remaining.has(old.id) && isSame(old, one))
      if (before) remaining.add(before.id)
      const savedMinutes = Math.min(one.savedMinutes, MOST_SAVED)
      const next = { id: before?.id ?? newId(), at: before?.at ?? now, ...one, savedMinutes, dismissedAt: null }
      if (!before || isOther(before, next)) put.push(next)
    }
    const gone = held.filter(({ id }) => !remaining.has(id)).map(({ id }) => id)
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

const misses = (promiseAt: number | null, at: number | null) => promiseAt !== null && (at ?? Infinity) > promiseAt

/** The orders a suggestion helps: those that would be less late. */
const helped = ({ orderId, effects }: Content): string[] =>
  orderId !== null
    ? [orderId]
    : effects.flatMap(({ orderId: id, promiseAt, from, to }) =>
        misses(promiseAt, from) && (to ?? Infinity) < (from ?? Infinity) ? [id] : [],
      )

/** Whether two suggestions look the same to a person: same order and work; for a whole plan, no other orders. */
function isSame(old: Content, one: Content): boolean {
  if (old.cause !== one.cause || old.orderId !== one.orderId) return false
  if (one.orderId === null) {
    const before = new Set(helped(old))
    return helped(one).every((id) => before.has(id))
  }
  const work = (of: Content) => of.moves.map(({ operationId }) => operationId).sort()
  return work(old).join() === work(one).join()
}

/** Compares field by field, as the database returns fields in another order. */
function isOther(before: Suggestion, next: Suggestion): boolean {
  return (
    Math.abs(before.savedMinutes - next.savedMinutes) >= SAME_WITHIN ||
    !alike(before.moves, next.moves, isSameMove) ||
    !alike(before.effects, next.effects, isSameEffect) ||
    // That nothing else moves is said, and so is that something does.
    (before.movedOrders === 0) !== (next.movedOrders === 0)
  )
}

const alike = <T extends { orderId: string }>(a: readonly T[], b: readonly T[], same: (a: T, b: T) => boolean) =>
  a.length === b.length && a.every((one, i) => same(one, b[i]!))

const isSameMove = (a: Move, b: Move): boolean =>
  a.orderId === b.orderId && a.operationId === b.operationId && isSamePlace(a.was, b.was) && isSamePlace(a.to, b.to)

function isSameEffect(a: Effect, b: Effect): boolean {
  const near = (one: number | null, other: number | null) =>
    one === null || other === null ? one === other : Math.abs(one - other) < SAME_TIME_WITHIN
  return (
    a.orderId === b.orderId &&
    a.promiseAt === b.promiseAt &&
    misses(a.promiseAt, a.from) === misses(b.promiseAt, b.from) &&
    misses(a.promiseAt, a.to) === misses(b.promiseAt, b.to) &&
    near(a.from, b.from) &&
    near(a.to, b.to)
  )
}

/** Whether the work is still where the suggestion found it, may be moved, and would move. */
const isTrue = ({ moves }: Suggested, { orders }: Scope): boolean =>
  moves.every((move) => isStillSo(move, orders.get(move.orderId)) && !isSamePlace(move.was, move.to))

/** Whether the cause of a suggestion persists. */
function lasts(one: Suggestion, isLate: (orderId: string) => boolean, scope: Scope, now: number): boolean {
  const { bays, persons, orders, workshop } = scope
  if (one.cause === 'late' || one.cause === 'plan') return helped(one).some(isLate)
  return one.moves.some(({ orderId, operationId, was }) => {
    const operation = orders.get(orderId)?.operations.find(({ id }) => id === operationId)
    if (!operation || !isAgreed(operation) || operation.state === 'done') return false
    if (one.cause === 'bay_down')
      return operation.bayId === was.bayId && (bays.get(was.bayId ?? '')?.outOfService ?? null) !== null
    const technician = persons.get(was.technicianId ?? '')
    if (operation.technicianId !== was.technicianId || technician === undefined) return false
    return isAbsent(technician, now) || !isEmployed(technician, workshop, now)
  })
}

const isLive = (order: Order | undefined) => order !== undefined && hasForecast(order)
