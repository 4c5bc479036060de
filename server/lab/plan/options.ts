/** What `npm run plan -- …` can be told. */
import { parseArgs } from 'node:util'
import { StartError } from '#server/terminal/startError.ts'

export interface PlanArguments {
  file: string
  seconds: number
  /** As many steps instead of a time: the same number gives the same plan, on any machine. */
  steps: number | null
  seed: number
  json: boolean
}

export const usage = `npm run plan -- FILE [--seconds 2] [--steps N] [--seed 1] [--json]
  FILE       a flexible job shop in the standard text format, or a shop in Pitboard's own JSON
  --seconds  how long to look for a better plan, 0 to 3600
  --steps    as many steps instead of a time: the same number and seed give the same plan
  --seed     another number, another way through the same plans
  --json     {makespan, lateness, ms, operations: [{job, index, machine, start, end}]};
             of a shop in JSON each with its technician, too`

/** @throws StartError with one sentence and the usage */
export function readArguments(words: readonly string[]): PlanArguments {
  const bad = (sentence: string) => new StartError(`${sentence}\n${usage}`)
  const text = { type: 'string' } as const
  let parsed
  try {
    const options = { seconds: text, steps: text, seed: text, json: { type: 'boolean' } } as const
    parsed = parseArgs({ args: [...words], options, allowPositionals: true })
  } catch (error) {
    throw bad(error instanceof Error ? error.message.split('. ')[0]! : String(error))
  }
  const { values, positionals } = parsed
  const [file] = positionals
  if (file === undefined || positionals.length > 1) throw bad('Name one file.')
  const number = (name: 'seconds' | 'steps' | 'seed', form: RegExp, most: number) => {
    const given = values[name]
    if (given === undefined) return null
    if (!form.test(given) || Number(given) > most) throw bad(`--${name} must be a number from 0 to ${most}.`)
    return Number(given)
  }
  return {
    file,
    seconds: number('seconds', /^\d{1,4}(\.\d{1,3})?$/, 3600) ?? 2,
    steps: number('steps', /^\d{1,9}$/, 100_000_000),
    seed: number('seed', /^\d{1,10}$/, 4_294_967_295) ?? 1,
    json: values.json ?? false,
  }
}
