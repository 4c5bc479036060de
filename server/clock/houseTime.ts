/**
 * House time: the database's clock, which all nodes share, carried on by this process's monotonic clock, at another speed in
 * the demo. It never runs backwards here; the journal sees to it across nodes.
 */
import type { Sql } from 'postgres'

const RESAMPLE_EVERY = 60_000

export interface HouseTime {
  now(): number
  readonly speed: number
  /** The demo: goes on from `at`, if that is ahead. Only a time of its own can jump (`startAt`). */
  jumpTo(at: number): void
  /** The demo: time stands still, but for jumps, until it is let go. Only a time of its own can. */
  hold(): void
  letGo(): void
  readonly isHeld: boolean
  stop(): void
}

interface Options {
  /** House seconds a real second. */
  speed?: number
  /** House time to begin at; without it, the database's. */
  startAt?: number
  /** Whether it is held from the beginning, until it is let go. */
  held?: boolean
  /** By how much the database's clock is said to be wrong, in milliseconds: for trying what happens when somebody sets it. */
  skew?: () => number
  /** How often the database is asked, in real milliseconds. */
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
    if (startAt === undefined) throw new Error('House time follows the database: it can neither jump nor stand still')
  }
  const resample = async () => {
    const time = await databaseTime(sql)
    base = time + skew()
    since = performance.now()
  }
  // A demo day has a time of its own; only real time follows the database. A failed reading is made up for by the next.
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

/** The database's time in milliseconds, taken to be that of the middle of the round trip. */
async function databaseTime(sql: Sql): Promise<number> {
  const before = performance.now()
  const [row] = await sql<{ ms: number }[]>`select extract(epoch from clock_timestamp())::float8 * 1000 as ms`
  return row!.ms + (performance.now() - before) / 2
}
