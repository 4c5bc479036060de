/**
 * The objective that plans minimise (C2): one weighted sum, in milliseconds of lateness. It adds expected weighted lateness,
 * `movePriceMinutes` for every task moved away from where the last plan had it soon, and a thousandth of all flow times. The
 * terms trade off: finishing a thousand minutes earlier outweighs one late minute. Pure.
 */
import { givenPromise } from '#contract/progress.ts'
import { isUnknown } from '#contract/values.ts'
import { NEVER, weightOf } from './lateness.ts'
import { NONE, type Problem } from './problem.ts'
import type { Run } from './run.ts'
import type { ShopState } from './shop.ts'

/** The weight of a minute until a car is done, relative to a late minute: a tie-break between plans of similar lateness. */
const FINISH = 1e-3
const MINUTE = 60_000

export class Objective {
  #problem: Problem
  #promise: Float64Array
  #weight: Float64Array
  #calmUntil: number
  #movePrice: number
  #caution: number

  constructor({ workshop: { settings } }: ShopState, problem: Problem) {
    this.#problem = problem
    this.#promise = Float64Array.from(problem.orders, (order, car) =>
      isWithoutDate(problem, car) ? Infinity : (givenPromise(order) ?? Infinity),
    )
    this.#weight = Float64Array.from(problem.orders, (order) => weightOf(order, settings))
    this.#calmUntil = problem.now + settings.calmMinutes * MINUTE
    this.#movePrice = settings.movePriceMinutes * MINUTE
    this.#caution = Math.min(settings.promiseMarginMinutes, 15) * MINUTE
  }

  /** The cost of a plan; lower is better. */
  of(run: Run): number {
    const { now, cars } = this.#problem
    let lateness = 0
    let finish = 0
    for (let car = 0; car < cars; car++) {
      const at = run.finish[car]!
      lateness += this.#lateness(car, at)
      finish += Math.min(at - now, NEVER)
    }
    return lateness + FINISH * finish + this.#movePrice * this.#moved(run)
  }

  /** The weighted lateness alone, in milliseconds. */
  latenessOf(run: Run): number {
    let sum = 0
    for (let car = 0; car < this.#problem.cars; car++) {
      const promise = this.#promise[car]!
      if (promise === Infinity) continue
      const at = run.finish[car]!
      sum += this.#weight[car]! * (at === Infinity ? NEVER : Math.max(0, at - promise))
    }
    return sum
  }

  #lateness(car: number, at: number): number {
    const promise = this.#promise[car]!
    if (promise === Infinity) return 0
    if (at === Infinity) return this.#weight[car]! * NEVER
    return this.#weight[car]! * expected(at - promise, this.#caution)
  }

  /** How many tasks planned for soon have changed bay or technician, or are no longer soon. */
  #moved(run: Run): number {
    const { operations, steps, lastBay, lastTechnician } = this.#problem
    let moved = 0
    for (let task = 0; task < operations.length; task++) {
      const { plan } = operations[task]!
      if (plan === null || plan.start > this.#calmUntil || steps[task] !== 'operation') continue
      if (
        run.bay[task] !== lastBay[task] ||
        run.technician[task] !== lastTechnician[task] ||
        run.start[task]! > this.#calmUntil
      )
        moved++
    }
    return moved
  }

  /** A random late car, weighted by its lateness; `NONE` when no car is late. @param random from 0 to below 1 */
  lateCar(run: Run, random: () => number): number {
    let sum = 0
    let found = NONE
    for (let car = 0; car < this.#problem.cars; car++) {
      if (!(run.finish[car]! > this.#promise[car]!)) continue
      const late = this.#lateness(car, run.finish[car]!)
      sum += late
      if (random() * sum < late) found = car
    }
    return found
  }

  /** Cars that will be late, worst first. */
  lateCars(run: Run): number[] {
    const late = Array.from(run.finish, (at, car) => ({ car, lateness: this.#lateness(car, at) }))
    return late
      .filter(({ car }) => run.finish[car]! > this.#promise[car]!)
      .sort((a, b) => b.lateness - a.lateness)
      .map(({ car }) => car)
  }
}

/** Whether nobody knows when the car's work can be done. No plan can change that, so none is better or worse for it. */
function isWithoutDate({ unschedulable, firstTask }: Problem, car: number): boolean {
  for (let task = firstTask[car]!; task < firstTask[car + 1]!; task++) {
    const reason = unschedulable[task]
    if (reason && isUnknown(reason)) return true
  }
  return false
}

/** Expected lateness when the forecast is only approximate: a smoothed `max(0, lateBy)`. */
function expected(lateBy: number, spread: number): number {
  if (spread === 0 || lateBy > 8 * spread) return Math.max(0, lateBy)
  return spread * Math.log1p(Math.exp(lateBy / spread))
}
