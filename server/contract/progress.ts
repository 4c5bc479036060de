/** What the two bars and the state mark show: time gone, work done, on track / at risk / late. Pure, for server and screens alike. */
import { workingTime, type Calendar } from './calendar.ts'
import { workStates, type ProgressCheckAnswer, type OperationState, type OrderState } from './values.ts'

/** Work nobody has reported finished is never shown as finished. */
const UNFINISHED_CEILING = 95

interface Worked {
  state: OperationState
  likelyMinutes: number
  percent: number
  percentAt: number | null
}

/** Percent of an operation done at `now`: as last reported, and carried on at its likely pace while it is worked on. */
export function operationPercent(operation: Worked, house: Calendar, now: number): number {
  if (operation.state === 'done') return 100
  if (operation.state !== 'working' || operation.percentAt === null) return operation.percent
  const worked = workingTime(house, operation.percentAt, now)
  const reached = operation.percent + (worked / (operation.likelyMinutes * 60_000)) * 100
  return Math.max(operation.percent, Math.min(UNFINISHED_CEILING, reached))
}

/** Operations that belong to the agreed work: not declined, not still waiting for the customer's yes. */
export const isAgreed = ({ state }: { state: OperationState }): boolean => state !== 'cancelled' && state !== 'proposed'

/** Share of the order's agreed work done at `now`, 0 to 1. */
export function workDone(operations: readonly Worked[], house: Calendar, now: number): number {
  let done = 0
  let all = 0
  for (const operation of operations.filter(isAgreed)) {
    all += operation.likelyMinutes
    done += (operation.likelyMinutes * operationPercent(operation, house, now)) / 100
  }
  return all === 0 ? 0 : done / all
}

/** Likely minutes of agreed work still to do at `now`. */
export function remainingMinutes(operations: readonly Worked[], house: Calendar, now: number): number {
  let left = 0
  for (const operation of operations.filter(isAgreed))
    left += operation.likelyMinutes * (1 - operationPercent(operation, house, now) / 100)
  return left
}

/** The work as it is promised: whatever foresees with it, foresees with the safe minutes (P80). */
export const safely = <O extends { likelyMinutes: number; safeMinutes: number }>(operations: readonly O[]): O[] =>
  operations.map((one) => ({ ...one, likelyMinutes: one.safeMinutes }))

/** Share of the planned duration gone at `now`, in opening hours from the workshop's receipt to the promise; over 1 when overdue. */
export function timeGone(order: Planned, house: Calendar, now: number): number {
  const begin = receiptOf(order)
  if (begin === null || order.promiseAt === null) return 0
  const planned = workingTime(house, begin, order.promiseAt)
  if (planned <= 0) return now >= order.promiseAt ? 1 : 0
  return workingTime(house, begin, now) / planned
}

interface Planned {
  authorisedAt: number | null
  promiseAt: number | null
  forecastAt: number | null
  /** What nobody can do; customers are not shown it. */
  unschedulable?: object | null
  readyAt: number | null
}

/** When the planned duration begins: the workshop's receipt of the car, which is the customer's yes while nothing is handed over in writing. */
export const receiptOf = (order: Pick<Planned, 'authorisedAt'>): number | null => order.authorisedAt

export type Standing = 'on_track' | 'at_risk' | 'late'

/**
 * Late when the forecast, or the clock, is past the promise, or when it is never done as things stand; at risk when the forecast comes close to it (AL).
 * @param atRiskMinutes how near it may come
 */
export function standing(order: Planned, now: number, atRiskMinutes: number): Standing {
  if (order.promiseAt === null || order.readyAt !== null) return 'on_track'
  const expected = order.unschedulable ? Infinity : Math.max(order.forecastAt ?? 0, now)
  if (expected > order.promiseAt) return 'late'
  return expected > order.promiseAt - atRiskMinutes * 60_000 ? 'at_risk' : 'on_track'
}

/** Where a progress check stands (B10): asked and not yet answered, answer overdue, answered with a problem. */
export type ProgressCheckStage = 'asked' | 'missed' | 'problem'

interface Asked {
  state: OrderState
  progressCheck: {
    askedAt: number | null
    missedAt: number | null
    answeredAt: number | null
    answer: ProgressCheckAnswer | null
    solvedAt: number | null
  } | null
}

/** Whether the floor has said that there is a problem, and it is not known to be solved. */
export const isProblem = ({
  answer,
  solvedAt,
}: Pick<NonNullable<Asked['progressCheck']>, 'answer' | 'solvedAt'>): boolean =>
  answer === 'problem' && solvedAt === null

/** What there is to be seen of an order's progress check; null before it is asked, once it is answered, and when the work is done. */
export function progressCheckStage({ state, progressCheck }: Asked): ProgressCheckStage | null {
  if (!progressCheck || progressCheck.askedAt === null || !(workStates as readonly OrderState[]).includes(state))
    return null
  if (progressCheck.answeredAt !== null) return isProblem(progressCheck) ? 'problem' : null
  return progressCheck.missedAt === null ? 'asked' : 'missed'
}
