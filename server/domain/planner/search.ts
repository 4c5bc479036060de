/**
 * An anytime local search for a better plan (C2, B5). The same shop, seed and number of steps give the same plan. Pure.
 *
 * A plan is a priority order of all tasks, evaluated by simulation. The first steps try dispatching rules, and the search goes on from the best of them. A step moves
 * a task of a late car ahead of a rival, or the rival behind it, or moves a whole late car forward or back. Steps that do not make
 * the plan much worse are accepted; after a long time without improvement, the best plan is perturbed and the search restarts from it.
 */
import { problemWithReports } from './progressReports.ts'
import { Objective } from './objective.ts'
import { NONE, type Problem } from './problem.ts'
import { dispatchingRules } from './dispatchingRules.ts'
import { Run, type DispatchingRule } from './run.ts'
import type { ShopState } from './shop.ts'

/** The share of task moves that pick a late car rather than any car. */
const AT_LATE = 0.9
/** The share of steps that move a whole car rather than one task. */
const WHOLE_CAR = 0.8
/** How far a car moves at most, as a share of all tasks, and how often it moves forward. Near places are tried more often. */
const REACH = 0.25
const FORWARD = 0.7
/** A step that makes the plan worse by this share of its cost is accepted about once in three times, a worse one less often. */
const TOLERANCE = 0.01
/** After this many steps without improvement, the best plan is perturbed by moving `SHAKEN` cars. */
const PATIENCE = 100
const SHAKEN = 3

export class ShopSearch {
  readonly problem: Problem
  #objective: Objective
  #random: () => number
  /** The runs of the current plan and of the one being tried. */
  #run: Run
  #trial: Run
  #value: number
  #order: Int32Array
  #before: Int32Array
  #best: Int32Array
  #bestValue: number
  #priority: Float64Array
  /** Those still to be tried. */
  #rules: DispatchingRule[]
  /** The sum of `Run.steps` over all runs. */
  steps = 0
  /** The best value since the last perturbation, and how many steps ago it was found. */
  #low: number
  #idle = 0

  /** @param random from 0 to below 1 */
  constructor(shop: ShopState, random: () => number, problem: Problem = problemWithReports(shop)) {
    this.problem = problem
    this.#objective = new Objective(shop, problem)
    this.#random = random
    this.#run = new Run(problem)
    this.#trial = new Run(problem)
    this.#priority = new Float64Array(problem.tasks)
    // The current plan comes first: a plan that is no better is not worth a change.
    this.#order = Int32Array.from({ length: problem.tasks }, (_, task) => task)
    this.#before = this.#order.slice()
    this.#best = this.#order.slice()
    this.#value = this.#bestValue = this.#try()
    this.#swapRuns()
    this.#low = this.#value
    this.#rules = dispatchingRules(shop, problem)
  }

  /** The cost of the best plan so far, see `Objective`. */
  get value(): number {
    return this.#bestValue
  }

