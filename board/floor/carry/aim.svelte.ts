/** The current target of a drag, and what a drop there would do: the planner is asked before the drop (C2). */
import { createContext } from 'svelte'
import { words } from '#kit/words.svelte.ts'
import type { Names } from '#kit/names.svelte.ts'
import { linesOf, type Line } from './answerText.ts'
import type { Meaning } from './cargo.ts'
import type { Carry } from './carry.svelte.ts'
import { Trial } from './trial.svelte.ts'

export interface Outcome {
  where: string
  lines: readonly Line[]
  isGood: boolean
  /** False while a newer answer is on its way. */
  isSettled: boolean
}

export const [useAim, provideAim] = createContext<Aim>()

export class Aim {
  readonly trial = new Trial()
  #carry: Carry
  #names: Names
  /** Null: nothing is carried, or a drop there would assign no work. */
  readonly meaning: Meaning | null = $derived.by(() => {
    const { held, over, at } = this.#carry
    return held && over !== null ? (this.#carry.targetsOf(over)?.meaning(held, over, at) ?? null) : null
  })
  /** The effect of a drop, in words. */
  readonly outcome: Outcome | null = $derived.by(() => this.meaning && this.#outcome(this.meaning))

  constructor(carry: Carry, names: Names) {
    this.#carry = carry
    this.#names = names
  }

  /** Asks the planner about the current target, unless the answer is known. Call it whenever the target has changed. */
  ask(): void {
    const asked = this.meaning?.no ? null : this.meaning
    this.trial.about(asked && { orderId: asked.order.id, operationId: asked.operation.id, ...asked.to })
  }

  #outcome({ order, operation, where, no }: Meaning): Outcome {
    if (no) return { where, isGood: false, isSettled: true, lines: [no] }
    const { latest, isAnswered } = this.trial
    if (latest)
      return {
        ...{ where, isGood: !(isAnswered && latest.isRefused), isSettled: isAnswered },
        lines: linesOf(this.#names, order, operation.id, latest),
      }
    const text = words.t(isAnswered ? 'plan:answer.silent' : 'plan:answer.asking')
    return { where, isGood: true, isSettled: isAnswered, lines: [{ tone: 'plain', text }] }
  }
}
