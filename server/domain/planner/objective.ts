/**
 * What plans are measured by (C2): one weighted sum, in milliseconds of lateness, the less the better. In it count how late cars are, or
 * are likely to be, by the weights that are set; each piece moved of what was foreseen for soon, as so many late minutes
 * (`movePriceMinutes`); and how long it is until cars are done, at a thousandth. No part waits for another to be equal: a thousand minutes
 * of being done earlier make up for a late one. Pure.
 */
import { NEVER, weightOf } from './lateness.ts'
import { NONE, type Problem } from './problem.ts'
import type { Run } from './run.ts'
import type { ShopState } from './shop.ts'

/** A minute of anybody's time counts so much of a late one: it decides between plans that are hardly later than each other. */
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
    this.#promise = Float64Array.from(problem.orders, ({ promiseAt }) => promiseAt ?? Infinity)
    this.#weight = Float64Array.from(problem.orders, (order) => weightOf(order, settings))
    this.#calmUntil = problem.now + settings.calmMinutes * MINUTE
    this.#movePrice = settings.movePriceMinutes * MINUTE
    this.#caution = settings.promiseMarginMinutes * MINUTE * 0.5
  }

  /** The worth of a plan; the less the better. */
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

  /** How much of what was foreseen for soon is elsewhere, or with somebody else. */
  #moved(run: Run): number {
    const { operations, lastBay, lastTechnician } = this.#problem
    let moved = 0
    for (let task = 0; task < operations.length; task++) {
      const { plan } = operations[task]!
      if (plan === null || plan.start > this.#calmUntil) continue
      if (
        run.bay[task] !== lastBay[task] ||
        run.technician[task] !== lastTechnician[task] ||
        run.start[task]! > this.#calmUntil
      )
        moved++
    }
    return moved
  }

  /** A car that is late in the plan, the later the likelier; `NONE` when none is. @param random from 0 to below 1 */
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

  /** Cars that will be late, the worst first. */
  lateCars(run: Run): number[] {
    const late = Array.from(run.finish, (at, car) => ({ car, lateness: this.#lateness(car, at) }))
    return late
      .filter(({ car }) => run.finish[car]! > this.#promise[car]!)
      .sort((a, b) => b.lateness - a.lateness)
      .map(({ car }) => car)
  }
}

/** How late something is likely to be that is foreseen to be late by so much, where what is foreseen is only near the truth. */
function expected(lateBy: number, spread: number): number {
  if (spread === 0 || lateBy > 8 * spread) return Math.max(0, lateBy)
  return spread * Math.log1p(Math.exp(lateBy / spread))
}
