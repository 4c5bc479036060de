/** Undoes the last touch, while that is possible (S14), else the last move, and announces it (C2). */
import { createContext } from 'svelte'
import { words } from '#kit/words.svelte.ts'
import type { Answers } from '#staff/answers.svelte.ts'
import type { Names } from '#kit/names.svelte.ts'
import type { Touches } from '#staff/touches.svelte.ts'
import type { Moves } from '#staff/moving/moves.svelte.ts'
import type { Result } from './result.svelte.ts'
import { undoneOf } from './undoText.ts'

/** The place where its refusal shows. */
export const UNDO = 'undo'

export const [useTakeBack, provideTakeBack] = createContext<() => Promise<void>>()

export function takeBackWith(
  moves: Moves,
  touches: Touches,
  answers: Answers,
  result: Result,
  names: Names,
): () => Promise<void> {
  return async () => {
    await moves.answered
    if (touches.last) return touches.takeBack()
    if (moves.undo.count === 0) return result.show(words.t('plan:undo.nothing'))
    answers.putAway(UNDO)
    result.show(null, UNDO)
    const back = await moves.takeBack(UNDO)
    if (!back || back.undone === 0) return
    const { undone: count, steps, isOne } = back
    if (count < steps.length) return result.show(words.t('plan:undo.some', { count, all: steps.length }), UNDO)
    const [first] = steps
    if (!first || (count > 1 && !isOne)) return result.show(words.t('plan:undo.doneAll', { count }), UNDO)
    result.show(undoneOf(names, first), UNDO)
  }
}
