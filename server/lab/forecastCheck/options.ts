/** What `npm run forecast-check -- …` can be told. */
import { parseArgs } from 'node:util'
import { StartError } from '#server/terminal/startError.ts'

export interface CheckArguments {
  train: string
  test: string
  json: boolean
}

export const usage = `npm run forecast-check -- TRAIN.csv TEST.csv [--json]
  TRAIN.csv  a log of work done, to learn from: order, operation, resource, start, end
  TEST.csv   the orders to be foretold, at the start of each of their operations, from TRAIN alone
  --json     {mae, baseline_mae, mae_ratio, coverage80}`

/** @throws StartError with one sentence and the usage */
export function readArguments(words: readonly string[]): CheckArguments {
  const bad = (sentence: string) => new StartError(`${sentence}\n${usage}`)
  let parsed
  try {
    parsed = parseArgs({ args: [...words], options: { json: { type: 'boolean' } }, allowPositionals: true })
  } catch (error) {
    throw bad(error instanceof Error ? error.message.split('. ')[0]! : String(error))
  }
  const [train, test, ...more] = parsed.positionals
  if (train === undefined || test === undefined || more.length > 0) throw bad('Name two files.')
  return { train, test, json: parsed.values.json ?? false }
}
