/** B11, B11.1: when customers heard that their car was ready or late, how, and whether what they heard was true. */
import { delayKinds } from '#contract/values.ts'
import { firstTold, instant, within, type Asked, type Fragment, type Rows } from './counting.ts'

/** Customers on site and those who came before the promised time needed no message. */
const toldOfReady = (asked: Asked): Fragment => asked.sql`
  select p.id, p.promise_at, t.told_at, t.by, t.result
  from promised p left join lateral (${firstTold(asked, ['on_course', 'ready'])}) t on true
  where p.late <= 0 and (t.told_at is not null or not (p.waits or coalesce(p.settled_at <= p.promise_at, false)))`

const toldOfDelay = (asked: Asked): Fragment => asked.sql`
  select p.id, p.promise_at, t.told_at, t.by, t.result
  from promised p left join lateral (${firstTold(asked, delayKinds)}) t on true
  where p.late > 0`

/** Minutes after the promised time. */
const afterPromise = (asked: Asked): Fragment =>
  asked.sql`(extract(epoch from told_at - promise_at) / 60)::float8 as minutes`

export const pickUps: Rows = (asked) => asked.sql`
  select case when told_at is null then 'never' when told_at <= promise_at then 'on_time' else 'late' end as cell,
    id as order_id, promise_at as at, ${afterPromise(asked)}
  from (${toldOfReady(asked)}) r`

export const delays: Rows = (asked) => asked.sql`
  select case when told_at is null then 'never' when told_at <= promise_at then 'before' else 'after' end as cell,
    id as order_id, promise_at as at, ${afterPromise(asked)}
  from (${toldOfDelay(asked)}) d`

export const reached: Rows = (asked) => asked.sql`
  select case by when 'phone' then 'phone' else result end as cell, id as order_id, told_at as at, null::float8 as minutes
  from (${toldOfReady(asked)} union all ${toldOfDelay(asked)}) t where told_at is not null`

/** Messages that went out: corrected by a better one, or contradicted by a car that was not ready at the time they named. */
export const notices: Rows = (asked) => {
  const { sql, workshopId, now } = asked
  const readyAt = sql`coalesce(o.ready_at, ${instant(sql, now)})`
  return sql`
    select case when n.kind in ('time_known', 'correction') then 'corrected' else 'contradicted' end as cell, n.order_id, n.at,
      (extract(epoch from ${readyAt} - n.ready_at) / 60)::float8 as minutes
    from notice n join repair_order o on o.workshop_id = n.workshop_id and o.id = n.order_id
    where n.workshop_id = ${workshopId} and ${within(asked, 'n.at')}
      and (n.attempts @> '[{"result": "delivered"}]' or n.attempts @> '[{"result": "handed_over"}]')
      and (n.kind in ('time_known', 'correction') or (n.kind in ('on_course', 'delay', 'reopened') and ${readyAt} > n.ready_at
        and (o.ready_at is not null or o.closed_at is null)))`
}
