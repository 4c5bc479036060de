/** The last moves made on this screen, to be taken back (C2): each as a move of its own, refused when the work is no longer where it was put (S13). */
import type { Placement, Suggestion } from '#contract/entities.ts'
import type { PayloadInput, Reply } from '#contract/commands/index.ts'

const MOST = 10

export interface Step {
  orderId: string
  operationId: string
  /** How it was before … */
  was: Placement
  /** … and where it was put. */
  to: Placement
}

type Assign = (payload: PayloadInput<'assignOperation'>) => Promise<Reply>

export class Undo {
  /** The last ones last; the moves of one suggestion together. */
  #steps = $state.raw<readonly (readonly Step[])[]>([])

  get count(): number {
    return this.#steps.length
  }

  get last(): readonly Step[] {
    return this.#steps.at(-1) ?? []
  }

  /** Keeps an assignment that this screen made. */
  assigned({ orderId, operationId, was, ...to }: PayloadInput<'assignOperation'>): void {
    this.#keep([{ orderId, operationId, was: whole(was), to: whole(to) }])
  }

  /** Keeps the moves of suggestions that this screen accepted, to be taken back together. */
  accepted(suggestions: readonly Suggestion[]): void {
    const moves = suggestions.flatMap((suggestion) => suggestion.moves)
    // Of several moves of one piece the first was carried out.
    const carriedOut = moves.filter((move, i) => i === moves.findIndex((one) => one.operationId === move.operationId))
    this.#keep(carriedOut.map(({ orderId, operationId, was, to }) => ({ orderId, operationId, was, to })))
  }

  /** Takes the last one back; what is refused stays as it is now. Gives what was taken back, and whether that was all. */
  async back(assign: Assign): Promise<{ undone: Step[]; all: number; isAll: boolean }> {
    const steps = this.last
    this.#steps = this.#steps.slice(0, -1)
    const undone: Step[] = []
    for (const step of steps.toReversed()) {
      const { orderId, operationId, was, to } = step
      const reply = await assign({ orderId, operationId, ...was, was: to })
      if (reply.ok) undone.push(step)
    }
    return { undone, all: steps.length, isAll: undone.length === steps.length }
  }

  #keep(step: readonly Step[]): void {
    if (step.length > 0) this.#steps = [...this.#steps, step].slice(-MOST)
  }
}

const whole = ({ bayId, technicianId, startAt }: PayloadInput<'assignOperation'>['was']): Placement => ({
  bayId,
  technicianId,
  startAt: startAt ?? null,
})
