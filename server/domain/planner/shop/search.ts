/**
 * A search for a better plan of the shop (C2, B5): an answer at once, better ones the longer it goes on. The same shop, the same
 * chance and the same number of steps give the same plan. Pure.
 *
 * A plan is an order of all tasks, run forward. Each step brings work of a late car before what was done in its place, or lets work
 * that has time wait, and is kept if the plan is no worse than it was some steps ago (late acceptance; Burke and Bykov 2017).
 */
import { Objective } from './objective.ts'
import { NONE, Problem } from './problem.ts'
import { Run } from './run.ts'
import { rulesOf } from './rules.ts'
import type { ShopState } from './shop.ts'

/** With how many steps ago a plan is compared. */
const MEMORY = 60
/** How often a step begins at a late car, rather than at any. */
const AT_LATE = 0.9

export class ShopSearch {
  readonly problem: Problem
  /** The best plan so far, run. */
  readonly best: Run
  #objective: Objective
  #random: () => number
  #run: Run
  #trial: Run
  #before: Int32Array
  #order: Int32Array
  #priority: Float64Array
  #bestOrder: Int32Array
  #value: number
  #bestValue: number
  #history: Float64Array
  #at = 0

  /** @param random from 0 to below 1 */
  constructor(shop: ShopState, random: () => number) {
    this.problem = new Problem(shop)
    this.#objective = new Objective(shop, this.problem)
    this.#random = random
    this.#run = new Run(this.problem)
    this.#trial = new Run(this.problem)
    this.best = new Run(this.problem)
    const { tasks } = this.problem
    this.#priority = new Float64Array(tasks)
    this.#order = Int32Array.from({ length: tasks }, (_, task) => task)
    this.#before = this.#order.slice()
    this.#bestOrder = this.#order.slice()
    this.#begin(shop)
    this.#value = this.#bestValue = this.#evaluate()
    ;[this.#run, this.#trial] = [this.#trial, this.#run]
    this.#history = new Float64Array(MEMORY).fill(this.#value)
  }

  get value(): number {
    return this.#bestValue
  }

  improve(steps: number): void {
    for (let i = 0; i < steps; i++) this.#step()
  }

  /** Runs the best plan; to be called before `best` is read. */
  settle(): void {
    this.#bestOrder.forEach((task, place) => (this.#priority[task] = place))
    this.best.go(this.#priority)
  }

  #begin(shop: ShopState): void {
    let best = this.#evaluate()
    const order = this.#order
    const kept = order.slice()
    for (const rule of rulesOf(shop, this.problem)) {
      this.#priority.fill(0)
      this.#trial.go(this.#priority, rule)
      const { start } = this.#trial
      order.sort((a, b) => (start[a]! || Infinity) - (start[b]! || Infinity) || a - b)
      const value = this.#evaluate()
      if (value < best) {
        best = value
        kept.set(order)
      }
    }
    order.set(kept)
    this.#bestOrder.set(kept)
  }

  #evaluate(): number {
    const { tasks } = this.problem
    for (let place = 0; place < tasks; place++) this.#priority[this.#order[place]!] = place
    this.#trial.go(this.#priority)
    return this.#objective.of(this.#trial)
  }

  #step(): void {
    this.#before.set(this.#order)
    if (!this.#forward()) return
    const value = this.#evaluate()
    const slot = this.#at++ % MEMORY
    if (value <= this.#history[slot]! || value <= this.#value) {
      this.#value = value
      if (value < this.#bestValue) {
        this.#bestValue = value
        this.#bestOrder = this.#order.slice()
      }
      ;[this.#run, this.#trial] = [this.#trial, this.#run]
    } else this.#order.set(this.#before)
    if (this.#value < this.#history[slot]!) this.#history[slot] = this.#value
  }
  #forward(): boolean {
    const { firstTask, startAt } = this.problem
    const car =
      this.#random() < AT_LATE
        ? this.#objective.lateCar(this.#run, this.#random)
        : Math.floor(this.#random() * this.problem.cars)
    if (car < 0) return false
    const count = firstTask[car + 1]! - firstTask[car]!
    if (count === 0) return false
    const task = firstTask[car]! + Math.floor(this.#random() * count)
    if (startAt[task]! > 0) return false
    const rival = this.#rival(task)
    if (rival < 0) return false
    if (this.#random() < 0.5) this.#insert(task, rival, false)
    else this.#insert(rival, task, true)
    return true
  }

  #readyAt(task: number): number {
    const { firstTask, car, partsAt, now } = this.problem
    const before = task > firstTask[car[task]!]! ? this.#run.end[task - 1]! : now
    return Math.max(before, partsAt[task]!)
  }

  /** Something that was begun in the place of the task, or before it: of the same kind of bay, or by hands that could have done it. */
  #rival(task: number): number {
    const { kind, handsFor, skill, tasks, hasBegun } = this.problem
    const { start, who } = this.#run
    const own = start[task]!
    const from = this.#readyAt(task)
    const can = handsFor[skill[task]!]!
    let found = NONE
    let seen = 0
    for (let other = 0; other < tasks; other++) {
      if (other === task || hasBegun[other] || !(start[other]! < own && this.#run.end[other]! > from)) continue
      if (kind[other] !== kind[task] && !can.includes(who[other]!)) continue
      seen++
      if (this.#random() * seen < 1) found = other
    }
    return found
  }

  /** Takes the task out and puts it directly before, or behind, the other. */
  #insert(task: number, other: number, behind: boolean): void {
    const order = this.#order
    const from = order.indexOf(task)
    order.copyWithin(from, from + 1)
    const to = order.subarray(0, order.length - 1).indexOf(other) + Number(behind)
    order.copyWithin(to + 1, to, order.length - 1)
    order[to] = task
  }
}
