/** The values behind the two bars and the status mark: time elapsed, work done, on track / at risk / late. */
import type { Asking } from './additionalWork.ts'
import { workingTime, type Calendar } from './calendar.ts'
import type { Operation } from './entities/operation.ts'
import {
  isUnknown,
  workStates,
  type ProgressCheckAnswer,
  type OperationState,
  type OrderState,
  type UnschedulableReason,
} from './values.ts'

/** Work that has not been reported finished never shows more than this percentage, */
const UNFINISHED_CEILING = 95
/** or, if it was nearly done at the last report, as rework is (C5), more than this one. */
const NEARLY_DONE = 90
const NEARLY_DONE_CEILING = 99

interface Worked {
  state: OperationState
  likelyMinutes: number
  percent: number
  percentAt: number | null
}

/** Percent of an operation done at `now`: the last report, extrapolated at the likely pace while in progress. */
export function operationPercent(operation: Worked, calendar: Calendar, now: number): number {
  if (operation.state === 'done') return 100
  if (operation.state !== 'working' || operation.percentAt === null) return operation.percent
  const worked = workingTime(calendar, operation.percentAt, now)
  const reached = operation.percent + (worked / (operation.likelyMinutes * 60_000)) * 100
  const ceiling = operation.percent >= NEARLY_DONE ? NEARLY_DONE_CEILING : UNFINISHED_CEILING
  return Math.max(operation.percent, Math.min(ceiling, reached))
}

/**
 * B10.2: whether to ask "Done?" about an operation: the work has reached its planned end, and its order is too short for a progress
 * check. Pauses and closed hours do not count.
 */
export function isDoneAsked(
  { progressCheck }: { progressCheck: object | null },
  { state, likelyMinutes, percent, percentAt }: Worked,
  calendar: Calendar,
  now: number,
): boolean {
  if (progressCheck !== null || state !== 'working' || percentAt === null) return false
  return workingTime(calendar, percentAt, now) >= likelyMinutes * (1 - percent / 100) * 60_000
}

/** Whether the operation is approved work: neither declined nor awaiting approval. */
export const isAgreed = ({ state }: { state: OperationState }): boolean => state !== 'cancelled' && state !== 'proposed'

/** C8: work stopped half way. Its price is the share that was done; nothing of work taken off, or not begun, is billed. */
export const isBilledInPart = ({ state, percent, price, approved }: Billed): boolean =>
  state === 'cancelled' && approved !== false && percent > 0 && price > 0

type Billed = Pick<Operation, 'state' | 'percent' | 'price' | 'approved'>

/** Whether the customer pays for the operation, as far as is known now. */
export const isBilled = (operation: Billed): boolean => isAgreed(operation) || isBilledInPart(operation)

/** Standard minutes of the work that is billed; of work stopped half way, the share that was done (C8). */
export const billedMinutes = (operations: readonly (Billed & { standardMinutes: number })[]): number =>
  operations
    .filter(isBilled)
    .reduce((sum, one) => sum + one.standardMinutes * (isBilledInPart(one) ? one.percent / 100 : 1), 0)

/** Additional work for safety that the customer has refused (B9): it stays visible until the car has left. */
export const isRefusedSafety = ({ safety, approved }: { safety: boolean; approved: boolean | null }): boolean =>
  safety && approved === false

/** Minutes of rework after a failed quality check when nobody says how many (C5). */
export const usualRework = ({ likelyMinutes }: Pick<Worked, 'likelyMinutes'>, reworkPercent: number): number =>
  Math.max(1, Math.round((likelyMinutes * reworkPercent) / 100))

/** Whether a part of the order has still to come. */
export const isWaitingForPart = ({ parts }: { parts: readonly { arrivedAt: number | null }[] }): boolean =>
  parts.some(({ arrivedAt }) => arrivedAt === null)

/** Share of the order's approved work done at `now`, 0 to 1. */
export function workDone(operations: readonly Worked[], calendar: Calendar, now: number): number {
  let done = 0
  let all = 0
  for (const operation of operations.filter(isAgreed)) {
    all += operation.likelyMinutes
    done += (operation.likelyMinutes * operationPercent(operation, calendar, now)) / 100
  }
  return all === 0 ? 0 : done / all
}

/** Likely minutes of approved work left at `now`. */
export function remainingMinutes(operations: readonly Worked[], calendar: Calendar, now: number): number {
  let left = 0
  for (const operation of operations.filter(isAgreed))
    left += operation.likelyMinutes * (1 - operationPercent(operation, calendar, now) / 100)
  return left
}

