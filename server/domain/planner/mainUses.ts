/**
 * A bay with several uses is mainly there for the first of them (C2): a five-hour job on the only alignment rack would keep every
 * car that needs its wheels aligned waiting, so work of another use takes such a bay only if that leaves enough of them free for
 * the work they are for. Pure.
 */
import { bayKinds } from '#contract/values.ts'
import type { Problem } from './problem.ts'

export class MainUses {
  #problem: Problem
  /** By bay: the kind of its main use. */
  #main: Int32Array
  /** By kind: the bays mainly for it that are not out of service for good. */
  #bays: readonly Int32Array[]
  /** By kind: the tasks that need such a bay, if one of them has further uses; else empty. */
  #tasks: readonly Int32Array[]
  /** By task: it cannot be ready earlier; `Infinity`: never. */
  #earliest: Float64Array
  #isStarted: (task: number) => boolean

  constructor(problem: Problem, isStarted: (task: number) => boolean) {
    const { bays, kind } = problem
    this.#problem = problem
    this.#isStarted = isStarted
    this.#main = Int32Array.from(bays, ({ uses }) => bayKinds.indexOf(uses[0]!))
    const numbers = [...bays.keys()]
    this.#bays = bayKinds.map((_, use) =>
      Int32Array.from(numbers.filter((bay) => this.#main[bay] === use && bays[bay]!.backAt < Infinity)),
    )
    this.#earliest = earliestOf(problem)
    const tasks = [...kind.keys()].filter((task) => this.#earliest[task]! < Infinity)
    this.#tasks = this.#bays.map((own, use) =>
      Int32Array.from(own.some((bay) => bays[bay]!.uses.length > 1) ? tasks.filter((task) => kind[task] === use) : []),
    )
  }

  /**
   * Whether the bay is kept from `task`, which would be done at `end`. Work that no bay is mainly for is never kept from one: it
   * would wait for ever.
   */
  keeps(bay: number, task: number, end: number, isFree: Uint8Array): boolean {
    const { kind, car } = this.#problem
    const main = this.#main[bay]!
    if (kind[task] === main || this.#tasks[main]!.length === 0 || this.#bays[kind[task]!]!.length === 0) return false
    let free = 0
    for (const one of this.#bays[main]!) free += isFree[one]!
    for (const other of this.#tasks[main]!)
      if (this.#earliest[other]! < end && car[other] !== car[task] && !this.#isStarted(other) && --free <= 0)
        return true
    return false
  }
}

/** When each task could be ready if nothing but the work before it and its parts held it up. */
function earliestOf({ now, tasks, car, duration, partsAt, startAt, unschedulable }: Problem): Float64Array {
  const earliest = new Float64Array(tasks)
  let at = now
  for (let task = 0; task < tasks; task++) {
    if (car[task] !== car[task - 1]) at = now
    at = unschedulable[task] === null ? Math.max(at, partsAt[task]!, startAt[task]!) : Infinity
    earliest[task] = at
    at += duration[task]!
  }
  return earliest
}
