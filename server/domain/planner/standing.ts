/**
 * Cars that stand in a bay without work to do: until their estimate is made and answered, their additional work is answered, or
 * they are moved, nobody else can use the bay (B5). How long that takes is expected by the order's state. Pure.
 */
import { addWorkingTime, workingTime } from '#contract/calendar.ts'
import type { PlannedOperation, PlannedOrder, ShopState } from './shop.ts'

const MINUTE = 60_000
/** A diagnosis or an answer that is overdue is still expected to take this many minutes. */
const STILL = 5

type Standing = Pick<PlannedOrder, 'state' | 'arrivedAt' | 'quotedAt'> & {
  operations: readonly Pick<PlannedOperation, 'state' | 'askedAt'>[]
}

/** Until when the car is expected to stand without work; 0 if it has work to do, or leaves its bay. */
export function standsUntil(order: Standing, { workshop, now }: ShopState): number {
  const { state, arrivedAt, quotedAt } = order
  const { diagnosisMinutes, answerMinutes } = workshop.settings
  const left = (minutes: number, since: number | null) =>
    Math.max(Math.min(STILL, minutes), minutes - (since === null ? 0 : workingTime(workshop, since, now) / MINUTE))
  const minutes =
    state === 'arrived' || state === 'diagnosing'
      ? left(diagnosisMinutes, arrivedAt) + answerMinutes
      : state === 'quoted'
        ? left(answerMinutes, quotedAt)
        : isOver(state)
          ? answerMinutes
          : waitsForAnswer(order)
            ? left(answerMinutes, askedAt(order))
            : 0
  return minutes === 0 ? 0 : (addWorkingTime(workshop, now, minutes * MINUTE) ?? Infinity)
}

/** Nothing is left to do, but the car has not been moved (C9). */
const isOver = (state: Standing['state']): boolean => state === 'stopped' || state === 'ready' || state === 'settled'

/** All agreed work is done, and the rest is the customer's to decide (B9). */
const waitsForAnswer = ({ operations }: Standing): boolean =>
  operations.some(({ state }) => state === 'proposed') &&
  operations.every(({ state }) => state === 'proposed' || state === 'done' || state === 'cancelled')

/** When the customer was asked about the last of it; null: they have still to be asked. */
function askedAt({ operations }: Standing): number | null {
  const asked = operations.flatMap((one) => (one.state === 'proposed' ? [one.askedAt ?? Infinity] : []))
  const last = Math.max(...asked)
  return last === Infinity ? null : last
}
