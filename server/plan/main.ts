/** `npm run plan -- FILE …`: plans a flexible job shop, checks the plan, and prints it. */
import { readFileSync } from 'node:fs'
import { StartError } from '#db/startError.ts'
import { Search } from '#server/domain/planner/jobShop/search.ts'
import { randomOf } from '#server/random.ts'
import { faultsOf } from './check.ts'
import { readInstance } from './instance.ts'
import { readArguments, usage } from './options.ts'
import { planLines } from './print.ts'

/** So many steps between two looks at the clock. */
const AT_ONCE = 20

try {
  run(process.argv.slice(2))
} catch (error) {
  if (!(error instanceof StartError)) throw error
  console.error(error.message)
  process.exitCode = 1
}

function run(words: readonly string[]): void {
  const { file, seconds, steps, seed, json } = readArguments(words)
  const { shop, firstMachine } = readInstance(read(file))
  const begun = performance.now()
  const search = new Search(shop, randomOf(seed).next)
  let left = steps ?? Infinity
  while (left > 0 && !search.isShortest && (steps !== null || performance.now() - begun < seconds * 1000)) {
    search.improve(Math.min(AT_ONCE, left))
    left -= AT_ONCE
  }
  const ms = Math.round(performance.now() - begun)
  const { makespan, steps: plan } = search
  const faults = faultsOf(shop, plan, makespan)
  if (faults.length > 0) throw new Error(`The plan does not hold. ${faults.slice(0, 5).join(' ')}`)
  const operations = plan.map((step) => ({ ...step, machine: step.machine + firstMachine }))
  // There are no due dates in this format, so nothing is late.
  if (json) console.log(JSON.stringify({ makespan, lateness: 0, ms, operations }))
  else for (const line of planLines(operations, makespan, ms, search.isShortest)) console.log(line)
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    const reason = error instanceof Error && 'code' in error ? String(error.code) : 'unknown'
    throw new StartError(`${file} cannot be read (${reason}).\n${usage}`)
  }
}
