/**
 * The expected remaining minutes of an order: the sum over its remaining operations of what a row of each adds. Learnt from a
 * log by operation, and corrected by the order's own rows so far.
 */
import { addedMinutes, countsOf, type KnownOrder, type LoggedOrder } from './rows.ts'

/** Shrinkage of an operation towards the whole log, in rows: an operation seen three times is not trusted alone. */
const ROWS_OF_THE_LOG = 20
/** Shrinkage of an order's own rows of an operation towards the log, in rows. */
const ROWS_OF_OTHERS = 8
/** Shrinkage of an operation's slope towards the slope of all operations, in rows × squared logarithms. */
const SLOPE_OF_THE_LOG = 50
/** Limits of the factor by which frequency changes the duration of a row; wider than in any log seen. */
const [LEAST, MOST] = [0.4, 2.5]

interface Learnt {
  /** What a row adds, minutes. */
  mean: number
  /** The change, as a share of the mean, when the operation comes e times as often as usual. */
  slope: number
  /** The mean logarithm of its frequency per order. */
  usual: number
}

/** Expected remaining minutes of an order; 0 with nothing to learn from. */
export type Expectation = (known: KnownOrder) => number

export function learnExpectation(log: readonly LoggedOrder[]): Expectation {
  const { operations, mean } = learn(log)
  return ({ at, earlier, remaining }) => {
    const all = countsOf([...earlier.map(({ operation }) => operation), ...remaining])
    const own = new Map<string, { rows: number; minutes: number }>()
    const added = addedMinutes(earlier.map(({ start, end }) => ({ start, end: end ?? at })))
    for (const [i, { operation, end }] of earlier.entries()) {
      if (end === null) continue
      const { rows, minutes } = own.get(operation) ?? { rows: 0, minutes: 0 }
      own.set(operation, { rows: rows + 1, minutes: minutes + added[i]! })
    }
    let expected = 0
    for (const [operation, count] of countsOf(remaining.toSorted())) {
      const { rows, minutes } = own.get(operation) ?? { rows: 0, minutes: 0 }
      const others = usually(operations.get(operation), all.get(operation)!) ?? mean
      expected += (count * (minutes + ROWS_OF_OTHERS * others)) / (rows + ROWS_OF_OTHERS)
    }
    return expected
  }
}

const usually = (learnt: Learnt | undefined, count: number) =>
  learnt && learnt.mean * Math.min(MOST, Math.max(LEAST, 1 + learnt.slope * (Math.log(count) - learnt.usual)))

/** By operation: what its rows add, and how that changes with frequency, as in a batch cut into many rows. */
function learn(log: readonly LoggedOrder[]): { operations: Map<string, Learnt>; mean: number } {
  const rows = new Map<string, { added: number; often: number }[]>()
  for (const order of log) {
    const counts = countsOf(order.map(({ operation }) => operation))
    for (const [i, added] of addedMinutes(order).entries()) {
      const { operation } = order[i]!
      const its = rows.get(operation) ?? []
      rows.set(operation, its)
      its.push({ added, often: Math.log(counts.get(operation)!) })
    }
  }
  const mean = meanOf([...rows.values()].flat().map(({ added }) => added))
  const lines = [...rows].map(([operation, its]) => {
    const sum = its.reduce((all, { added }) => all + added, 0)
    const own = (sum + ROWS_OF_THE_LOG * mean) / (its.length + ROWS_OF_THE_LOG)
    return { operation, mean: own, ...lineThrough(its, own) }
  })
  const covered = lines.reduce((all, { spread }) => all + spread, 0)
  const slope = covered === 0 ? 0 : lines.reduce((all, { joint }) => all + joint, 0) / covered
  const operations = lines.map(({ operation, mean: own, usual, joint, spread }): [string, Learnt] => [
    operation,
    { mean: own, usual, slope: (joint + SLOPE_OF_THE_LOG * slope) / (spread + SLOPE_OF_THE_LOG) },
  ])
  return { operations: new Map(operations), mean }
}

/** The two sums whose quotient is the least-squares slope of what a row adds, as a share of `mean`. */
function lineThrough(rows: readonly { added: number; often: number }[], mean: number) {
  const usual = meanOf(rows.map(({ often }) => often))
  let joint = 0
  let spread = 0
  for (const { added, often } of rows) {
    if (mean > 0) joint += (often - usual) * (added / mean)
    spread += (often - usual) ** 2
  }
  return { usual, joint, spread }
}

const meanOf = (numbers: readonly number[]) =>
  numbers.length === 0 ? 0 : numbers.reduce((sum, number) => sum + number, 0) / numbers.length
