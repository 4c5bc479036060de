/** The effects shown on the day plan: those of the current drag, else of the previewed suggestion (C2). */
import { createContext } from 'svelte'
import type { Aim } from '../carry/aim.svelte.ts'
import type { Carry } from '../carry/carry.svelte.ts'
import { verdictsOf, type Verdict } from '../carry/verdicts.ts'
import type { Plan } from './plan.svelte.ts'
import { ghostsOf, type Ghost } from './preview.ts'
import type { Suggestions } from './suggestions.svelte.ts'

export const [useShownEffects, provideShownEffects] = createContext<ShownEffects>()

export class ShownEffects {
  readonly #plan: Plan
  readonly #carry: Carry
  readonly #aim: Aim
  readonly #suggestions: Suggestions
  /** The effect on each order's promise, by order id. */
  readonly verdicts: ReadonlyMap<string, Verdict> = $derived.by(() => {
    const shown = this.#carry.held ? this.#aim.trial.latest : this.#suggestions.preview
    return verdictsOf(shown?.effects ?? [], this.#plan.calendar)
  })
  /** Where the suggestion's moves would lie. */
  readonly ghosts: readonly Ghost[] = $derived.by(() => {
    const { preview } = this.#suggestions
    const { lanes, orders, axis, minute } = this.#plan
    return preview && !this.#carry.held ? ghostsOf(preview, lanes, orders, axis, minute) : []
  })

  constructor(plan: Plan, carry: Carry, aim: Aim, suggestions: Suggestions) {
    this.#plan = plan
    this.#carry = carry
    this.#aim = aim
    this.#suggestions = suggestions
  }
}
