/**
 * The budget of a search for suggestions, in simulation steps: a larger shop gets fewer runs, so that the answer comes within
 * seconds. Counted rather than timed, so that the same shop and seed give the same suggestions on any machine. Pure.
 */
import { STEPS_PER_TASK, type Run } from './run.ts'

/** Runs × tasks. Enough for any search in a shop of a few hundred operations. */
const WORK = 1_200_000
/** The minimum number of runs, however large the shop is. */
const LEAST = 60

export class Effort {
  /** How many runs the budget allows if every task starts at the first attempt. */
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

  /** Limits spending from now on to this share of the whole budget. */
  upTo(share: number): void {
    this.#upTo = share * this.#most
  }

  get isSpent(): boolean {
    return this.#spent >= this.#upTo
  }
}
