/** `npm run plan -- FILE …`: plans a flexible job shop or a shop of Pitboard's own, checks the plan, and prints it. */
import { readFileSync } from 'node:fs'
import { StartError } from '#db/startError.ts'
import { Search } from '#server/domain/planner/jobShop/search.ts'
import { randomOf } from '#server/random.ts'
import { faultsOf } from './check.ts'
import { readInstance } from './instance.ts'
import { readArguments, usage, type PlanArguments } from './options.ts'
import { planLines } from './print.ts'
import { planShop, shopPlanAsJson, shopPlanLines } from './shopPlan.ts'

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
  const told = readArguments(words)
  const text = read(told.file)
  if (text.trimStart().startsWith('{')) {
    const plan = planShop(text, told)
    if (told.json) console.log(JSON.stringify(shopPlanAsJson(plan)))
    else for (const line of shopPlanLines(plan)) console.log(line)
  } else planJobShop(text, told)
}

function planJobShop(text: string, { seconds, steps, seed, json }: PlanArguments): void {
  const { shop, firstMachine } = readInstance(text)
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
    return readFileSync(file, 'utf8').replace(/^\uFEFF/, '')
  } catch (error) {
    const reason = error instanceof Error && 'code' in error ? String(error.code) : 'unknown'
    throw new StartError(`${file} cannot be read (${reason}).\n${usage}`)
  }
}
