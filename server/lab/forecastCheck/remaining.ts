/**
 * Predicts the remaining time of an order, with its uncertainty: the expected time, multiplied by the ratios seen in orders at
 * a similar point (each predicted from the rest of the log). Pure: the same log gives the same prediction.
 */
import { learnExpectation } from './expected.ts'
import { learnRatios, type Outcome } from '#server/domain/durations/outcomes.ts'
import { quantileOf } from '#server/domain/durations/quantiles.ts'
import { knownAt, minutesAfter, type KnownOrder, type LoggedOrder } from './rows.ts'

/** Minutes: the 10th, 50th and 90th percentile. */
export interface Remaining {
  p10: number
  p50: number
  p90: number
}

/** The number of most similar outcomes used. */
const ALIKE = 600
/** Number of folds: each part of a log is predicted from the others. */
const PARTS = 10
/** More instants add nothing but computing time. */
const MOST_INSTANTS = 6000
/** With a single order the uncertainty is unknown: assume half to twice. */
const UNTRIED = { p10: 0.5, p50: 1, p90: 2 }

/** Learns from a log sorted by time, oldest first. */
export function learnRemaining(log: readonly LoggedOrder[]): (known: KnownOrder) => Remaining {
  const expectation = learnExpectation(log)
  const outcomes = tried(log)
  const ratios = outcomes.length === 0 ? null : learnRatios(outcomes, ALIKE)
  // Rows of one order are correlated, so orders count as samples: widen the bounds by one more sample.
  const outer = Math.min(1, 0.9 * (1 + 1 / Math.max(1, log.length)))
  return (known) => {
    const expected = Math.max(1, expectation(known))
    if (!ratios) return timesAll(UNTRIED, expected)
    const alike = ratios({ expected, done: doneOf(known) })
    const [p10, p50, p90] = [1 - outer, 0.5, outer].map((share) => quantileOf(alike, share)) as [number, number, number]
    return timesAll({ p10, p50, p90 }, expected)
  }
}

const timesAll = ({ p10, p50, p90 }: Remaining, by: number) => ({ p10: p10 * by, p50: p50 * by, p90: p90 * by })

/** The share of the order's operations that have started earlier. */
const doneOf = ({ earlier, remaining }: KnownOrder) => earlier.length / (earlier.length + remaining.length)

/** Every start in the log, with the expected time from the rest of the log. */
function tried(log: readonly LoggedOrder[]): Outcome[] {
  if (log.length < 2) return []
  const starts = log.reduce((sum, order) => sum + order.length, 0)
  const every = Math.ceil(starts / MOST_INSTANTS)
  const outcomes: Outcome[] = []
  for (let part = 0; part < Math.min(PARTS, log.length); part++) {
    const expectation = learnExpectation(log.filter((_, i) => i % PARTS !== part))
    for (let i = part; i < log.length; i += PARTS)
      for (let row = i % every; row < log[i]!.length; row += every) {
        const known = knownAt(log[i]!, row)
        const expected = Math.max(1, expectation(known))
        outcomes.push({ expected, done: doneOf(known), ratio: minutesAfter(log[i]!, known.at) / expected })
      }
  }
  return outcomes
}
