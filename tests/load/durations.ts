/**
 * `forecast.mae_ratio`, `forecast.coverage80`: on a log of real work, split by time: the error of the predicted remaining time,
 * relative to that of the sum of medians, and the share of true values between P10 and P90.
 */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { checkForecast } from '#server/lab/forecastCheck/check.ts'
import { readLog } from '#server/lab/forecastCheck/log.ts'
import type { Figures } from './figures.ts'

/** Shares of the orders, sorted by first start, to learn from; the others are predicted. */
const splits = [0.5, 0.6, 0.7, 0.8]
const rounded = (number: number) => Number(number.toFixed(3))

/** @param data the folder with the log under `history` */
export function durations(_quick: boolean, data: string): Promise<Figures> {
  const file = join(data, 'history', 'production-train.csv')
  if (!existsSync(file)) {
    const absent = { value: null, note: `there is no log ${file}: name its folder with --data` }
    return Promise.resolve({ 'forecast.mae_ratio': absent, 'forecast.coverage80': absent })
  }
  const orders = readLog(readFileSync(file), file).map(({ rows }) => rows)
  const found = splits.map((share) => {
    const at = Math.floor(orders.length * share)
    return { share, ...checkForecast(orders.slice(0, at), orders.slice(at)) }
  })
  const { maeRatio, coverage80, mae, baselineMae } = found.find(({ share }) => share === 0.7)!
  const others = (one: (of: (typeof found)[number]) => number | null) =>
    found.map((of) => `${of.share * 100} %: ${rounded(one(of) ?? 0)}`).join(', ')
  return Promise.resolve({
    'forecast.mae_ratio': {
      value: maeRatio === null ? null : rounded(maeRatio),
      note: `${mae.toFixed(0)} of ${baselineMae.toFixed(0)} min, learnt from 70 %; ${others((of) => of.maeRatio)}`,
    },
    'forecast.coverage80': { value: rounded(coverage80), note: others((of) => of.coverage80) },
  })
}
