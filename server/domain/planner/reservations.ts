/**
 * Bays and technicians reserved for work with a start time set by the foreman: other work that would not be done by then does not
 * start there, nor while the reserved task's car is still finishing its previous work (C2). Pure.
 */
import type { Problem } from './problem.ts'

export class Reservations {
  #problem: Problem
  /** Tasks with a start time, by assigned bay and by assigned technician; null where there are none. */
  #inBay: (number[] | null)[]
  #byTechnician: (number[] | null)[]
  #isStarted: Uint8Array
  #readyAt: (task: number) => number
  #isEmpty = true

  /** @param readyAt when a task's car will be available, as far as known; `Infinity` while unknown */
  constructor(problem: Problem, readyAt: (task: number) => number) {
    this.#readyAt = readyAt
    const { bays, technicians, bay, technician, startAt, tasks } = problem
    this.#problem = problem
    this.#inBay = bays.map(() => null)
    this.#byTechnician = technicians.map(() => null)
    this.#isStarted = new Uint8Array(tasks)
    for (let task = 0; task < tasks; task++) {
      if (startAt[task]! === 0) continue
      this.#isEmpty = false
      if (bay[task]! >= 0) (this.#inBay[bay[task]!] ??= []).push(task)
      if (technician[task]! >= 0) (this.#byTechnician[technician[task]!] ??= []).push(task)
    }
  }

  clear(): void {
    if (!this.#isEmpty) this.#isStarted.fill(0)
  }
  started(task: number): void {
    this.#isStarted[task] = 1
  }

  /** Whether a reservation stops `task` from running there from `at` to `end`. Tasks with a start time of their own are never stopped. */
  blocksBay(bay: number, task: number, at: number, end: number): boolean {
    const placed = this.#isEmpty ? null : this.#inBay[bay]!
    return placed !== null && this.#isInTheWay(placed, task, at, end)
  }
  blocksTechnician(technician: number, task: number, at: number, end: number): boolean {
    const placed = this.#isEmpty ? null : this.#byTechnician[technician]!
    return placed !== null && this.#isInTheWay(placed, task, at, end)
  }

  #isInTheWay(placed: readonly number[], task: number, at: number, end: number): boolean {
    const { startAt, car, hasBegun } = this.#problem
    if (startAt[task]! > 0 || hasBegun[task]) return false
    for (let i = 0; i < placed.length; i++) {
      const other = placed[i]!
      if (this.#isStarted[other] || car[other] === car[task]) continue
      if (startAt[other]! > at ? startAt[other]! < end : this.#readyAt(other) < end) return true
    }
    return false
  }
}
