/** Work that came back, and cars that were not ready when the workshop closed. */
import type { OrderState } from '#contract/values.ts'
import { courseFacts } from '#db/schema/journal.ts'
import { instant, within, type Asked, type Fragment, type Rows } from './counting.ts'

/** C5: a quality check sent it back. */
export const returned: Rows = (asked) => asked.sql`
  select 'returned' as cell, order_id, at, null::float8 as minutes
  from facts where name = 'operationSentBack' and ${within(asked, 'at')}`

/**
 * Agreed work that was not finished at closing, or is not expected to be. Not the cars that were with their customers then (C9), nor
 * those whose work had been stopped (C8): a past closing counts by the journal, because their orders have moved on since.
 */
export const carried: Rows = (asked) => {
  const { sql, workshopId, now, period } = asked
  const closing = instant(sql, period.closing ?? period.until)
  const remains =
    period.closing !== null && period.closing > now
      ? sql`state in ${sql(unfinished)} and home_since is null and (forecast_at is null or forecast_at > ${closing})`
      : sql`(ready_at is null or ready_at > ${closing}) and (closed_at is null or closed_at > ${closing})
          and not ${wasOver(asked, closing)}`
  return sql`
    select 'carried' as cell, id as order_id, coalesce(promise_at, authorised_at) as at, null::float8 as minutes
    from repair_order o where workshop_id = ${workshopId} and authorised_at <= ${closing} and ${remains}`
}

const unfinished: OrderState[] = ['authorised', 'waiting', 'working', 'paused', 'checking', 'washing']

/**
 * Whether the workshop had nothing to finish on the order `o` by then: the last of its facts that begin or end that, but for commands
 * that were taken back (S14). An aggregate, as with a limit PostgreSQL would walk backwards through the journal.
 */
const wasOver = ({ sql, workshopId }: Asked, at: Fragment): Fragment => {
  const entries = sql`journal j, jsonb_array_elements(j.facts) f
    where j.workshop_id = ${workshopId} and j.facts->0->>'orderId' = o.id::text and ${sql.unsafe(courseFacts)}`
  return sql`coalesce((
    select (array_agg(f->>'name' in ('carSentHome', 'workStopped', 'orderCancelled', 'carWashed', 'washDropped')
      or (f->>'name' = 'checksPassed' and f->>'wash' = 'false') order by j.seq desc))[1]
    from ${entries} and j.at <= ${at}
      and f->>'name' in ('carSentHome', 'carCameBack', 'workStopped', 'orderCancelled', 'checksPassed', 'carWashed',
        'washDropped', 'orderReopened', 'additionalWorkProposed')
      and j.seq not in (select (f->>'seq')::bigint from ${entries} and f->>'name' = 'commandUndone')), false)`
}
