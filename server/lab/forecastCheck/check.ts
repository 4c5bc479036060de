/** How well the rest of an order is foretold at every start of an operation, from a log of other orders alone. Pure. */
import { medianOf } from '#server/domain/durations/quantiles.ts'
import { learnRemaining } from '#server/lab/forecastCheck/remaining.ts'
import { knownAt, minutesAfter, type LoggedOrder } from '#server/domain/durations/rows.ts'

export interface Checked {
  /** So many starts were foretold. */
  predictions: number
  /** Mean absolute errors, minutes: of the prediction, and of the sum of the operations' medians. */
  mae: number
  baselineMae: number
  /** The one as a share of the other; null when the medians are never wrong. */
  maeRatio: number | null
  /** Share of the true values from P10 to P90. */
  coverage80: number
}

/** @param train by their first start; an operation that is not in it counts, in the baseline, with the median of all. */
export function checkForecast(train: readonly LoggedOrder[], test: readonly LoggedOrder[]): Checked {
  const predict = learnRemaining(train)
  const baseline = learnMedians(train)
  let [predictions, missed, baselineMissed, covered] = [0, 0, 0, 0]
  for (const order of test)
    for (let row = 0; row < order.length; row++) {
      const known = knownAt(order, row)
      const truth = minutesAfter(order, known.at)
      const { p10, p50, p90 } = predict(known)
      predictions++
      missed += Math.abs(truth - p50)
      baselineMissed += Math.abs(truth - baseline(known.remaining))
      if (truth >= p10 && truth <= p90) covered++
    }
  return {
    predictions,
    mae: missed / predictions,
    baselineMae: baselineMissed / predictions,
    maeRatio: baselineMissed === 0 ? null : missed / baselineMissed,
    coverage80: covered / predictions,
  }
}

/** The sum of the medians of operations, by name. */
function learnMedians(log: readonly LoggedOrder[]): (names: readonly string[]) => number {
  const minutes = new Map(
    [...Map.groupBy(log.flat(), ({ operation }) => operation)].map(([name, rows]) => [
      name,
      rows.map(({ start, end }) => (end - start) / 60_000),
    ]),
  )
  const all = medianOf([...minutes.values()].flat()) ?? 0
  const medians = new Map([...minutes].map(([name, its]) => [name, medianOf(its)!]))
  return (names) => names.reduce((sum, name) => sum + (medians.get(name) ?? all), 0)
}
