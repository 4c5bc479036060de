/**
 * Bays and hands that the foreman has put work to a time for: what would not be done by then is not begun there, nor while the car is
 * still on its way from the work before (C2). Pure.
 */
import type { Problem } from './problem.ts'

export class Reservations {
  #problem: Problem
  /** Tasks put to a time, by the bay and by the hands named for them; null where there are none. */
  #inBay: (number[] | null)[]
  #byTechnician: (number[] | null)[]
  #isStarted: Uint8Array
  #readyAt: (task: number) => number
  #isEmpty = true

  /** @param readyAt when the car of a task will be there for it, as far as that is known by then; `Infinity`: it is not */
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

  /** Whether work of `task` from `at` to `end` would be in the way there. What the foreman has put to a time himself asks nobody. */
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
