/** Minutes of opening hours that cars held bays without work, and why. */
import { instant, openMinutes, type Rows } from './counting.ts'

/** A car that is checked in an inspection bay or washed in a wash bay is at work there. */
export const held: Rows = (asked) => {
  const { sql, workshopId, now, period } = asked
  const [from, until] = [instant(sql, period.from), instant(sql, period.until)]
  return sql`
    select reason as cell, order_id, at, minutes
    from (
      select h.reason, h.order_id, h.at, ${openMinutes(asked, 'h.at', 'h.until')} as minutes
      from (
        select s.reason, s.order_id, greatest(s.from_at, ${from}) as at,
          least(coalesce(s.until_at, ${instant(sql, now)}), ${until}) as until
        from bay_hold s left join bay b on b.workshop_id = s.workshop_id and b.id = s.bay_id
        where s.workshop_id = ${workshopId} and s.from_at < ${until} and (s.until_at is null or s.until_at > ${from})
          and not (s.reason = 'wash' and 'wash' = any(b.uses)) and not (s.reason = 'check' and 'inspection' = any(b.uses))
      ) h
    ) m where minutes > 0`
}
