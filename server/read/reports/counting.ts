/** What every figure is counted from, in SQL: one row for each thing it counts. */
import type { PendingQuery, Row, Sql } from 'postgres'
import type { PeriodName } from '#contract/figureNames.ts'
import { countedFacts } from '#db/schema/journal.ts'
import type { Period } from '#server/domain/figures/period.ts'

/** What is counted, of which workshop and period. */
export interface Asked {
  sql: Sql
  workshopId: string
  timeZone: string
  /** House time, milliseconds since 1970. */
  now: number
  name: PeriodName
  period: Period
}

export type Fragment = PendingQuery<Row[]>

/**
 * A select from the sources below with the columns `cell` (text), `order_id` (uuid or null), `at` (timestamptz) and `minutes` (float8 or null). The
 * count and the list of its orders both come from it, so they cannot differ.
 */
export type Rows = (asked: Asked) => Fragment

export const instant = (sql: Sql, at: number): Fragment => sql`${new Date(at).toISOString()}::timestamptz`

const WEEK = 7 * 86_400_000

/** Whether an instant is in the period. @param column an expression in SQL, never input */
export const within = ({ sql, period: { from, until } }: Asked, column: string): Fragment =>
  sql`(${sql.unsafe(column)} >= ${instant(sql, from)} and ${sql.unsafe(column)} < ${instant(sql, until)})`

/** Minutes of opening hours between two instants, within a week after the period. @param from expressions in SQL, never input */
export function openMinutes({ sql }: Asked, from: string, until: string): Fragment {
  const [begin, end] = [sql.unsafe(`extract(epoch from ${from})`), sql.unsafe(`extract(epoch from ${until})`)]
  return sql`(select coalesce(sum(least(closes, ${end}) - greatest(opens, ${begin})) / 60, 0)::float8
    from hours where opens < ${end} and closes > ${begin})`
}

/**
 * The order's first message of these kinds that was handed over and has not come back: columns `told_at`, `by` (the channel) and
 * `result`.
 */
export const firstTold = ({ sql, workshopId }: Asked, kinds: readonly string[]): Fragment =>
  sql`select to_timestamp((x->>'at')::float8 / 1000) as told_at, x->>'channel' as by, x->>'result' as result
    from notice n, jsonb_array_elements(n.attempts) x
    where n.workshop_id = ${workshopId} and n.order_id = p.id and n.kind in ${sql([...kinds])}
      and x->>'result' in ('handed_over', 'delivered')
    order by 1 limit 1`

/**
 * What several figures are counted from, once for all of them:
 * - `hours`: the opening hours, for `openMinutes`
 * - `promised`: orders whose promised time is in the period and has passed, and `late`, the minutes from it until they were ready.
 *   A car that went home until its part is there (C9) has no promise before the next one
 * - `facts`: the journal's facts that figures count, of what begins in the period and may end within a week of it; `place` is
 *   their order. Those of a command that was taken back (S14) have not happened
 */
export function sources(asked: Asked): Fragment {
  const { sql, workshopId, now, period } = asked
  const hours = JSON.stringify(period.open.map(([opens, closes]) => [opens / 1000, closes / 1000]))
  return sql`
    hours as materialized (
      select (x->>0)::numeric as opens, (x->>1)::numeric as closes from jsonb_array_elements(${hours}::text::jsonb) x
    ),
    promised as materialized (
      select id, promise_at, ready_at, settled_at, waits,
        (extract(epoch from coalesce(ready_at, ${instant(sql, now)}) - promise_at) / 60)::float8 as late
      from repair_order where workshop_id = ${workshopId} and ${within(asked, 'promise_at')}
        and authorised_at is not null and (ready_at is not null or closed_at is null)
    ),
    journaled as materialized (
      select row_number() over (order by j.seq, x.n) as place, j.seq, j.at, x.fact->>'name' as name,
        (x.fact->>'orderId')::uuid as order_id, x.fact
      from journal j, jsonb_array_elements(j.facts) with ordinality as x(fact, n)
      where j.workshop_id = ${workshopId} and j.at >= ${instant(sql, period.from)}
        and j.at < ${instant(sql, period.until + WEEK)} and ${sql.unsafe(countedFacts)}
    ),
    facts as materialized (
      select * from journaled where seq not in (select (fact->>'seq')::bigint from journaled where name = 'commandUndone')
    )`
}