  /** The best plan so far, as priorities by task, lowest first. */
  get priority(): Float64Array {
    return priorityOf(this.#best, new Float64Array(this.problem.tasks))
  }

  improve(steps: number): void {
    for (let i = 0; i < steps && this.problem.tasks > 1; i++) this.#step()
  }

  #startFrom(rule: DispatchingRule): void {
    this.#trial.go(this.#priority.fill(0), rule)
    this.steps += this.#trial.steps
    const { startRank } = this.#trial
    this.#order.sort((a, b) => startRank[a]! - startRank[b]! || a - b)
    const value = this.#try()
    if (value < this.#value) this.#accept(value)
    else this.#order.set(this.#best)
  }

  #step(): void {
    const rule = this.#rules.shift()
    if (rule) return this.#startFrom(rule)
    if (this.#idle++ >= PATIENCE) this.#shake()
    this.#before.set(this.#order)
    if (!(this.#random() < WHOLE_CAR ? this.#moveCar() : this.#moveTask())) return
    const value = this.#try()
    if (value <= this.#value * (1 - TOLERANCE * Math.log(1 - this.#random()))) this.#accept(value)
    else this.#order.set(this.#before)
  }

  #shake(): void {
    this.#order.set(this.#best)
    for (let i = 0; i < SHAKEN; i++) this.#moveCar()
    this.#value = this.#low = this.#try()
    this.#swapRuns()
    this.#idle = 0
  }

  /** Simulates the current order and returns its cost. */
  #try(): number {
    this.#trial.go(priorityOf(this.#order, this.#priority))
    this.steps += this.#trial.steps
    return this.#objective.of(this.#trial)
  }
  #swapRuns(): void {
    ;[this.#run, this.#trial] = [this.#trial, this.#run]
  }

  #accept(value: number): void {
    this.#value = value
    this.#swapRuns()
    if (value < this.#low) {
      this.#low = value
      this.#idle = 0
    }
    if (value >= this.#bestValue) return
    this.#bestValue = value
    this.#best.set(this.#order)
  }

  /** Moves all tasks of a late car forward or back. */
  #moveCar(): boolean {
    const car = this.#objective.lateCar(this.#run, this.#random)
    if (car < 0) return false
    const order = this.#order
    const { car: carOf } = this.problem
    const own = order.filter((task) => carOf[task] === car)
    const others = order.filter((task) => carOf[task] !== car)
    const from = order.findIndex((task) => carOf[task] === car)
    const by = Math.ceil(this.#random() ** 2 * REACH * others.length)
    const to = this.#random() < FORWARD ? Math.max(0, from - by) : Math.min(others.length, from + by)
    order.set(others.subarray(0, to))
    order.set(own, to)
    order.set(others.subarray(to), to + own.length)
    return true
  }

  /** Moves a task ahead of a rival, or the rival behind it. */
  #moveTask(): boolean {
    const { firstTask, startAt, cars } = this.problem
    const isLate = this.#random() < AT_LATE
    const car = isLate ? this.#objective.lateCar(this.#run, this.#random) : Math.floor(this.#random() * cars)
    const count = car < 0 ? 0 : firstTask[car + 1]! - firstTask[car]!
    if (count === 0) return false
    const task = firstTask[car]! + Math.floor(this.#random() * count)
    const rival = startAt[task]! > 0 ? NONE : this.#rivalOf(task)
    if (rival < 0) return false
    if (this.#random() < 0.5) this.#insert(task, rival, 0)
    else this.#insert(rival, task, 1)
    return true
  }

  /** A random task that ran while this one waited, in a bay of its kind or by a technician with its skill. */
  #rivalOf(task: number): number {
    const { kind, techniciansFor, skill, tasks, hasBegun } = this.problem
    const { start, end, technician } = this.#run
    const from = this.#readyAt(task)
    const own = kind[task]!
    const can = techniciansFor[skill[task]!]
    if (own < 0 && !can) return NONE
    let found = NONE
    let seen = 0
    for (let other = 0; other < tasks; other++) {
      if (hasBegun[other] || !(start[other]! < start[task]! && end[other]! > from)) continue
      if ((own < 0 || kind[other] !== own) && !can?.includes(technician[other]!)) continue
      seen++
      if (this.#random() * seen < 1) found = other
    }
    return found
  }

  #readyAt(task: number): number {
    const { firstTask, car, partsAt, now } = this.problem
    const before = task > firstTask[car[task]!]! ? this.#run.end[task - 1]! : now
    return Math.max(before, partsAt[task]!)
  }

  /** Moves the task in front of the other (0) or behind it (1). */
  #insert(task: number, other: number, behind: 0 | 1): void {
    const order = this.#order
    const from = order.indexOf(task)
    order.copyWithin(from, from + 1)
    const to = order.subarray(0, order.length - 1).indexOf(other) + behind
    order.copyWithin(to + 1, to, order.length - 1)
    order[to] = task
  }
}

function priorityOf(order: Int32Array, priority: Float64Array): Float64Array {
  for (let place = 0; place < order.length; place++) priority[order[place]!] = place
  return priority
}
