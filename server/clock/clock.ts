/**
 * Carries out deadlines. A deadline is a row; the clock sleeps until the next one, reads what is due without locking it, and
 * runs an ordinary command with the clock as the actor. The command and the row's next state are one transaction, so each
 * deadline has its effect once on however many nodes: the second finds the row moved and is refused.
 */
import type { Sql } from 'postgres'
import type { Logger } from 'pino'
import type { CommandName, Payload } from '#contract/commands/index.ts'
import type { DeadlineKind } from '#contract/values.ts'
import { permitOwn } from '#server/policy/permit.ts'
import { newId } from '#server/write/ids.ts'
import type { Outcome, Writer } from '#server/write/write.ts'
import type { HouseTime } from './houseTime.ts'

/** The longest sleep, in real milliseconds: bounds how late we find a deadline announced only to a node that died. */
const LONGEST_SLEEP = 60_000
/** Pause before a failed deadline is retried, in real milliseconds. */
const AFTER_A_FAILURE = 5_000
/**
 * Minimum interval between two forecasts of a workshop, in milliseconds of house time; and in real milliseconds, however fast
 * house time runs.
 */
const FORECASTS_APART = 5000
const FORECASTS_APART_REAL = 1000
const AT_ONCE = 100
/** How often notices are looked at again while the database's clock is doubted, in real milliseconds. */
const DOUBTED_FOR = 5_000

interface Row {
  workshop_id: string
  kind: DeadlineKind
  subject_id: string
  due_at: string
}

type Forecasts = Payload<'recordForecasts'>

interface Options {
  sql: Sql
  writer: Writer
  time: HouseTime
  log: Logger
  /** Works out, on another thread, when each live car will be ready; null if the workshop no longer exists. */
  forecast: (workshopId: string) => Promise<Forecasts | null>
  /** Minimum interval between two forecasts of a workshop in real ms, in place of the usual ones. */
  forecastsApart?: number
  /** Called when a workshop's forecasts have been worked out. */
  forecastsRecorded?: (workshopId: string) => void
  /** After its start the clock sends no message for this long (real ms): the database's clock may still be set right. */
  quietAfterStart?: number
  /** Tries to deliver a notice and records the result. Not ok: there was nothing to deliver. */
  deliver: (workshopId: string, noticeId: string) => Promise<{ ok: boolean }>
}

export interface Clock {
  /** Something falls due at `at` (house time): sleep no longer than that. */
  expect(at: number): void
  /** Checks the deadlines now: house time has jumped. */
  wake(): void
  /** The same, and resolves when everything due has been carried out. */
  meet(): Promise<void>
  stop(): Promise<void>
}

