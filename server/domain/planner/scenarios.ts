/**
 * Scenarios with other durations than the likely ones (C2), so that moves which only pay off if everything goes to plan are
 * rejected. Pure and deterministic: a task gets the same durations every time, which keeps plans stable.
 */
import type { Problem } from './problem.ts'

/** Scenarios come in antithetic pairs: a task that takes longer in one takes less in the other. */
const PAIRS = 3
/** P80 as a multiple of the likely minutes when nothing has been learnt. */
const SPREAD = 1.25
/** The normal distribution's 80th percentile. */
const P80 = 0.8416

/** Remaining working milliseconds, by scenario and task. */
export function scenariosOf({ operations, orders, car, firstTask, duration }: Problem): Float64Array[] {
  return Array.from({ length: 2 * PAIRS }, (_, course) =>
    duration.map((likely, task) => {
      const { likelyMinutes, safeMinutes } = operations[task]!
      const spread = safeMinutes > likelyMinutes ? safeMinutes / likelyMinutes : SPREAD
      const own = car[task]!
      const deviation = normal(orders[own]!.number, task - firstTask[own]!, course >> 1)
      const side = course % 2 === 0 ? 1 : -1
      return Math.ceil(likely * Math.exp((side * deviation * Math.log(spread)) / P80))
    }),
  )
}

/**
 * A value of the standard normal distribution (Box and Muller 1958), from two numbers that irrational steps spread evenly over
 * order, task and pair.
 */
function normal(order: number, task: number, pair: number): number {
  const [one, other] = [
    share(order * 0.7548777 + task * 0.5698403 + pair * 0.4142136),
    share(order * 0.618034 + task * 0.7320508 + pair * 0.236068),
  ]
  return Math.sqrt(-2 * Math.log(1 - one)) * Math.cos(2 * Math.PI * other)
}

const share = (number: number): number => number - Math.floor(number)
