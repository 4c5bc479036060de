/** B10: progress checks asked in the period, and whether they were answered before they were overdue. */
import { within, type Rows } from './counting.ts'

/** A check that moved with its promise and is asked again counts again (B10.1); one that still has time does not count yet. */
export const checks: Rows = (asked) => asked.sql`
  select case when answered is null and missed is null then 'spared' when answered is null then 'missed'
    when missed < answered then 'late' else 'on_time' end as cell, order_id, at, null::float8 as minutes
  from (
    select order_id, ask, min(at) filter (where name = 'progressCheckAsked') as at,
      min(place) filter (where name = 'progressCheckMissed') as missed,
      min(place) filter (where name = 'progressCheckAnswered') as answered
    from (
      select order_id, at, name, place, count(*) filter (where name = 'progressCheckAsked') over (partition by order_id order by place) as ask
      from facts
    ) s
    where ask > 0 group by order_id, ask
  ) a
  join repair_order o on o.workshop_id = ${asked.workshopId} and o.id = a.order_id
  where ${within(asked, 'a.at')} and (answered is not null or missed is not null or o.ready_at is not null)`
