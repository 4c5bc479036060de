/** How a table of states and transitions is written and read; `order/life.ts` and `operation/life.ts` are the two there are. */
import type { CommandName } from '#contract/commands/index.ts'
import { refuse, type Refused } from './rule.ts'

/** One fact of a life: which commands bring it about, in which states it may happen, and which states it may lead to. */
export interface Step<State extends string> {
  readonly by: readonly CommandName[]
  /** With true a life begins with this fact, too (in the first state of `to`). */
  readonly begins?: true
  readonly from: readonly State[]
  /** Empty: the state stays. Several: which one follows from the rest of the order. */
  readonly to: readonly State[]
}

/** Whether the fact may happen in this state. */
export function allows<State extends string>(step: Step<State>, state: State): boolean {
  return step.from.includes(state)
}

/**
 * The state after the fact, or the refusal `illegal_step`. Where the table leaves several, `wanted` says which;
 * a wanted state that the table does not know is a mistake in a rule and throws.
 */
export function take<State extends string>(step: Step<State>, state: State, wanted?: State): State | Refused {
  if (!allows(step, state)) return refuse('illegal_step')
  if (step.to.length === 0) return state
  const next = wanted ?? step.to[0]!
  if (!step.to.includes(next) || (wanted === undefined && step.to.length > 1))
    throw new Error(`A rule leads from ${state} to ${wanted ?? 'nowhere'}, which the table of states does not know`)
  return next
}
