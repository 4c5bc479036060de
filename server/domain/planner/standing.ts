/**
 * Cars that stand in a bay without agreed work: until their estimate is made and answered, nobody else can use the bay (B5). How
 * long that takes is expected by the order's state. Pure.
 */
import { addWorkingTime, workingTime } from '#contract/calendar.ts'
import type { PlannedOrder, ShopState } from './shop.ts'

const MINUTE = 60_000
/** A diagnosis or an answer that is overdue is still expected to take this many minutes. */
const STILL = 5

type Standing = Pick<PlannedOrder, 'state' | 'arrivedAt' | 'quotedAt'>

/** Until when the car is expected to stand without work; 0 if it waits for no estimate and no answer. */
export function standsUntil({ state, arrivedAt, quotedAt }: Standing, { workshop, now }: ShopState): number {
  const { diagnosisMinutes, answerMinutes } = workshop.settings
  const left = (minutes: number, since: number | null) =>
    Math.max(Math.min(STILL, minutes), minutes - (since === null ? 0 : workingTime(workshop, since, now) / MINUTE))
  const minutes =
    state === 'arrived' || state === 'diagnosing'
      ? left(diagnosisMinutes, arrivedAt) + answerMinutes
      : state === 'quoted'
        ? left(answerMinutes, quotedAt)
        : 0
  return minutes === 0 ? 0 : (addWorkingTime(workshop, now, minutes * MINUTE) ?? Infinity)
}