/** The work with its safe minutes (P80) as the likely ones, for forecasts that back a promise. */
export const safely = <O extends { likelyMinutes: number; safeMinutes: number }>(operations: readonly O[]): O[] =>
  operations.map((one) => ({ ...one, likelyMinutes: one.safeMinutes }))

/** Share of the planned duration elapsed at `now`, in opening hours from receipt to promise; over 1 if overdue. */
export function timeGone(order: Planned, calendar: Calendar, now: number): number {
  const begin = receiptOf(order)
  if (begin === null || order.promiseAt === null) return 0
  const planned = workingTime(calendar, begin, order.promiseAt)
  if (planned <= 0) return now >= order.promiseAt ? 1 : 0
  return workingTime(calendar, begin, now) / planned
}

/** B10.2: the planned duration in ms of opening time, if it has a progress check; null without a promise, or if it is too short. */
export function checkedDuration(
  order: Pick<Planned, 'authorisedAt' | 'promiseAt'>,
  calendar: Calendar,
  { progressCheckLeastMinutes }: { progressCheckLeastMinutes: number },
): number | null {
  const begin = receiptOf(order)
  if (begin === null || order.promiseAt === null) return null
  const planned = workingTime(calendar, begin, order.promiseAt)
  return planned > 0 && planned >= progressCheckLeastMinutes * 60_000 ? planned : null
}

interface Planned extends Asking {
  authorisedAt: number | null
  promiseAt: number | null
  forecastAt: number | null
  /** Work that cannot be scheduled; not shown to customers. */
  unschedulable?: { reason: UnschedulableReason } | null
  readyAt: number | null
}

/** When the planned duration begins: when the workshop received the order, which is when the customer approved it. */
export const receiptOf = (order: Pick<Planned, 'authorisedAt'>): number | null => order.authorisedAt

/**
 * The promise that the forecast is judged by; null before the customer has approved the estimate: until then the time is an offer
 * (B3). While they are asked about additional work it is the time offered with it, as the forecast counts that work (B9).
 */
export const givenPromise = ({
  authorisedAt,
  promiseAt,
  additionalOffer,
}: Pick<Planned, 'authorisedAt' | 'promiseAt'> & Asking): number | null =>
  authorisedAt === null ? null : (additionalOffer?.promiseAt ?? promiseAt)

/** B3: whether the time offered with an estimate can still be kept. One that cannot is neither shown nor agreed to. */
export const isOfferOpen = (
  { promiseAt, forecastAt }: Pick<Planned, 'promiseAt' | 'forecastAt'>,
  now: number,
): boolean => promiseAt !== null && Math.max(forecastAt ?? 0, now) <= promiseAt

export type PromiseStatus = 'on_track' | 'at_risk' | 'late'

/**
 * Late if the forecast or the clock is past the promise, or the work cannot be scheduled; at risk if the forecast is unknown or
 * within `atRiskMinutes` of the promise (AL). Without a promise it is on track.
 */
export function promiseStatus(order: Planned, now: number, atRiskMinutes: number): PromiseStatus {
  const promiseAt = givenPromise(order)
  if (promiseAt === null || order.readyAt !== null) return 'on_track'
  if (order.unschedulable && isUnknown(order.unschedulable.reason)) return now > promiseAt ? 'late' : 'at_risk'
  const expected = order.unschedulable ? Infinity : Math.max(order.forecastAt ?? 0, now)
  if (expected > promiseAt) return 'late'
  return expected > promiseAt - atRiskMinutes * 60_000 ? 'at_risk' : 'on_track'
}

/** Stages of a progress check (B10): asked and not yet answered, overdue, answered with a problem. */
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

/** Whether the shop floor has reported a problem that is not known to be solved. */
export const isProblem = ({
  answer,
  solvedAt,
}: Pick<NonNullable<Asked['progressCheck']>, 'answer' | 'solvedAt'>): boolean =>
  answer === 'problem' && solvedAt === null

/** The visible stage of an order's progress check; null before it is asked, after it is answered, and when the work is done. */
export function progressCheckStage({ state, progressCheck }: Asked): ProgressCheckStage | null {
  if (!progressCheck || progressCheck.askedAt === null || !(workStates as readonly OrderState[]).includes(state))
    return null
  if (progressCheck.answeredAt !== null) return isProblem(progressCheck) ? 'problem' : null
  return progressCheck.missedAt === null ? 'asked' : 'missed'
}
