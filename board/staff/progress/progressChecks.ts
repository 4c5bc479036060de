/** Progress checks waiting for an answer (B10). Pure. */
import type { Order } from '#contract/entities/index.ts'
import { progressCheckStage } from '#contract/progress.ts'

/** The choices for “later”, in working minutes after the promise. */
export const LATER_MINUTES = [15, 30, 60, 120] as const

/** Orders with a progress check due: overdue ones first, then by the time the answer is due. */
export function dueProgressChecks(orders: Iterable<Order>): Order[] {
  const due = [...orders].filter((order) => waitsForAnswer(order))
  const isMissed = (order: Order) => Number(progressCheckStage(order) === 'missed')
  return due.sort(
    (a, b) => isMissed(b) - isMissed(a) || a.progressCheck!.lateAt - b.progressCheck!.lateAt || a.number - b.number,
  )
}

export function waitsForAnswer(order: Order): boolean {
  const stage = progressCheckStage(order)
  return stage === 'asked' || stage === 'missed'
}
