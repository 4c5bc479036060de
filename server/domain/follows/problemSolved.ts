/** A problem the floor has reported (B10) is solved by what happens to the order next (AL, B11.1). */
import type { Order } from '#contract/entities/index.ts'
import type { ProblemReason } from '#contract/values.ts'
import { solved } from '../order/progressCheck.ts'
import type { FollowUp } from './followUp.ts'

export const problemSolved: FollowUp<Order> = {
  after(followed, { context }) {
    const { before, entity: order } = followed
    const reason = order.progressCheck?.reason ?? null
    // The change that reports a problem cannot solve it.
    const isNew = before?.progressCheck?.answeredAt !== order.progressCheck?.answeredAt
    if (!before || !reason || isNew || !isOver[reason](before, order)) return followed
    return { ...followed, entity: solved(order, context.now) }
  },
  moments: () => [],
}

const isMissing = ({ parts }: Order) => parts.some(({ arrivedAt }) => arrivedAt === null)
const isAsked = ({ operations }: Order) => operations.some(({ state }) => state === 'proposed')

/** Work has started or resumed. */
const isUnderWay = (before: Order, order: Order) =>
  order.operations.some(
    ({ id, state }) => state === 'working' && before.operations.find((one) => one.id === id)?.state !== 'working',
  )
const hasCome = (before: Order, order: Order) => isMissing(before) && !isMissing(order)
const isAnswered = (before: Order, order: Order) => isAsked(before) && !isAsked(order)

/** What solves each kind of problem; only the person who reported it can know about `other`. */
const isOver: Record<ProblemReason, (before: Order, order: Order) => boolean> = {
  parts: (before, order) => hasCome(before, order) || (before.pauseReason === 'parts' && isUnderWay(before, order)),
  bay: isUnderWay,
  technician: isUnderWay,
  more_work: isAnswered,
  customer: isAnswered,
  other: () => false,
}
