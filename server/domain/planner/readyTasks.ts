/**
 * Tasks that can start as soon as a bay and a technician are free: those already started first, then those with a start time set
 * by the foreman, then in plan order. They are grouped by bay kind and skill, and only groups for which something has become
 * free are rechecked. Pure.
 */
import { NONE, type Problem } from './problem.ts'

interface Group {
  kind: number
  skill: number
  /** Its tasks take any bay of the kind and any technician with the skill: if one cannot start, none can. */
  isUnassigned: boolean
  tasks: number[]
  /** How many tasks at its head have been checked. */
  checked: number
  needsCheck: boolean
}

export class ReadyTasks {
  length = 0
  #problem: Problem
  #order: Float64Array = new Float64Array(0)
  #groups: Group[] = []
  #groupOf: Int32Array
  #technicianSkills: readonly Uint8Array[]
  /** By bay: the kinds of work it is fit for, and those placed there anyway. */
  #bayKinds: readonly Uint8Array[]
  /** The group whose head is being checked. */
  #current: Group | null = null

  constructor(problem: Problem) {
    const { kind, skill, bay, technician, tasks, technicians, bays, baysOf, techniciansFor } = problem
    this.#problem = problem
    this.#groupOf = new Int32Array(tasks)
    const numbers = new Map<string, number>()
    const groupFor = (kind: number, skill: number, isUnassigned: boolean) => {
      const key = `${kind} ${skill} ${isUnassigned}`
      let number = numbers.get(key)
      if (number === undefined) {
        number = this.#groups.push({ kind, skill, isUnassigned, tasks: [], checked: 0, needsCheck: false }) - 1
        numbers.set(key, number)
      }
      return number
    }
    for (let task = 0; task < tasks; task++) {
      // Each unassigned group has a twin for tasks whose car holds a bay.
      groupFor(kind[task]!, skill[task]!, false)
      this.#groupOf[task] = groupFor(kind[task]!, skill[task]!, bay[task]! < 0 && technician[task]! < 0)
    }
    const fits = (lists: readonly Int32Array[]) => (_: unknown, number: number) =>
      Uint8Array.from(lists, (list) => Number(list.includes(number)))
    this.#technicianSkills = technicians.map(fits(techniciansFor))
    this.#bayKinds = bays.map(fits(baysOf))
    for (let task = 0; task < tasks; task++) {
      if (bay[task]! >= 0) this.#bayKinds[bay[task]!]![kind[task]!] = 1
      if (technician[task]! >= 0) this.#technicianSkills[technician[task]!]![skill[task]!] = 1
    }
  }

  clear(order: Float64Array): void {
    this.#order = order
    this.length = 0
    for (const group of this.#groups) {
      group.tasks.length = 0
      group.needsCheck = false
    }
  }

  add(task: number, keepsBay: boolean): void {
    let group = this.#groups[this.#groupOf[task]!]!
    if (keepsBay && group.isUnassigned)
      group = this.#groups.find(
        ({ kind, skill, isUnassigned }) => kind === group.kind && skill === group.skill && !isUnassigned,
      )!
    const { tasks } = group
    let low = 0
    let high = tasks.length
    while (low < high) {
      const middle = (low + high) >> 1
      if (this.#comesBefore(task, tasks[middle]!)) high = middle
      else low = middle + 1
    }
    tasks.splice(low, 0, task)
    group.needsCheck = true
    group.checked = 0
    this.length++
  }

  /** Whether any group has tasks to check. */
  get needsDispatch(): boolean {
    if (this.length === 0) return false
    for (const { needsCheck, tasks } of this.#groups) if (needsCheck && tasks.length > 0) return true
    return false
  }

  recheckForBay(bay: number): void {
    const fits = this.#bayKinds[bay]!
    for (const group of this.#groups) if (fits[group.kind]) recheck(group)
  }
  recheckForTechnician(technician: number): void {
    const can = this.#technicianSkills[technician]!
    for (const group of this.#groups) if (can[group.skill]) recheck(group)
  }
  recheckAll(): void {
    for (const group of this.#groups) recheck(group)
  }

  /** The next task to check, in order; `NONE` when all have been checked. */
  first(): number {
    let first = NONE
    for (const group of this.#groups) {
      if (!group.needsCheck) continue
      if (group.checked >= group.tasks.length) {
        group.needsCheck = false
        continue
      }
      const task = group.tasks[group.checked]!
      if (first < 0 || this.#comesBefore(task, first)) {
        first = task
        this.#current = group
      }
    }
    return first
  }

  /** The current task starts: removes it. */
  take(): void {
    const { tasks, checked } = this.#current!
    tasks.splice(checked, 1)
    this.length--
  }
  /** The current task cannot start: moves on to the next. */
  skip(): void {
    this.#current!.checked++
  }
  /** Skips the rest of the current group too, if its tasks take any bay and technician. */
  skipGroup(): void {
    const group = this.#current!
    if (group.isUnassigned) group.checked = group.tasks.length
  }

  /** Re-sorts all tasks, lowest value first. */
  sort(valueOf: (task: number) => number): void {
    for (const { tasks } of this.#groups) {
      for (const task of tasks) this.#order[task] = valueOf(task)
      tasks.sort((a, b) => (this.#comesBefore(a, b) ? -1 : 1))
    }
    this.recheckAll()
  }

  #comesBefore(a: number, b: number): boolean {
    const { hasBegun, startAt } = this.#problem
    if (hasBegun[a] !== hasBegun[b]) return hasBegun[a]! > hasBegun[b]!
    const [placedA, placedB] = [startAt[a]!, startAt[b]!]
    if (placedA !== placedB) return placedB === 0 || (placedA > 0 && placedA < placedB)
    const [orderA, orderB] = [this.#order[a]!, this.#order[b]!]
    return orderA === orderB ? a < b : orderA < orderB
  }
}

function recheck(group: Group): void {
  group.needsCheck = true
  group.checked = 0
}
