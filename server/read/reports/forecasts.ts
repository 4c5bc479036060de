/** The board's own forecasts, as they stood at each full hour, against what came. */
import { within, type Asked, type Fragment, type Rows } from './counting.ts'

const samples = (asked: Asked): Fragment => asked.sql`
  select s.at, s.order_id, s.forecast_at, s.safe_forecast_at, o.ready_at
  from forecast_sample s join repair_order o on o.workshop_id = s.workshop_id and o.id = s.order_id
  where s.workshop_id = ${asked.workshopId} and ${within(asked, 's.at')} and o.ready_at > s.at`

export const forecasts: Rows = (asked) => asked.sql`
  select to_char(at at time zone ${asked.timeZone}, 'HH24') as cell, order_id, at,
    (extract(epoch from ready_at - forecast_at) / 60)::float8 as minutes
  from (${samples(asked)}) s`

export const safe: Rows = (asked) => asked.sql`
  select case when ready_at <= safe_forecast_at then 'kept' else 'missed' end as cell, order_id, at,
    (extract(epoch from ready_at - safe_forecast_at) / 60)::float8 as minutes
  from (${samples(asked)}) s`
