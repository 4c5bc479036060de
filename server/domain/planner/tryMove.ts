/** What a move would do before it is made (C2): compares the plan with and without it and lists what blocks it. Pure. */
import type { PlannedWork } from '#contract/entities/index.ts'
import type { MoveAnswer, MoveQuestion } from '#contract/questions.ts'
import { refuse, type Refused } from '../rule.ts'
import { problemAfterMoves, problemWithReports } from './progressReports.ts'
import { delaysOf, forbids, blockersOf } from './moveBlockers.ts'
import { latenessOf } from './lateness.ts'
import { effectsOf, withMoves } from './moves.ts'
import type { ShopState } from './shop.ts'
import { simulate } from './simulate.ts'

const MINUTE = 60_000

/** Refuses `order_not_found` and `operation_not_found`; everything else that forbids the move is in the answer. */
export function tryMove(shop: ShopState, question: MoveQuestion): MoveAnswer | Refused {
  const order = shop.orders.find(({ id }) => id === question.orderId)
  if (!order) return refuse('order_not_found')
  const operation = order.operations.find(({ id }) => id === question.operationId)
  if (!operation) return refuse('operation_not_found')
  const blockers = blockersOf(shop, order, operation, question)
  if (forbids(blockers)) return { ...nothing, at: shop.now, isRefused: true, blockers: blockers }
  const problem = problemWithReports(shop)
  const before = simulate(shop, problem)
  const moved = withMoves(shop, [{ ...question, to: question }])
  const after = simulate(moved, problemAfterMoves(moved, problem))
  const found = after.get(order.id)?.work.find(({ operationId }) => operationId === operation.id)
  const delays = delaysOf(shop, order, operation, question, after, found)
  return {
    at: shop.now,
    isRefused: false,
    blockers: [...blockers, ...delays],
    work: found ? plannedOf(found) : null,
    effects: effectsOf(shop, before, after, order.id),
    savedMinutes: Math.round((latenessOf(shop, before) - latenessOf(moved, after)) / MINUTE),
  }
}

const nothing = { work: null, effects: [], savedMinutes: 0 }
const plannedOf = ({ bayId, technicianId, start, end }: PlannedWork): PlannedWork => ({
  ...{ bayId, technicianId, start, end },
})
