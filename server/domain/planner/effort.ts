/**
 * How much is looked through for suggestions: so many steps of running the shop, and the fewer runs the larger it is, so that the answer
 * comes in seconds. Counted, not timed: the same shop and the same chance give the same suggestions on any machine. Pure.
 */
import { STEPS_PER_TASK, type Run } from './run.ts'

/** Runs times tasks. Shops of some hundred operations have all the runs they want. */
const WORK = 1_200_000
/** However large the shop is, so many runs may be made of it. */
const LEAST = 60

export class Effort {
  /** How often the shop can be run, where no task is asked in vain. */
  readonly runs: number
  #most: number
  #spent = 0
  #upTo: number

  constructor(tasks: number) {
    this.runs = Math.max(LEAST, Math.floor(WORK / Math.max(1, tasks)))
    this.#upTo = this.#most = this.runs * tasks * STEPS_PER_TASK
  }

  spend(runs: readonly Pick<Run, 'steps'>[]): void {
    for (const { steps } of runs) this.#spent += steps
  }

  /** From now on no more is spent than this share of all of it. */
  upTo(share: number): void {
    this.#upTo = share * this.#most
  }

  get isSpent(): boolean {
    return this.#spent >= this.#upTo
  }
}
