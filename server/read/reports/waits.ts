/** B1.2: how long arrivals waited at the door until the desk turned to them; those still waiting count until now. */
import { instant, openMinutes, within, type Rows } from './counting.ts'

/** What the desk does first about an order. Someone checked in at the desk is with an adviser already. */
const taken = ['diagnosisStarted', 'operationsAdded', 'orderQuoted']

export const waits: Rows = (asked) => {
  const { sql, workshopId, now } = asked
  const still = instant(sql, now)
  return sql`
    select lpad(least(15, floor(minutes))::text, 2, '0') as cell, order_id, at, minutes
    from (
      select order_id, at, ${openMinutes(asked, 'w.at', 'w.until')} as minutes
      from (
        select a.order_id, a.at, case when a."from" = 'desk' then a.at
          else least(min(t.at), min(o.closed_at), case when a.order_id is null then a.closed_at end, ${still}) end as until
        from arrival a
        left join repair_order o on o.workshop_id = a.workshop_id and o.id = a.order_id
        left join facts t on t.name in ${sql(taken)} and t.order_id = a.order_id and t.at >= a.at
        where a.workshop_id = ${workshopId} and ${within(asked, 'a.at')}
        group by a.workshop_id, a.id
      ) w
    ) m`
}
