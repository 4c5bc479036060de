/** The last moves made on this screen, to be taken back (C2): refused when the work or the car is no longer where it was put (S13). */
import type { Placement, Suggestion } from '#contract/entities.ts'
import type { Reply } from '#contract/commands/index.ts'

const MOST = 10

/** Work put elsewhere. */
interface Assigned {
  orderId: string
  operationId: string
  /** How it was before … */
  was: Placement
  /** … and where it was put. */
  to: Placement
}

/** A car driven elsewhere: no operation is moved. */
interface Driven {
  orderId: string
  operationId: null
  was: { bayId: string | null }
  to: { bayId: string | null }
}

export type Step = Assigned | Driven

/** What is taken back in one go. */
export interface Turn {
  /** In the order in which they were done. */
  steps: readonly Step[]
  /** One drop: all of it or nothing. Moves of suggestions stand each by itself. */
  isOne: boolean
}

export interface TakenBack extends Turn {
  /** How many of its steps were. */
  undone: number
}

export class Undo {
  /** The last ones last. */
  #turns = $state.raw<readonly Turn[]>([])

  get count(): number {
    return this.#turns.length
  }

  get last(): Turn | null {
    return this.#turns.at(-1) ?? null
  }

  /** Keeps what one drop, or one press, has moved. */
  moved(steps: readonly Step[]): void {
    this.#keep({ steps, isOne: true })
  }

  /** Keeps the moves of suggestions that this screen accepted, to be taken back together. */
  accepted(suggestions: readonly Suggestion[]): void {
    const moves = suggestions.flatMap((suggestion) => suggestion.moves)
    // Of several moves of one piece the first was carried out.
    const carriedOut = moves.filter((move, i) => i === moves.findIndex((one) => one.operationId === move.operationId))
    const steps = carriedOut.map(({ orderId, operationId, was, to }) => ({ orderId, operationId, was, to }))
    this.#keep({ steps, isOne: false })
  }

  /**
   * Takes the last one back, its last step first; what is refused stays as it is now.
   * @param isStill whether work or car is, as far as this screen knows, where a step begins
   */
  async back(carryOut: (step: Step) => Promise<Reply>, isStill: (step: Step) => boolean): Promise<TakenBack | null> {
    const turn = this.last
    if (!turn) return null
    this.#turns = this.#turns.slice(0, -1)
    const steps = turn.steps.toReversed().map(reversed)
    // What has changed since goes first: refused, it leaves the rest of the drop as it is.
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
