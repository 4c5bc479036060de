/** A problem that the floor has named (B10), and when the house knows by itself that it is none any more (AL, B11.1). */
import type { Order } from '#contract/entities.ts'
import { isProblem } from '#contract/progress.ts'
import type { ProblemReason } from '#contract/values.ts'

const isMissing = ({ parts }: Order) => parts.some(({ arrivedAt }) => arrivedAt === null)
const isAsked = ({ operations }: Order) => operations.some(({ state }) => state === 'proposed')

/** Work has begun, or goes on. */
const isUnderWay = (before: Order, order: Order) =>
  order.operations.some(
    ({ id, state }) => state === 'working' && before.operations.find((one) => one.id === id)?.state !== 'working',
  )
const hasCome = (before: Order, order: Order) => isMissing(before) && !isMissing(order)
const isAnswered = (before: Order, order: Order) => isAsked(before) && !isAsked(order)

/** By what happens to the order each kind of problem is over; of `other` nobody knows but who said it. */
const overBy: Record<ProblemReason, (before: Order, order: Order) => boolean> = {
  parts: (before, order) => hasCome(before, order) || (before.pauseReason === 'parts' && isUnderWay(before, order)),
  bay: isUnderWay,
  technician: isUnderWay,
  more_work: isAnswered,
  customer: isAnswered,
  other: () => false,
}

/** The order after a change, with its problem solved where the change has done that. */
export function withProblemSolved(before: Order | undefined, order: Order, now: number): Order {
  const reason = order.checkIn?.reason ?? null
  // What is said with the change itself is so.
  const isNew = before?.checkIn?.answeredAt !== order.checkIn?.answeredAt
  return before && reason && !isNew && overBy[reason](before, order) ? solved(order, now) : order
}

export const solved = (order: Order, now: number): Order =>
  order.checkIn && isProblem(order.checkIn) ? { ...order, checkIn: { ...order.checkIn, solvedAt: now } } : order
