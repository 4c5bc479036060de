/** The arguments of `npm run replay`. */
import { z } from 'zod'
import { flag, readOptions, whole } from '#server/terminal/options.ts'

export interface ReplayArguments {
  days: number
  learn: number[]
  report: number[]
  /** Where records are kept, and taken from if they are there; null: nowhere. */
  folder: string | null
  json: boolean
}

const usage = `npm run replay -- [--days 10] [--learn 1-10] [--report 11-20] [--folder DIR] [--json]
  --days    working days of the demo for each seed, 1 to 60
  --learn   the seeds whose days are learned from
  --report  the seeds whose days are forecast, by the model of release 0.2 and by this one
  --folder  keeps the record of each seed there, and does not run again what is there
  --json    one object in place of the table`

const seeds = z.string().transform((text, context) => {
  const [, from, until] = /^(\d{1,6})(?:-(\d{1,6}))?$/.exec(text) ?? []
  const [first, last] = [Number(from), Number(until ?? from)]
  if (first <= last && last - first < 100) return Array.from({ length: last - first + 1 }, (_, n) => first + n)
  context.addIssue({ code: 'custom', message: 'must be a seed or a range of up to 100, such as 1-10' })
  return z.NEVER
})

const options = {
  days: whole(1, 60).default(10),
  learn: seeds.default(Array.from({ length: 10 }, (_, n) => n + 1)),
  report: seeds.default(Array.from({ length: 10 }, (_, n) => n + 11)),
  folder: z.string().nullable().default(null),
  json: flag,
}

/** @throws StartError with one sentence and the usage */
export function readArguments(typed: readonly string[]): ReplayArguments {
  const [values] = readOptions(typed, { usage, options })
  return values
}
