/** Work that came back, and cars that were not ready when the workshop closed. */
import { instant, within, type Rows } from './counting.ts'

/** C5: a quality check sent it back. */
export const returned: Rows = (asked) => asked.sql`
  select 'returned' as cell, order_id, at, null::float8 as minutes
  from facts where name = 'operationSentBack' and ${within(asked, 'at')}`

/** Not the cars that are with their customers since then (C9). */
export const carried: Rows = (asked) => {
  const { sql, workshopId, now, period } = asked
  const closing = instant(sql, period.closing ?? period.until)
  const notReady =
    period.closing !== null && period.closing > now
      ? sql`ready_at is null and closed_at is null and (forecast_at is null or forecast_at > ${closing})`
      : sql`(ready_at is null or ready_at > ${closing}) and (closed_at is null or closed_at > ${closing})`
  return sql`
    select 'carried' as cell, id as order_id, coalesce(promise_at, authorised_at) as at, null::float8 as minutes
    from repair_order where workshop_id = ${workshopId} and authorised_at <= ${closing} and ${notReady}
      and (home_since is null or home_since > ${closing})`
}
