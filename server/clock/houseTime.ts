/**
 * House time: the database's clock, shared by all nodes, interpolated with this process's monotonic clock; faster in the
 * demo. It never runs backwards within a process; the journal ensures that across nodes.
 */
import type { Sql } from 'postgres'

const RESAMPLE_EVERY = 60_000

export interface HouseTime {
  now(): number
  readonly speed: number
  /** The demo: continues from `at` if that is ahead. Needs `startAt`. */
  jumpTo(at: number): void
  /** The demo: stops time, except for jumps, until `letGo`. Needs `startAt`. */
  hold(): void
  letGo(): void
  readonly isHeld: boolean
  stop(): void
}

interface Options {
  /** House seconds per real second. */
  speed?: number
  /** House time to begin at; default: the database's time. */
  startAt?: number
  /** Start with time held. */
  held?: boolean
  /** Test hook: error of the database's clock, in milliseconds. */
  skew?: () => number
  /** How often the database is asked for the time, in real milliseconds. */
  resampleEvery?: number
}

export async function startHouseTime(sql: Sql, options: Options = {}): Promise<HouseTime> {
  const { speed = 1, startAt, held = false, skew = () => 0, resampleEvery = RESAMPLE_EVERY } = options
  let base = startAt ?? (await databaseTime(sql)) + skew()
  let since = performance.now()
  let latest = 0
  let isHeld = held
  const raw = () => (isHeld ? base : base + (performance.now() - since) * speed)
  const itsOwn = () => {
    if (startAt === undefined) throw new Error('House time follows the database: it cannot be moved or held')
  }
  const resample = async () => {
    const time = await databaseTime(sql)
    base = time + skew()
    since = performance.now()
  }
  // Only real time follows the database; a demo day keeps its own. If one reading fails, the next one makes up for it.
  const timer = startAt === undefined ? setInterval(() => void resample().catch(() => undefined), resampleEvery) : null
  timer?.unref()
  return {
    speed,
    now: () => (latest = Math.max(latest, Math.round(raw()))),
    jumpTo(at) {
      itsOwn()
      if (at <= raw()) return
      base = at
      since = performance.now()
    },
    hold() {
      itsOwn()
      base = raw()
      isHeld = true
    },
    letGo() {
      since = performance.now()
      isHeld = false
    },
    get isHeld() {
      return isHeld
    },
    stop: () => timer && clearInterval(timer),
  }
}

/** The database's time in milliseconds, taken as that of the middle of the round trip. */
async function databaseTime(sql: Sql): Promise<number> {
  const before = performance.now()
  const [row] = await sql<{ ms: number }[]>`select extract(epoch from clock_timestamp())::float8 * 1000 as ms`
  return row!.ms + (performance.now() - before) / 2
}
