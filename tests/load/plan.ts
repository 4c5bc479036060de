/**
 * `plan.mk_mean_gap`, `plan.mk_worst_gap`: how much longer than the best known the plans of Brandimarte's ten instances are
 * after two seconds each, on one thread; as fractions.
 */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Search } from '#server/lab/jobShop/search.ts'
import { faultsOf } from '#server/lab/plan/check.ts'
import { readInstance } from '#server/lab/plan/instance.ts'
import { randomOf } from '#server/domain/planner/random.ts'
import type { Figures } from './figures.ts'

const SECONDS = 2
const names = Array.from({ length: 10 }, (_, i) => `mk${String(i + 1).padStart(2, '0')}`)
const rounded = (fraction: number) => Number(fraction.toFixed(4))

/** @param data the folder with the instances under `fjsp`, and their best known results in `bounds.json` */
export function plan(quick: boolean, data: string): Promise<Figures> {
  const folder = join(data, 'fjsp')
  if (!existsSync(join(folder, 'bounds.json'))) {
    const absent = { value: null, note: `there are no instances in ${folder}: name their folder with --data` }
    return Promise.resolve({ 'plan.mk_mean_gap': absent, 'plan.mk_worst_gap': absent })
  }
  const bounds = JSON.parse(readFileSync(join(folder, 'bounds.json'), 'utf8')) as Record<string, { best: number }>
  const found = names.map((name) => {
    const { shop } = readInstance(readFileSync(join(folder, `${name}.txt`), 'utf8'))
    const begun = performance.now()
    const search = new Search(shop, randomOf(1).next)
    while (!search.isShortest && performance.now() - begun < (quick ? 0.2 : SECONDS) * 1000) search.improve(20)
    const faults = faultsOf(shop, search.steps, search.makespan)
    if (faults.length > 0) throw new Error(`${name}: ${faults[0]!}`)
    const { best } = bounds[name]!
    return { makespan: search.makespan, gap: search.makespan / best - 1 }
  })
  const gaps = found.map(({ gap }) => gap)
  const note = found.map(({ makespan }) => makespan).join(' ')
  return Promise.resolve({
    'plan.mk_mean_gap': { value: rounded(gaps.reduce((sum, gap) => sum + gap, 0) / gaps.length), note },
    'plan.mk_worst_gap': { value: rounded(Math.max(...gaps)), note: `${SECONDS} s each, one thread` },
  })
}
