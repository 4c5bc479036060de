/** `npm run bench -- [NAME…] [--json FILE] [--quick] [--data FOLDER]`: figures as ratios within one run, medians of interleaved rounds. */
import { writeFileSync } from 'node:fs'
import { z } from 'zod'
import { runCommand } from '#server/terminal/command.ts'
import { flag, readOptions, text } from '#server/terminal/options.ts'
import { StartError } from '#server/terminal/startError.ts'
import { catchUp } from './catchUp.ts'
import { commands, history } from './commands.ts'
import { exactlyOnce, lateness } from './deadlines.ts'
import { durations } from './durations.ts'
import { fair } from './fair.ts'
import { fanout } from './fanout.ts'
import { forecast } from './forecast.ts'
import type { Figures } from './figures.ts'
import { stopGrounds } from './ground.ts'
import { lighthouseScores } from './lighthouse.ts'
import { notices } from './notices.ts'
import { plan } from './plan.ts'
import { planDrag } from './planDrag.ts'
import { reports } from './reports.ts'
import { shopPlan } from './shopPlan.ts'
import { wall } from './wall.ts'
import { whatIf } from './whatIf.ts'

interface Benchmark {
  names: string[]
  /** What it does, in a few words. */
  does: string
  /** About how long it takes on two cores. */
  minutes: number
  run: (quick: boolean, data: string) => Promise<Figures>
}

/** An argument selects all benchmarks with that first word. */
const benchmarks: Benchmark[] = [
  {
    names: ['commit_to_screen.p99_ratio', 'fanout.cpu_ratio', 'fanout.cpu_ratio_tick', 'fanout.tick_ratio'],
    does: 'changes to 1,000 screens, against plain PostgreSQL and ws',
    minutes: 9,
    run: fanout,
  },
  {
    names: ['command.throughput_ratio', 'command.latency_ratio'],
    does: 'commands of 64 workshops, against the bare statements',
    minutes: 2,
    run: commands,
  },
  { names: ['catchup.ratio'], does: '1,000 screens come back after a restart', minutes: 2, run: catchUp },
  { names: ['history.slope'], does: 'commands on top of a million past orders', minutes: 4, run: history },
  {
    names: ['deadlines.lateness_p99_ms', 'deadlines.lateness_ratio'],
    does: 'deadlines that fall due together, against pg-boss',
    minutes: 3,
    run: lateness,
  },
  { names: ['deadlines.exactly_once'], does: 'deadlines while nodes are killed', minutes: 2, run: exactlyOnce },
  {
    names: ['fair.staff_p50_ratio', 'fair.keyless_ratio'],
    does: 'staff commands while a customer or a stranger floods the server',
    minutes: 4,
    run: fair,
  },
  { names: ['forecast.shop_ms'], does: 'the forecast of a whole shop', minutes: 1, run: forecast },
  {
    names: ['forecast.mae_ratio', 'forecast.coverage80'],
    does: 'forecasts against a work log',
    minutes: 1,
    run: durations,
  },
  {
    names: [
      ...['wall.js_gzip_kb', 'kiosk.js_gzip_kb'],
      ...['wall.first_card_ms', 'wall.longest_frame_ms', 'wall.heap_growth'],
    ],
    does: 'the wall in a browser on a slow machine',
    minutes: 3,
    run: wall,
  },
  {
    names: ['kiosk', 'customer'].flatMap((page) =>
      ['performance', 'accessibility', 'best_practices'].map((score) => `lighthouse.${page}_${score}`),
    ),
    does: 'Lighthouse’s scores of the kiosk and a customer’s page',
    minutes: 2,
    run: lighthouseScores,
  },
  {
    names: ['notices.delivered_once'],
    does: '300 notices while nodes, database and gateways fail',
    minutes: 4,
    run: notices,
  },
  { names: ['plan.mk_mean_gap', 'plan.mk_worst_gap'], does: 'published planning problems', minutes: 3, run: plan },
  {
    names: ['plan.cpu_loop_ms', 'plan.shop_first_ms', 'plan.shop_replan_p95_ms', 'plan.shop_lateness_ratio'],
    does: 'plans of a busy shop',
    minutes: 2,
    run: shopPlan,
  },
  {
    names: ['plan.what_if_p95_ms', 'plan.what_if_loop_p99_ms'],
    does: 'moves tried during 200 commands a second',
    minutes: 1,
    run: whatIf,
  },
  { names: ['plan.drag_fps'], does: 'a card dragged over the day plan in a browser', minutes: 1, run: planDrag },
  { names: ['figures.page_p95_ms'], does: 'the figures of two years', minutes: 1, run: reports },
]
const wordOf = (name: string) => name.split('.')[0]!

