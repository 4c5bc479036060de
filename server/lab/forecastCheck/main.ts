/** `npm run forecast-check -- TRAIN.csv TEST.csv [--json]`: how well an order's remaining time is predicted. */
import { readFileSync } from 'node:fs'
import { runCommand } from '#server/terminal/command.ts'
import { StartError } from '#server/terminal/startError.ts'
import { typedPath } from '#server/terminal/typedPath.ts'
import { checkForecast } from './check.ts'
import { readLog } from './log.ts'
import { readArguments, usage } from './options.ts'
import { asJson, lines } from './print.ts'

await runCommand(() => run(process.argv.slice(2)))

function run(words: readonly string[]): void {
  const { train, test, json } = readArguments(words)
  // On stderr: with --json, programs read stdout.
  const logOf = (file: string) => readLog(read(file), file, console.error)
  const [learnt, foretold] = [logOf(train), logOf(test)]
  const names = new Set(learnt.map(({ name }) => name))
  const both = foretold.filter(({ name }) => names.has(name)).length
  const rows = (orders: typeof learnt) => orders.map((order) => order.rows)
  const checked = checkForecast(rows(learnt), rows(foretold))
  if (json) console.log(JSON.stringify(asJson(checked)))
  else for (const line of lines(checked, learnt.length, foretold.length, both)) console.log(line)
}

function read(file: string): Buffer {
  const path = typedPath(file)
  try {
    return readFileSync(path)
  } catch (error) {
    const reason = error instanceof Error && 'code' in error ? String(error.code) : 'unknown'
    throw new StartError(`${file} cannot be read (${reason}).\n${usage}`)
  }
}
