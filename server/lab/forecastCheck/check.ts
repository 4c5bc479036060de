/** How well an order's remaining time is predicted at each start of an operation, learning only from a log of other orders. Pure. */
import { medianOf } from '#server/domain/durations/quantiles.ts'
import { learnRemaining } from '#server/lab/forecastCheck/remaining.ts'
import { knownAt, minutesAfter, type LoggedOrder } from './rows.ts'

export interface Checked {
  /** The number of starts predicted. */
  predictions: number
  /** Mean absolute errors in minutes: of the prediction, and of the sum of the operations' medians. */
  mae: number
  baselineMae: number
  /** `mae` divided by the baseline's; null if the baseline has no error. */
  maeRatio: number | null
  /** The share of true values between P10 and P90. */
  coverage80: number
}

/** @param train sorted by first start; operations missing from it count in the baseline with the overall median */
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

/** Predicts the sum of the operations' medians, by name. */
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
