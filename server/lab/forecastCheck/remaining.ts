/**
 * Predicts the remaining time of an order, with its uncertainty: the expected time, multiplied by the ratios seen in orders at
 * a similar point (each predicted from the rest of the log). Pure: the same log gives the same prediction.
 */
import { learnExpectation } from '../../domain/durations/expected.ts'
import { ascending, quantileOf } from '../../domain/durations/quantiles.ts'
import { knownAt, minutesAfter, type KnownOrder, type LoggedOrder } from '../../domain/durations/rows.ts'

/** Minutes: the 10th, 50th and 90th percentile. */
export interface Remaining {
  p10: number
  p50: number
  p90: number
}

/** Number of folds: each part of a log is predicted from the others. */
const PARTS = 10
/** The number of most similar instants used; at most half of all. */
const ALIKE = 600
/** Weight of progress (share of the order's operations) against the logarithm of the expected minutes. */
const COURSE = 2
/** More instants add nothing but computing time. */
const MOST_INSTANTS = 6000
/** With a single order the uncertainty is unknown: assume half to twice. */
const UNTRIED = { p10: 0.5, p50: 1, p90: 2 }

interface Instant {
  size: number
  course: number
  /** Actual time divided by expected time. */
  ratio: number
}

/** Learns from a log sorted by time, oldest first. */
export function learnRemaining(log: readonly LoggedOrder[]): (known: KnownOrder) => Remaining {
  const expectation = learnExpectation(log)
  const instants = tried(log)
  // Rows of one order are correlated, so orders count as samples: widen the bounds by one more sample.
  const outer = Math.min(1, 0.9 * (1 + 1 / Math.max(1, log.length)))
  return (known) => {
    const expected = Math.max(1, expectation(known))
    if (instants.length === 0) return timesAll(UNTRIED, expected)
    const ratios = alike(instants, placeOf(known, expected))
    const [p10, p50, p90] = [1 - outer, 0.5, outer].map((share) => quantileOf(ratios, share)) as [
      number,
      number,
      number,
    ]
    return timesAll({ p10, p50, p90 }, expected)
  }
}

const timesAll = ({ p10, p50, p90 }: Remaining, by: number) => ({ p10: p10 * by, p50: p50 * by, p90: p90 * by })

const placeOf = ({ earlier, remaining }: KnownOrder, expected: number) => ({
  size: Math.log(expected),
  course: (COURSE * earlier.length) / (earlier.length + remaining.length),
})

/** Every start in the log, with the expected time from the rest of the log. */
function tried(log: readonly LoggedOrder[]): Instant[] {
  if (log.length < 2) return []
  const starts = log.reduce((sum, order) => sum + order.length, 0)
  const every = Math.ceil(starts / MOST_INSTANTS)
  const instants: Instant[] = []
  for (let part = 0; part < Math.min(PARTS, log.length); part++) {
    const expectation = learnExpectation(log.filter((_, i) => i % PARTS !== part))
    for (let i = part; i < log.length; i += PARTS)
      for (let row = i % every; row < log[i]!.length; row += every) {
        const known = knownAt(log[i]!, row)
        const expected = Math.max(1, expectation(known))
        instants.push({ ...placeOf(known, expected), ratio: minutesAfter(log[i]!, known.at) / expected })
      }
  }
  return instants
}

/** Ratios of the nearest instants, ascending, including ties with the last of them. */
function alike(instants: readonly Instant[], { size, course }: { size: number; course: number }): Float64Array {
  const distances = instants.map((one) => (one.size - size) ** 2 + (one.course - course) ** 2)
  const count = Math.min(ALIKE, Math.ceil(instants.length / 2))
  const furthest = ascending(distances)[count - 1]!
  return ascending(instants.filter((_, i) => distances[i]! <= furthest).map(({ ratio }) => ratio))
}
