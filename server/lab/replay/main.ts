/** `npm run replay`: demo days of many seeds, what they count, and the forecasts of release 0.2 and of today for the same days. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { runCommand } from '#server/terminal/command.ts'
import { typedPath } from '#server/terminal/typedPath.ts'
import { readArguments } from './options.ts'
import { countTable, liveLine, replayLines } from './print.ts'
import { record, type Recorded } from './record.ts'
import { replay } from './replay.ts'

await runCommand(async () => {
  const { days, learn, report, folder, json } = readArguments(process.argv.slice(2))
  const recorded = async (seeds: readonly number[]) => {
    const all = []
    for (const seed of seeds) all.push(await recordOnce(seed, days, folder))
    return all
  }
  const [learned, reported] = [await recorded(learn), await recorded(report)]
  const outcomes = learned.flatMap((one) => one.outcomes)
  const replayed = replay(
    reported.flatMap((one) => one.days),
    outcomes,
  )
  if (json) {
    const counts = [...learned, ...reported].map((one) => ({ seed: one.seed, ...one.counts }))
    return console.log(JSON.stringify({ counts, replayed }))
  }
  for (const line of countTable(learned)) console.log(line)
  console.log(`\nSeeds ${learn[0]} to ${learn.at(-1)}, ${days} days each. ${liveLine(learned)}.`)
  console.log(`Learned from them, for seeds ${report[0]} to ${report.at(-1)}:`)
  for (const line of replayLines(replayed)) console.log(line)
})
// PostgreSQL and the server have ended; the planner's thread may linger.
process.exit()

async function recordOnce(seed: number, days: number, folder: string | null): Promise<Recorded> {
  const file = folder === null ? null : join(typedPath(folder), `${seed}-${days}.json`)
  if (file !== null && existsSync(file)) return JSON.parse(readFileSync(file, 'utf8')) as Recorded
  const begun = performance.now()
  const found = await record(seed, days)
  console.error(`Seed ${seed}: ${days} days in ${((performance.now() - begun) / 1000).toFixed(0)} s`)
  if (file !== null) {
    mkdirSync(typedPath(folder!), { recursive: true })
    writeFileSync(file, JSON.stringify(found))
  }
  return found
}
