/**
 * What the workshop's own plans came to (AL, B5): every full hour the plan of each car is kept, and once the car is ready it
 * shows how much longer everything took than planned. The forecast is the plan's time stretched by the median of such outcomes
 * at a similar point, the safe one by their P80. Pure.
 */
import { workingTime, type Calendar } from '#contract/calendar.ts'
import { learnRatios, type Outcome, type Point } from '../durations/outcomes.ts'
import { quantileOf } from '../durations/quantiles.ts'

const MINUTE = 60_000
/** With fewer outcomes the plan alone is the forecast. */
const ENOUGH = 60
/** The share of most similar outcomes used, and their least number. Chosen on demo days: fewer are noise, more blur short and long work. */
const [ALIKE, LEAST_ALIKE] = [0.1, 100]
/** Shorter times say nothing about longer ones: a ratio of four minutes to two is no doubling. */
const LEAST_MINUTES = 10
/** Limits of the factor, against a few odd days. */
const [LEAST, MOST] = [0.7, 4]
/** Points this near share their factors: steps of the logarithm of the minutes, and of the share done. */
const [SIZE_STEP, DONE_STEP] = [0.1, 0.05]

/** A plan that was kept, and what came of it; instants in milliseconds. */
export interface PlanOutcome {
  at: number
  /** When the plan had the car ready. */
  plannedAt: number
  /** The share of its work that was done, 0 to 1. */
  done: number
  waitsForPart: boolean
  /** When it was ready; for an overdue car now. */
  readyAt: number
}

/** How much longer than planned it takes at a point: as a rule (P50), and at most in four of five cases (P80). */
export type Experience = (point: Point) => { likely: number; safe: number }

/** Null while there is too little to learn from. */
export function learnExperience(outcomes: readonly PlanOutcome[], calendar: Calendar): Experience | null {
  if (outcomes.length < ENOUGH) return null
  const ratios = learnRatios(
    outcomes.map((one) => outcomeOf(one, calendar)),
    Math.max(LEAST_ALIKE, Math.round(outcomes.length * ALIKE)),
  )
  const known = new Map<string, { likely: number; safe: number }>()
  return ({ expected, done, waitsForPart = false }) => {
    const size = Math.round(Math.log(Math.max(LEAST_MINUTES, expected)) / SIZE_STEP)
    const course = Math.round(done / DONE_STEP)
    const name = `${size} ${course} ${waitsForPart} ${done === 0}`
    let found = known.get(name)
    if (!found) {
      const point = {
        expected: Math.exp(size * SIZE_STEP),
        done: course * DONE_STEP,
        waitsForPart,
        isWaiting: done === 0,
      }
      const alike = ratios(point)
      const factor = (share: number) => Math.min(MOST, Math.max(LEAST, quantileOf(alike, share)))
      known.set(name, (found = { likely: factor(0.5), safe: factor(0.8) }))
    }
    return found
  }
}

function outcomeOf({ at, plannedAt, readyAt, ...course }: PlanOutcome, calendar: Calendar): Outcome {
  const expected = Math.max(LEAST_MINUTES, workingTime(calendar, at, plannedAt) / MINUTE)
  return {
    expected,
    ...course,
    isWaiting: course.done === 0,
    ratio: workingTime(calendar, at, readyAt) / MINUTE / expected,
  }
}
