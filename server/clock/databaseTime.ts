/**
 * House time that follows the database's clock. It runs on this process's monotonic clock, which is compared with the database's
 * every few seconds: small differences are followed, a jump is not believed before it has lasted.
 */
import { uptime } from 'node:os'
import type { Sql } from 'postgres'
import type { Logger } from 'pino'
import { CLOCK_LEEWAY } from '#contract/wire.ts'
import {
  areAllAhead,
  readAgreement,
  readFirst,
  replaceAgreement,
  type FirstReading,
  type Reading,
} from '#server/write/agreement.ts'
import type { HouseTime } from './time.ts'

const MINUTE = 60_000
/** For how long a jump must last before it is believed, in real milliseconds. */
const LASTS = 5 * MINUTE
const READ_EVERY = 10_000
/** A smaller difference between the two clocks of this machine is not sleep (ms). */
const SLEPT = 2_000

export interface FollowOptions {
  log?: Logger
  /** Test hook: error of the database's clock, in milliseconds. */
  skew?: () => number
  /** How often the database is asked for the time, in real milliseconds. */
  resampleEvery?: number
  /** Seconds since this machine started, its sleep included. */
  machineUptime?: () => number
}

export async function followDatabase(sql: Sql, options: FollowOptions): Promise<HouseTime> {
  const { log, skew = () => 0, resampleEvery = READ_EVERY, machineUptime = uptime } = options
  const monotonic = createMonotonic(machineUptime)
  const first = await readFirst(sql)
  let base = first.clock + skew()
  let since = monotonic.now()
  let { ahead } = first
  /** When the agreement was made, on the monotonic clock. */
  let agreedAt = since - first.stood
  let latest = 0
  let isReading = false

  const clock = () => base + monotonic.now() - since
  const take = (at: number, agreed = ahead) => {
    base = at
    since = monotonic.now()
    if (agreed === ahead) return
    ahead = agreed
    agreedAt = since
    // The only way back.
    latest = 0
    tell()
  }
  const tell = () => {
    const minutes = Math.round(ahead / MINUTE)
    if (ahead === 0) log?.warn('House time follows the database’s clock again; messages to customers go out.')
    else
      log?.warn(
        `The database’s clock is ${Math.abs(minutes)} min ${ahead > 0 ? 'ahead of' : 'behind'} house time and is not believed yet. No message to a customer is sent meanwhile. Set this machine’s clock right, or set house time in the setup.`,
      )
  }
  const agree = ({ clock: read, ahead: agreed }: Reading) => {
    if (agreed !== ahead) take(read + skew(), agreed)
  }

  async function read(): Promise<void> {
    monotonic.noteSleep()
    const asked = monotonic.now()
    const reading = await readAgreement(sql)
    // The clock was read in the middle of the round trip.
    const at = reading.clock + skew() + (monotonic.now() - asked) / 2
    if (reading.ahead !== ahead) return take(at, reading.ahead)
    const jump = at - clock()
    if (Math.abs(jump) > CLOCK_LEEWAY) {
      const doubted = Math.round(ahead + jump)
      const next = Math.abs(doubted) > CLOCK_LEEWAY ? doubted : 0
      if (await replaceAgreement(sql, ahead, next)) take(at, next)
      return
    }
    take(at)
    const hasLasted = ahead !== 0 && monotonic.now() - agreedAt >= LASTS
    if (!hasLasted || (ahead < 0 && (await areAllAhead(sql, at + CLOCK_LEEWAY)))) return
    if (await replaceAgreement(sql, ahead, 0)) take(at, 0)
  }

  const start = atStart(first, base)
  if (start !== ahead && (await replaceAgreement(sql, ahead, start))) take(clock(), start)
  else if (ahead !== 0) tell()
  // If one reading fails, the next one makes up for it.
  const timer = setInterval(() => {
    if (isReading) return
    isReading = true
    void read()
      .catch(() => undefined)
      .finally(() => (isReading = false))
  }, resampleEvery)
  timer.unref()

  const itsOwn = (): never => {
    throw new Error('House time follows the database: it cannot be moved or held')
  }
  return {
    speed: 1,
    now: () => (latest = Math.max(latest, Math.round(clock() - ahead))),
    clock: () => Math.round(clock()),
    get isDoubted() {
      return ahead !== 0
    },
    agree,
    compare: read,
    ...{ jumpTo: itsOwn, hold: itsOwn, letGo: itsOwn, isHeld: false },
    stop: () => clearInterval(timer),
  }
}

/**
 * What a starting node agrees to: a doubt that other nodes, or this one before, have had for less than it may last. If every
 * journal is ahead of the clock, the clock is wrong, and house time goes on from the last entry.
 */
function atStart({ ahead, stood, furthestBehind, furthestAhead }: FirstReading, clock: number): number {
  const areAhead = furthestBehind !== null && furthestBehind > clock + CLOCK_LEEWAY
  if (ahead > 0 && stood >= 0 && stood < LASTS) return ahead
  if (!areAhead) return 0
  return ahead < 0 ? ahead : Math.round(clock - furthestAhead!)
}

/** The process's monotonic clock, which stops while the machine sleeps, plus that sleep (ms). */
function createMonotonic(machineUptime: () => number) {
  let slept = 0
  let behind = machineUptime() * 1000 - performance.now()
  return {
    now: () => performance.now() + slept,
    noteSleep() {
      const now = machineUptime() * 1000 - performance.now()
      if (now - behind > SLEPT) slept += now - behind
      behind = now
    },
  }
}