export function startClock({
  sql,
  writer,
  time,
  log,
  forecast,
  forecastsRecorded = () => {},
  forecastsApart,
  deliver,
  quietAfterStart = 0,
}: Options): Clock {
  const startedAt = performance.now()
  let stopped = false
  let timer: NodeJS.Timeout | null = null
  /** House time the timer is set for. */
  let next = Infinity
  /** Deadlines to skip until a real time (performance.now()); Infinity while one is being carried out. */
  const resting = new Map<string, number>()
  const working = new Set<Promise<void>>()
  /** Whether the last round found nothing due. */
  let idle = false
  let isLooking = true
  let round = turn()

  async function turn(): Promise<void> {
    let sleep = AFTER_A_FAILURE
    try {
      sleep = await startDue()
      idle = sleep > 0
    } catch (error) {
      if (!stopped) log.warn({ err: error }, 'Reading the deadlines failed; retrying')
    }
    isLooking = false
    // While time is held, rounds run only on request.
    if (stopped || time.isHeld) return
    next = time.now() + sleep * time.speed
    timer = setTimeout(byItself, sleep)
  }

  /** Time may have been held since the timer was set. */
  function byItself(): void {
    if (!time.isHeld) begin()
  }

  function begin(): void {
    if (timer) clearTimeout(timer)
    timer = null
    isLooking = true
    round = turn()
  }

  /** Starts everything due and returns how long to sleep, in real milliseconds. */
  async function startDue(): Promise<number> {
    next = Infinity
    const silence = silentFor()
    const rows = await sql<Row[]>`
      select workshop_id, kind, subject_id, due_at from deadline
      where kind <> 'notice' or (${silence === 0} and not exists (
        select from workshop w where w.workshop_id = deadline.workshop_id and w.messages_held_since is not null))
      order by due_at, kind, subject_id limit ${AT_ONCE + resting.size}`
    const now = time.now()
    const real = performance.now()
    let sleep = silence > 0 ? Math.min(silence, LONGEST_SLEEP) : LONGEST_SLEEP
    const due: Row[] = []
    for (const row of rows) {
      const until = resting.get(keyOf(row))
      if (until !== undefined && until > real) sleep = Math.min(sleep, until - real)
      else if (Date.parse(row.due_at) <= now) due.push(row)
      else sleep = Math.min(sleep, (Date.parse(row.due_at) - now) / time.speed)
    }
    // Nodes that wake together start at different rows. While time is held, deadlines run one by one in a fixed order.
    const first = Math.floor(Math.random() * due.length)
    const begun = time.isHeld ? due.slice(0, 1) : [...due.slice(first), ...due.slice(0, first)]
    const going = begun.map((row) => ({ row, work: setGoing(row) }))
    // There may be more due than one read returns, so read again soon; do not wait for slow deliveries.
    const quick = going.flatMap(({ row, work }) => (row.kind === 'notice' ? [] : [work]))
    if (quick.length > 0) await Promise.race(quick)
    return due.length > 0 ? 0 : Math.max(0, Math.min(sleep, nextExpected(time.now())))
  }

  /** For how long no message may be sent to a customer, in real milliseconds. */
  function silentFor(): number {
    const afterStart = startedAt + quietAfterStart - performance.now()
    return Math.max(0, afterStart, time.isDoubted ? DOUBTED_FOR : 0)
  }

  const nextExpected = (now: number) => (next === Infinity ? LONGEST_SLEEP : (next - now) / time.speed)

  function setGoing(row: Row): Promise<void> {
    const key = keyOf(row)
    resting.set(key, Infinity)
    const work = carryOut(row).then(
      () => {
        if (row.kind === 'reforecast' && !time.isHeld)
          rest(key, forecastsApart ?? Math.max(FORECASTS_APART / time.speed, FORECASTS_APART_REAL))
        else if (resting.get(key) === Infinity) resting.delete(key)
      },
      (error: unknown) => {
        if (!stopped) log.warn({ err: error, kind: row.kind }, 'Carrying out a deadline failed; retrying')
        rest(key, AFTER_A_FAILURE)
      },
    )
    working.add(work)
    void work.finally(() => working.delete(work))
    return work
  }

  const rest = (key: string, milliseconds: number) => {
    const until = performance.now() + milliseconds
    resting.set(key, until)
    setTimeout(() => {
      if (resting.get(key) === until) resting.delete(key)
      if (!time.isHeld) wake()
    }, milliseconds).unref()
  }

  async function carryOut(row: Row): Promise<void> {
    const { workshop_id: workshopId, kind, subject_id: id } = row
    if (kind === 'notice') return settle(row, await deliver(workshopId, id))
    if (kind === 'reforecast') {
      const forecasts = await forecast(workshopId)
      await settle(row, forecasts && (await execute(workshopId, 'recordForecasts', forecasts)))
      return forecastsRecorded(workshopId)
    }
    if (kind === 'order') return settle(row, await execute(workshopId, 'reviewOrder', { orderId: id }))
    if (kind === 'bay') return settle(row, await execute(workshopId, 'reviewBay', { bayId: id }))
    if (kind === 'arrival') return settle(row, await execute(workshopId, 'reviewArrival', { arrivalId: id }))
    return settle(row, await execute(workshopId, 'reviewWorkshop', {}))
  }

  const execute = <N extends CommandName>(workshopId: string, name: N, payload: Payload<N>): Promise<Outcome<N>> =>
    writer.execute(permitOwn('clock', workshopId, { id: newId(), name, payload }))

  /** If another node was first, the row has moved. A row whose owner no longer has this moment is an orphan: delete it. */
  async function settle(row: Row, outcome: { ok: boolean } | null): Promise<void> {
    if (outcome?.ok) return
    const { table, id, moment } = owners[row.kind]
    const { count } = await sql`
      delete from deadline d where workshop_id = ${row.workshop_id} and kind = ${row.kind} and subject_id = ${row.subject_id}
        and due_at = ${row.due_at} and not exists (select from ${sql(table)} o
          where o.workshop_id = d.workshop_id and o.${sql(id)} = d.subject_id and o.${sql(moment)} = d.due_at)`
    if (count === 0) rest(keyOf(row), AFTER_A_FAILURE)
  }

  function wake(): void {
    // The running round uses the new time when it works out how long to sleep.
    if (!isLooking && !stopped) begin()
  }

  async function meet(): Promise<void> {
    wake()
    do {
      await round
      await Promise.all(working)
      // A round that found something due is followed by another at once.
      if (!idle) wake()
    } while (!idle && !stopped)
  }

  return {
    wake,
    meet,
    expect(at) {
      if (stopped || time.isHeld || at >= next) return
      next = at
      if (!timer) return
      clearTimeout(timer)
      timer = setTimeout(byItself, Math.max(0, (at - time.now()) / time.speed))
    },
    async stop() {
      stopped = true
      if (timer) clearTimeout(timer)
      await round
      await Promise.all(working)
    },
  }
}

/** The column each kind of deadline is copied from. */
const owners: Record<DeadlineKind, { table: string; id: string; moment: string }> = {
  reforecast: { table: 'workshop_head', id: 'workshop_id', moment: 'reforecast_at' },
  order: { table: 'repair_order', id: 'id', moment: 'review_at' },
  bay: { table: 'bay', id: 'id', moment: 'review_at' },
  arrival: { table: 'arrival', id: 'id', moment: 'review_at' },
  workshop: { table: 'workshop', id: 'workshop_id', moment: 'review_at' },
  notice: { table: 'notice', id: 'id', moment: 'try_at' },
}

const keyOf = ({ workshop_id, kind, subject_id }: Row) => `${workshop_id} ${kind} ${subject_id}`
