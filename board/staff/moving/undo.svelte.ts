/** The last moves made on this screen, for undo (C2). Undo is refused when the work or car has moved since (S13). */
import type { Placement, Suggestion } from '#contract/entities/index.ts'

const MOST = 10

/** Work assigned elsewhere. */
interface Assigned {
  orderId: string
  operationId: string
  /** The placement before … */
  was: Placement
  /** … and after. */
  to: Placement
  /** The foreman overrules the kind of bay or the skill. */
  anyway?: boolean
}

/** A car driven elsewhere; no operation was assigned. */
interface Driven {
  orderId: string
  operationId: null
  was: { bayId: string | null }
  to: { bayId: string | null }
}

export type Step = Assigned | Driven

/** The steps that one undo reverses. */
export interface Turn {
  /** In the order they were made. */
  steps: readonly Step[]
  /** One drop: all or nothing. The moves of suggestions are undone one by one. */
  isOne: boolean
}

export interface TakenBack extends Turn {
  /** How many of its steps were undone. */
  undone: number
}

export class Undo {
  /** Most recent last. */
  #turns = $state.raw<readonly Turn[]>([])

  get count(): number {
    return this.#turns.length
  }

  get last(): Turn | null {
    return this.#turns.at(-1) ?? null
  }

  /** Records the moves of one drop or one tap. */
  moved(steps: readonly Step[]): void {
    this.#keep({ steps, isOne: true })
  }

  /** Records the moves of suggestions accepted on this screen, to be undone together. */
  accepted(suggestions: readonly Suggestion[]): void {
    const moves = suggestions.flatMap((suggestion) => suggestion.moves)
    // If several suggestions move the same piece, only the first was carried out.
    const carriedOut = moves.filter((move, i) => i === moves.findIndex((one) => one.operationId === move.operationId))
    const steps = carriedOut.map(({ orderId, operationId, was, to }) => ({ orderId, operationId, was, to }))
    this.#keep({ steps, isOne: false })
  }

  /**
   * Undoes the last turn, last step first; a refused step stays as it is.
   * @param isStill whether, as far as this screen knows, the work or car is where the step starts
   */
  async back(
    carryOut: (step: Step) => Promise<{ ok: boolean }>,
    isStill: (step: Step) => boolean,
  ): Promise<TakenBack | null> {
    const turn = this.last
    if (!turn) return null
    this.#turns = this.#turns.slice(0, -1)
    const steps = turn.steps.toReversed().map(reversed)
    // Try the steps whose work has moved since first: if one is refused, the rest of the drop stays untouched.
    if (turn.isOne) steps.sort((a, b) => Number(isStill(a)) - Number(isStill(b)))
    let undone = 0
    for (const step of steps) {
      const { ok } = await carryOut(step)
      if (ok) undone += 1
      else if (turn.isOne) break
    }
    return { ...turn, undone }
  }

  #keep(turn: Turn): void {
    if (turn.steps.length > 0) this.#turns = [...this.#turns, turn].slice(-MOST)
  }
}

const reversed = (step: Step): Step =>
  step.operationId === null ? { ...step, was: step.to, to: step.was } : { ...step, was: step.to, to: step.was }
