/**
 * A plan as a graph: each operation follows its predecessor in the job and on the machine. Its head is its earliest start, its
 * tail the time that must follow its end; it is critical if head, duration and tail add up to the makespan. Operations are
 * numbered through all jobs and stored in flat arrays, because a search reads them millions of times.
 */
import type { JobShop, PlannedStep } from './jobShop.ts'

export const NONE = -1

export class Graph {
  readonly size: number
  readonly machines: number
  /** By operation: its job, and its neighbours there. */
  readonly job: Int32Array
  readonly jobBefore: Int32Array
  readonly jobAfter: Int32Array
  /** The choices of all operations in one array: those of operation i from `firstChoice[i]` up to `firstChoice[i + 1]`. */
  readonly firstChoice: Int32Array
  readonly choiceMachine: Int32Array
  readonly choiceDuration: Int32Array

  readonly machine: Int32Array
  readonly duration: Int32Array
  readonly before: Int32Array
  readonly after: Int32Array
  readonly first: Int32Array
  readonly last: Int32Array
  readonly head: Int32Array
  readonly tail: Int32Array
  makespan = 0
  #order: Int32Array
  #waits: Int32Array

  constructor({ jobs, machines }: JobShop) {
    const operations = jobs.flat()
    this.size = operations.length
    this.machines = machines
    const row = () => new Int32Array(this.size).fill(NONE)
    ;[this.job, this.jobBefore, this.jobAfter] = [row(), row(), row()]
    ;[this.machine, this.duration, this.before, this.after] = [row(), row(), row(), row()]
    ;[this.head, this.tail] = [row(), row()]
    ;[this.#order, this.#waits] = [row(), row()]
    this.first = new Int32Array(machines).fill(NONE)
    this.last = new Int32Array(machines).fill(NONE)
    this.firstChoice = new Int32Array(this.size + 1)
    this.choiceMachine = Int32Array.from(operations.flat(), ({ machine }) => machine)
    this.choiceDuration = Int32Array.from(operations.flat(), ({ duration }) => duration)
    operations.forEach((choices, i) => (this.firstChoice[i + 1] = this.firstChoice[i]! + choices.length))
    let next = 0
    jobs.forEach((steps, job) =>
      steps.forEach((_, index) => {
        this.job[next] = job
        if (index > 0) this.jobBefore[next] = next - 1
        if (index < steps.length - 1) this.jobAfter[next] = next + 1
        next++
      }),
    )
  }

  /** Puts an operation on the machine of one of its choices, after `x`, or first. */
  insert(v: number, choice: number, x: number): void {
    const k = this.choiceMachine[choice]!
    const y = x === NONE ? this.first[k]! : this.after[x]!
    this.machine[v] = k
    this.duration[v] = this.choiceDuration[choice]!
    this.before[v] = x
    this.after[v] = y
    if (x === NONE) this.first[k] = v
    else this.after[x] = v
    if (y === NONE) this.last[k] = v
    else this.before[y] = v
  }

  remove(v: number): void {
    const [k, x, y] = [this.machine[v]!, this.before[v]!, this.after[v]!]
    if (x === NONE) this.first[k] = y
    else this.after[x] = y
    if (y === NONE) this.last[k] = x
    else this.before[y] = x
  }

  /** Computes heads, tails and makespan. False if the plan has a cycle: then they are meaningless. */
  time(): boolean {
    const { size, jobBefore, jobAfter, before, after, head, tail, duration } = this
    const order = this.#order
    const waits = this.#waits
    let filled = 0
    for (let i = 0; i < size; i++) {
      waits[i] = (jobBefore[i]! < 0 ? 0 : 1) + (before[i]! < 0 ? 0 : 1)
      if (waits[i] === 0) order[filled++] = i
    }
    let makespan = 0
    for (let at = 0; at < filled; at++) {
      const i = order[at]!
      const a = jobBefore[i]!
      const b = before[i]!
      const afterJob = a < 0 ? 0 : head[a]! + duration[a]!
      const afterMachine = b < 0 ? 0 : head[b]! + duration[b]!
      const starts = afterJob > afterMachine ? afterJob : afterMachine
      head[i] = starts
      if (starts + duration[i]! > makespan) makespan = starts + duration[i]!
      const c = jobAfter[i]!
      if (c >= 0 && --waits[c]! === 0) order[filled++] = c
      const d = after[i]!
      if (d >= 0 && --waits[d]! === 0) order[filled++] = d
    }
    if (filled < size) return false
    for (let at = size - 1; at >= 0; at--) {
      const i = order[at]!
      const c = jobAfter[i]!
      const d = after[i]!
      const beforeJob = c < 0 ? 0 : tail[c]! + duration[c]!
      const beforeMachine = d < 0 ? 0 : tail[d]! + duration[d]!
      tail[i] = beforeJob > beforeMachine ? beforeJob : beforeMachine
    }
    this.makespan = makespan
    return true
  }

  /** Saves the plan for later restoring. */
  save(): Saved {
    return {
      makespan: this.makespan,
      machine: this.machine.slice(),
      duration: this.duration.slice(),
      before: this.before.slice(),
      after: this.after.slice(),
      first: this.first.slice(),
      last: this.last.slice(),
    }
  }

  restore(saved: Saved): void {
    this.machine.set(saved.machine)
    this.duration.set(saved.duration)
    this.before.set(saved.before)
    this.after.set(saved.after)
    this.first.set(saved.first)
    this.last.set(saved.last)
    this.time()
  }

  steps(): PlannedStep[] {
    const steps: PlannedStep[] = []
    let index = 0
    for (let i = 0; i < this.size; i++) {
      index = this.jobBefore[i]! < 0 ? 0 : index + 1
      const start = this.head[i]!
      steps.push({ job: this.job[i]!, index, machine: this.machine[i]!, start, end: start + this.duration[i]! })
    }
    return steps
  }
}

export interface Saved {
  makespan: number
  machine: Int32Array
  duration: Int32Array
  before: Int32Array
  after: Int32Array
  first: Int32Array
  last: Int32Array
}
