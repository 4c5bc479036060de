/** What `npm run demo -- …` can be told. */
import { parseArgs } from 'node:util'
import { StartError } from '#server/terminal/startError.ts'
import { CARS_A_BAY } from './day.ts'

export interface DemoArguments {
  /** House seconds a real second. */
  speed: number
  seed: number
  cars: number
  bays: number
  /** The minute of the first day to which the demo runs ahead; null: it begins at the day's beginning. */
  at: number | null
  once: boolean
  /** The foreman accepts whatever the planner suggests. */
  accept: boolean
}

export const usage = `npm run demo -- [--speed 60] [--seed 4] [--bays 14] [--cars N] [--at HH:MM] [--once] [--accept]
  --speed  house seconds a real second, 1 to 600
  --seed   the same number gives the same arrivals, durations and incidents
  --bays   14 to 400, in the example's proportion of kinds
  --cars   a day, 1 to 2000; as many as the bays can take when not given
  --at     runs ahead to this time of the first day, then goes on at --speed
  --once   ends after the first day with a summary
  --accept the foreman accepts whatever the planner suggests`

/** @throws StartError with one sentence and the usage. */
export function readArguments(words: readonly string[]): DemoArguments {
  const bad = (sentence: string) => new StartError(`${sentence}\n${usage}`)
  let values
  try {
    const text = { type: 'string' } as const
    const options = {
      speed: text,
      seed: text,
      cars: text,
      bays: text,
      at: text,
      once: { type: 'boolean' },
      accept: { type: 'boolean' },
    } as const
    ;({ values } = parseArgs({ args: [...words], options, allowPositionals: false }))
  } catch (error) {
    throw bad(error instanceof Error ? error.message.split('. ')[0]! : String(error))
  }
  const whole = (name: 'speed' | 'seed' | 'cars' | 'bays', least: number, most: number, otherwise: number) => {
    const given = values[name]
    if (given === undefined) return otherwise
    const number = /^\d{1,10}$/.test(given) ? Number(given) : Number.NaN
    if (!(number >= least && number <= most)) throw bad(`--${name} must be a whole number from ${least} to ${most}.`)
    return number
  }
  const bays = whole('bays', 14, 400, 14)
  return {
    speed: whole('speed', 1, 600, 60),
    seed: whole('seed', 0, 4_294_967_295, 4),
    bays,
    cars: whole('cars', 1, 2000, Math.round(bays * CARS_A_BAY)),
    at: values.at === undefined ? null : minuteOf(values.at, bad),
    once: values.once ?? false,
    accept: values.accept ?? false,
  }
}

function minuteOf(text: string, bad: (sentence: string) => Error): number {
  const [, hours, minutes] = /^(\d{1,2}):(\d{2})$/.exec(text) ?? []
  const minute = Number(hours) * 60 + Number(minutes)
  if (!(Number(minutes) < 60 && minute >= 460 && minute <= 1085)) throw bad('--at must be a time from 07:40 to 18:05.')
  return minute
}
