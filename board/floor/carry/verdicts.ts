/** The effect of a move on each promise: kept, broken, less late or later (B5, AL). Pure. */
import { openMinutesBetween, type Calendar } from '#contract/calendar.ts'
import type { Effect } from '#contract/entities/index.ts'

export type Verdict = 'saved' | 'broken' | 'better' | 'worse' | 'moved'

/** Work that cannot be scheduled counts as later than anything. */
const lateBy = (calendar: Calendar, promiseAt: number, at: number | null): number =>
  at === null ? Infinity : Math.max(0, openMinutesBetween(calendar, promiseAt, at))

export interface Judged extends Effect {
  verdict: Verdict
  /** Opening minutes past the promise, before and after; Infinity: cannot be scheduled. */
  wasLate: number
  isLate: number
}

export function judge(effect: Effect, calendar: Calendar): Judged {
  const { promiseAt, from, to } = effect
  if (promiseAt === null) return { ...effect, verdict: 'moved', wasLate: 0, isLate: 0 }
  const wasLate = lateBy(calendar, promiseAt, from)
  const isLate = lateBy(calendar, promiseAt, to)
  return { ...effect, wasLate, isLate, verdict: verdictOf(wasLate, isLate) }
}

function verdictOf(wasLate: number, isLate: number): Verdict {
  if (wasLate === isLate) return 'moved'
  if (wasLate > 0 && isLate === 0) return 'saved'
  if (wasLate === 0) return 'broken'
  return isLate < wasLate ? 'better' : 'worse'
}

const gravity: readonly Verdict[] = ['broken', 'worse', 'saved', 'better', 'moved']

/** Most important first: broken promises, then later ones, then gains. */
export const judged = (effects: readonly Effect[], calendar: Calendar): Judged[] =>
  effects
    .map((effect) => judge(effect, calendar))
    .sort(
      (a, b) =>
        gravity.indexOf(a.verdict) - gravity.indexOf(b.verdict) ||
        Math.abs(b.isLate - b.wasLate) - Math.abs(a.isLate - a.wasLate) ||
        0,
    )

/** By order, for the marks on the plan. */
export const verdictsOf = (effects: readonly Effect[], calendar: Calendar): Map<string, Verdict> =>
  new Map(effects.map((effect) => [effect.orderId, judge(effect, calendar).verdict]))

/**
 * By how many opening minutes the cars helped are less late, and the others later. Leaves out work that cannot be scheduled before
 * or after: no number can be given for it.
 */
export function gainOf(effects: readonly Effect[], calendar: Calendar): { less: number; more: number } {
  const changes = effects
    .map((effect) => judge(effect, calendar))
    .filter(({ wasLate, isLate }) => wasLate < Infinity && isLate < Infinity)
    .map(({ wasLate, isLate }) => wasLate - isLate)
  const sum = (minutes: readonly number[]) => minutes.reduce((all, one) => all + one, 0)
  return { less: sum(changes.filter((one) => one > 0)), more: -sum(changes.filter((one) => one < 0)) }
}
