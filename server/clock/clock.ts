/**
 * What falls due. A deadline is a row; the clock sleeps until the next one, finds what is due without locking it, claims it
 * by moving it on, and runs an ordinary command with the clock as the actor. Any number of nodes may do so side by side.
 */
import type { Sql } from 'postgres'
import type { Logger } from 'pino'
import { newId } from '#server/write/ids.ts'
import type { Writer } from '#server/write/write.ts'
import type { HouseTime } from './houseTime.ts'

/** How often each workshop's forecasts are looked at again, in house milliseconds (AL). */
export const FORECAST_EVERY = 60_000
/** However fast house time runs: no oftener than this, in real milliseconds. */
const LEAST_BETWEEN = 1000
/** The longest sleep, in real milliseconds: a workshop added by another node is found by then. */
const LONGEST_SLEEP = 60_000
const AFTER_A_FAILURE = 5_000
const AT_ONCE = 100

interface Options {
  sql: Sql
  writer: Writer
  time: HouseTime
  log: Logger
}

export interface Clock {
  /** Looks at the deadlines now: house time has jumped. */
  wake(): void
  stop(): Promise<void>
}

export function startClock({ sql, writer, time, log }: Options): Clock {
  let stopped = false
  let timer: NodeJS.Timeout | null = null
  let round = turn()

  async function turn(): Promise<void> {
    let sleep = AFTER_A_FAILURE
    try {
      sleep = await carryOut()
    } catch (error) {
      if (!stopped) log.warn({ err: error }, 'The clock could not look at its deadlines; it looks again')
    }
    if (!stopped) timer = setTimeout(begin, sleep)
  }

  function begin(): void {
    timer = null
    round = turn()
  }

  /** Carries out what is due and says how long to sleep, in real milliseconds. */
  async function carryOut(): Promise<number> {
    const now = new Date(time.now()).toISOString()
    const due = await sql<{ workshop_id: string; due_at: string }[]>`
      select workshop_id, due_at from deadline where kind = 'forecast' and due_at <= ${now} order by due_at limit ${AT_ONCE}`
    for (const { workshop_id: workshopId, due_at: dueAt } of due) {
      if (stopped) return 0
      const claimed = await sql`
        update deadline set due_at = ${new Date(time.now() + Math.max(FORECAST_EVERY, LEAST_BETWEEN * time.speed)).toISOString()}
        where workshop_id = ${workshopId} and kind = 'forecast' and due_at = ${dueAt}`
      if (claimed.count === 0) continue
      const actor = { door: 'clock', personId: null } as const
      await writer.execute(workshopId, { id: newId(), name: 'recordForecasts', payload: {}, actor, sender: 'clock' })
    }
    if (due.length === AT_ONCE) return 0
    const [next] = await sql<{ due_at: string | null }[]>`select min(due_at) as due_at from deadline`
    if (!next?.due_at) return LONGEST_SLEEP
    return Math.min(LONGEST_SLEEP, Math.max(0, (Date.parse(next.due_at) - time.now()) / time.speed))
  }

  return {
    wake() {
      // A round under way sees the new time when it works out how long to sleep.
      if (!timer || stopped) return
      clearTimeout(timer)
      begin()
    },
    async stop() {
      stopped = true
      if (timer) clearTimeout(timer)
      await round
    },
  }
}
