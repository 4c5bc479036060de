/** The arguments of `npm run forecast-check`. */
import { flag, readOptions } from '#server/terminal/options.ts'

export interface CheckArguments {
  train: string
  test: string
  json: boolean
}

export const usage = `npm run forecast-check -- TRAIN.csv TEST.csv [--json]
  TRAIN.csv  a log of work done, to learn from: order, operation, resource, start, end
  TEST.csv   the orders to be foretold, at the start of each of their operations, from TRAIN alone
  --json     {mae, baseline_mae, mae_ratio, coverage80}`

const twoFiles = { least: 2, most: 2, otherwise: 'Name two files.' }

/** @throws StartError with one sentence and the usage */
export function readArguments(typed: readonly string[]): CheckArguments {
  const [{ json }, files] = readOptions(typed, { usage, options: { json: flag }, words: twoFiles })
  const [train, test] = files as [string, string]
  return { train, test, json }
}
