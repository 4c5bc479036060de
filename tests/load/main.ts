/** `npm run bench -- [NAME…] [--json FILE] [--quick] [--data FOLDER]`: figures as ratios within one run, medians of interleaved rounds. */
import { writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { catchUp } from './catchUp.ts'
import { commands, history } from './commands.ts'
import { exactlyOnce, lateness } from './deadlines.ts'
import { durations } from './durations.ts'
import { fanout } from './fanout.ts'
import { forecast } from './forecast.ts'
import type { Figures } from './figures.ts'
import { stopGrounds } from './ground.ts'
import { notices } from './notices.ts'
import { plan } from './plan.ts'
import { planDrag } from './planDrag.ts'
import { shopPlan } from './shopPlan.ts'
import { wall } from './wall.ts'
import { whatIf } from './whatIf.ts'

/** Each measures the figures whose names begin with one of these. */
const benchmarks: { names: string[]; run: (quick: boolean, data: string) => Promise<Figures> }[] = [
  { names: ['commit_to_screen', 'fanout'], run: fanout },
  { names: ['command'], run: commands },
  { names: ['catchup'], run: catchUp },
  { names: ['history'], run: history },
  { names: ['deadlines'], run: lateness },
  { names: ['deadlines'], run: exactlyOnce },
  { names: ['forecast'], run: forecast },
  { names: ['forecast'], run: durations },
  { names: ['wall', 'kiosk'], run: wall },
  { names: ['notices'], run: notices },
  { names: ['plan'], run: plan },
  { names: ['plan'], run: shopPlan },
  { names: ['plan'], run: whatIf },
  { names: ['plan'], run: planDrag },
]

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    json: { type: 'string' },
    quick: { type: 'boolean', default: false },
    /** Instances to plan, with the best that is known of them, and a log of work: they are not the project's own. */
    data: { type: 'string', default: '../shared/data' },
  },
})
const wanted = benchmarks.filter(
  ({ names }) => positionals.length === 0 || positionals.some((asked) => names.includes(asked.split('.')[0]!)),
)
if (wanted.length === 0) {
  console.error(`There is no benchmark of that name. There are: ${benchmarks.flatMap(({ names }) => names).join(', ')}`)
  process.exit(1)
}
for (const [signal, code] of Object.entries({ SIGINT: 130, SIGTERM: 143, SIGHUP: 129 }))
  process.once(signal, () => void stopGrounds().finally(() => process.exit(code)))
const all: Figures = {}
const begun = performance.now()
for (const { names, run } of wanted) {
  const figures = await run(values.quick, values.data).catch(async (error: unknown) => {
    // One that breaks takes none of the others with it.
    console.error(`${names[0]} could not be measured:`, error)
    process.exitCode = 1
    await stopGrounds()
    return {}
  })
  for (const [name, { value, note }] of Object.entries(figures))
    console.log(`${name.padEnd(32)} ${String(value ?? 'not measured').padStart(12)}   ${note}`)
  Object.assign(all, figures)
}
console.log(`It took ${((performance.now() - begun) / 60_000).toFixed(1)} min.`)
if (values.json !== undefined)
  writeFileSync(
    values.json,
    `${JSON.stringify(Object.fromEntries(Object.entries(all).map(([name, { value }]) => [name, value])), null, 2)}\n`,
  )
process.exit()
