/** The arguments of `npm run plan`. */
import { decimal, flag, readOptions, whole } from '#server/terminal/options.ts'

export interface PlanArguments {
  file: string
  seconds: number
  /** A number of steps instead of a time: gives the same plan on any machine. */
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

const options = {
  seconds: decimal(3600).default(2),
  steps: whole(0, 100_000_000).nullable().default(null),
  seed: whole(0, 4_294_967_295).default(1),
  json: flag,
}
const oneFile = { least: 1, most: 1, otherwise: 'Name one file.' }

/** @throws StartError with one sentence and the usage */
export function readArguments(typed: readonly string[]): PlanArguments {
  const [values, [file]] = readOptions(typed, { usage, options, words: oneFile })
  return { file: file!, ...values }
}
