/** Promises kept and missed, and promises moved. */
import { within, type Rows } from './counting.ts'

export const promises: Rows = ({ sql }) => sql`
  select case when late <= -60 then 'early_60' when late <= -30 then 'early_30' when late <= -15 then 'early_15'
    when late <= 0 then 'early_0' when late <= 15 then 'late_0' when late <= 30 then 'late_15'
    when late <= 60 then 'late_30' else 'late_60' end as cell,
    id as order_id, promise_at as at, late as minutes
  from promised`

export const days: Rows = ({ sql, name, timeZone }) => {
  const step = name === 'month' ? 'week' : 'day'
  return sql`
    select to_char(date_trunc(${step}, promise_at at time zone ${timeZone}), 'YYYY-MM-DD')
        || case when late <= 0 then ' kept' else ' late' end as cell,
      id as order_id, promise_at as at, late as minutes
    from promised`
}

/** After the customer had agreed to the first one. */
export const moved: Rows = (asked) => asked.sql`
  select case when by > 0 then 'later' else 'earlier' end as cell, order_id, at, by as minutes
  from (
    select f.order_id, f.at, ((fact->>'to')::float8 - (fact->>'from')::float8) / 60000 as by
    from facts f
    join repair_order o on o.workshop_id = ${asked.workshopId} and o.id = f.order_id and o.authorised_at <= f.at
    where name = 'promiseMoved' and ${within(asked, 'f.at')}
  ) m where by <> 0`
