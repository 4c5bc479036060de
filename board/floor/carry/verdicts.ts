/** The effect of a move on each promise: kept, broken, less late or later (B5, AL). Pure. */
import type { Effect } from '#contract/entities/index.ts'

const MINUTE = 60_000

export type Verdict = 'saved' | 'broken' | 'better' | 'worse' | 'moved'

/** Work that cannot be scheduled counts as later than anything. */
const lateBy = (promiseAt: number, at: number | null): number =>
  at === null ? Infinity : Math.max(0, Math.round((at - promiseAt) / MINUTE))

export interface Judged extends Effect {
  verdict: Verdict
  /** Minutes past the promise, before and after; Infinity: cannot be scheduled. */
  wasLate: number
  isLate: number
}

export function judge(effect: Effect): Judged {
  const { promiseAt, from, to } = effect
  if (promiseAt === null) return { ...effect, verdict: 'moved', wasLate: 0, isLate: 0 }
  const wasLate = lateBy(promiseAt, from)
  const isLate = lateBy(promiseAt, to)
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
export const judged = (effects: readonly Effect[]): Judged[] =>
  effects
    .map(judge)
    .sort(
      (a, b) =>
        gravity.indexOf(a.verdict) - gravity.indexOf(b.verdict) ||
        Math.abs(b.isLate - b.wasLate) - Math.abs(a.isLate - a.wasLate) ||
        0,
    )

/** By order, for the marks on the plan. */
export const verdictsOf = (effects: readonly Effect[]): Map<string, Verdict> =>
  new Map(effects.map((effect) => [effect.orderId, judge(effect).verdict]))
