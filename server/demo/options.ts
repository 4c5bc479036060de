/** The options of `npm run demo`. */
import { z } from 'zod'
import { flag, readOptions, whole } from '#server/terminal/options.ts'
import { CARS_A_BAY } from './day.ts'

export interface DemoArguments {
  /** House seconds per real second. */
  speed: number
  seed: number
  cars: number
  bays: number
  /** The minute of the first day to start from, reached at full speed; null: start with the day. */
  at: number | null
  once: boolean
  /** Working days, one after the other; with `once`. */
  days: number
  /** The foreman accepts every suggestion of the planner. */
  accept: boolean
}

const usage = `npm run demo -- [--speed 60] [--seed 4] [--bays 14] [--cars N] [--at HH:MM] [--once] [--days 10] [--accept]
  --speed  house seconds a real second, 1 to 600
  --seed   the same number gives the same arrivals, durations and incidents
  --bays   14 to 400, in the example's proportion of kinds
  --cars   a day, 1 to 2000; as many as the bays can take when not given
  --at     runs ahead to this time of the first day, then goes on at --speed
  --once   ends after the first day with a summary; without --at, as fast as the machine can
  --days   with --once, this many working days one after the other, 1 to 60
  --accept the foreman accepts every suggestion of the planner`

const timeOfDay = z.string().transform((text, context) => {
  const [, hours, minutes] = /^(\d{1,2}):(\d{2})$/.exec(text) ?? []
  const minute = Number(hours) * 60 + Number(minutes)
  if (Number(minutes) < 60 && minute >= 460 && minute <= 1085) return minute
  context.addIssue({ code: 'custom', message: 'must be a time from 07:40 to 18:05' })
  return z.NEVER
})

const options = {
  speed: whole(1, 600).default(60),
  seed: whole(0, 4_294_967_295).default(4),
  bays: whole(14, 400).default(14),
  cars: whole(1, 2000).optional(),
  at: timeOfDay.nullable().default(null),
  once: flag,
  days: whole(1, 60).default(1),
  accept: flag,
}

/** @throws StartError with one sentence and the usage. */
export function readArguments(typed: readonly string[]): DemoArguments {
  const [values] = readOptions(typed, { usage, options })
  return { ...values, cars: values.cars ?? Math.round(values.bays * CARS_A_BAY) }
}
