/** `npm run plan -- FILE …`: plans a flexible job shop or a shop in Pitboard's own JSON, verifies the plan, and prints it. */
import { readFileSync } from 'node:fs'
import { runCommand } from '#server/terminal/command.ts'
import { StartError } from '#server/terminal/startError.ts'
import { typedPath } from '#server/terminal/typedPath.ts'
import { planJobShop } from './jobShopPlan.ts'
import { readArguments, usage } from './options.ts'
import { planLines } from './print.ts'
import { planShop, shopPlanAsJson, shopPlanLines } from './shopPlan.ts'

await runCommand(() => run(process.argv.slice(2)))

function run(words: readonly string[]): void {
  const options = readArguments(words)
  const text = read(options.file)
  if (text.trimStart().startsWith('{')) {
    const plan = planShop(text, options)
    if (options.json) console.log(JSON.stringify(shopPlanAsJson(plan)))
    else for (const line of shopPlanLines(plan)) console.log(line)
  } else {
    const { makespan, ms, operations, isShortest } = planJobShop(text, options)
    // This format has no due dates, so nothing is late.
    if (options.json) console.log(JSON.stringify({ makespan, lateness: 0, ms, operations }))
    else for (const line of planLines(operations, makespan, ms, isShortest)) console.log(line)
  }
}

function read(file: string): string {
  try {
    return readFileSync(typedPath(file), 'utf8').replace(/^\uFEFF/, '')
  } catch (error) {
    const reason = error instanceof Error && 'code' in error ? String(error.code) : 'unknown'
    throw new StartError(`${file} cannot be read (${reason}).\n${usage}`)
  }
}