const usage = `npm run bench -- [NAME…] [--json FILE] [--quick] [--data FOLDER]
  NAME     ${[...new Set(benchmarks.flatMap(({ names }) => names.map(wordOf)))].join(', ')}; all when none is given
  --json   writes the figures there
  --quick  smaller, and less exact
  --data   the folder with instances to plan and a work log; data/bench when not given`
const options = {
  json: text,
  quick: flag,
  /** The folder with instances to plan, their best known results, and a work log: they do not belong to the project. */
  data: z.string().default('data/bench'),
}

await runCommand(() => run(process.argv.slice(2)))
process.exit()

async function run(typed: readonly string[]): Promise<void> {
  const [{ json, quick, data }, asked] = readOptions(typed, {
    usage,
    options,
    words: { least: 0, most: Infinity, otherwise: '' },
  })
  const wanted = benchmarks.filter(
    ({ names }) => asked.length === 0 || asked.some((one) => names.some((name) => wordOf(name) === wordOf(one))),
  )
  const known = [...new Set(benchmarks.flatMap(({ names }) => names.map(wordOf)))]
  if (wanted.length === 0) throw new StartError(`Unknown benchmark. The benchmarks are: ${known.join(', ')}`)
  for (const [signal, code] of Object.entries({ SIGINT: 130, SIGTERM: 143, SIGHUP: 129 }))
    process.once(signal, () => void stopGrounds().finally(() => process.exit(code)))
  announce(wanted, quick)
  const all: Figures = {}
  const begun = performance.now()
  for (const { names, run: measure } of wanted) {
    const figures = await measure(quick, data).catch(async (error: unknown) => {
      // A failing benchmark does not stop the others; its figures are listed without a value.
      console.error(`${names.join(', ')} could not be measured:`, error)
      process.exitCode = 1
      await stopGrounds()
      return Object.fromEntries(names.map((name) => [name, { value: null, note: 'failed, see above' }]))
    })
    for (const [name, { value, note }] of Object.entries(figures))
      console.log(`${name.padEnd(34)} ${String(value ?? 'not measured').padStart(12)}   ${note}`)
    Object.assign(all, figures)
  }
  console.log(`It took ${((performance.now() - begun) / 60_000).toFixed(1)} min.`)
  if (json !== undefined)
    writeFileSync(
      json,
      `${JSON.stringify(Object.fromEntries(Object.entries(all).map(([name, { value }]) => [name, value])), null, 2)}\n`,
    )
}

/** What will be measured and about how long that takes, a line each. */
function announce(wanted: readonly Benchmark[], quick: boolean): void {
  const minutes = wanted.reduce((sum, one) => sum + one.minutes, 0)
  console.log(
    `${wanted.length === 1 ? '1 benchmark' : `${wanted.length} benchmarks`}, ${quick ? 'one quick round each' : `about ${minutes} min on a quiet machine`}:`,
  )
  for (const { names, does, minutes } of wanted)
    console.log(`  ${wordOf(names[0]!).padEnd(18)} ${quick ? '' : `${String(minutes).padStart(2)} min   `}${does}`)
}
