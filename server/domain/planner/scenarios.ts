/**
 * Other ways the day may go: how long each piece of work may take instead of its likely minutes (C2). A move that only pays if
 * everything goes as foreseen is none. Pure; the same work takes the same course whenever it is looked at, so that plans stay calm.
 */
import type { Problem } from './problem.ts'

/** So many pairs: in one of a pair whatever lasts longer lasts shorter in the other. */
const PAIRS = 3
/** Where nothing has been learnt, four of five stay below so many times the likely minutes. */
const SPREAD = 1.25
/** The normal distribution's 80th percentile. */
const P80 = 0.8416

/** By course and task: working milliseconds left. */
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

/** Of mean 0 and deviation 1 (Box and Muller 1958), from two shares that irrational steps spread evenly over order, task and pair. */
function normal(order: number, task: number, pair: number): number {
  const [one, other] = [
    share(order * 0.7548777 + task * 0.5698403 + pair * 0.4142136),
    share(order * 0.618034 + task * 0.7320508 + pair * 0.236068),
  ]
  return Math.sqrt(-2 * Math.log(1 - one)) * Math.cos(2 * Math.PI * other)
}

const share = (number: number): number => number - Math.floor(number)
