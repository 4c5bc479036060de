/** B1.2: how long arrivals waited at the door until they were taken or left; those still waiting count until now. */
import { instant, openMinutes, within, type Asked, type Fragment, type Rows } from './counting.ts'

const waited = (asked: Asked): Fragment => {
  const { sql, workshopId, now } = asked
  return sql`
    select order_id, at, told_minutes, ${openMinutes(asked, 'w.at', 'w.until')} as minutes
    from (
      select order_id, at, told_minutes, least(coalesce(taken_at, closed_at), ${instant(sql, now)}) as until
      from arrival where workshop_id = ${workshopId} and ${within(asked, 'at')}
    ) w`
}

export const waits: Rows = (asked) =>
  asked.sql`select lpad(least(60, floor(minutes))::text, 2, '0') as cell, order_id, at, minutes from (${waited(asked)}) m`

/** Those whom the kiosk told a time; `minutes` are by how much they waited longer. */
export const told: Rows = (asked) => asked.sql`
  select case when minutes <= told_minutes then 'kept' else 'longer' end as cell, order_id, at,
    (minutes - told_minutes)::float8 as minutes
  from (${waited(asked)}) m where told_minutes is not null`
