/** Writes what only the figures need: bays held without work, and the forecasts of full hours. */
import type { TransactionSql } from 'postgres'
import { holdChanged, holdOf } from '#server/domain/figures/bayHold.ts'
import { forecastSamples } from '#server/domain/figures/forecastSamples.ts'
import type { Accepted, Scope } from '#server/domain/rule.ts'

const iso = (at: number) => new Date(at).toISOString()

/** Statements for a decision's orders; all have been sent when this returns. @param at house time of the change */
export function writeFigures(
  tx: TransactionSql,
  workshopId: string,
  scope: Scope,
  { put: { order: orders = [], workshop = [] } }: Accepted,
  at: number,
): Promise<unknown>[] {
  const changed = orders.map((order) => ({ before: scope.orders.get(order.id), order }))
  const moved = changed.filter(({ before, order }) => holdChanged(before, order))
  const samples = changed.flatMap(({ before, order }) =>
    forecastSamples(before, order, workshop[0] ?? scope.workshop, at),
  )
  return [...moved.map(({ order }) => writeHold(tx, workshopId, order, at)), ...writeSamples(tx, workshopId, samples)]
}

/** Ends the order's hold and begins the next, if there is one. */
function writeHold(tx: TransactionSql, workshopId: string, order: Parameters<typeof holdOf>[0] & {}, at: number) {
  const hold = holdOf(order)
  const ended = tx`update bay_hold set until_at = ${iso(at)}
    where workshop_id = ${workshopId} and order_id = ${order.id} and until_at is null`.execute()
  if (!hold) return ended
  // Two changes may come at the same instant: the later one counts.
  const begun = tx`insert into bay_hold (workshop_id, order_id, from_at, until_at, bay_id, reason)
    values (${workshopId}, ${order.id}, ${iso(at)}, null, ${hold.bayId}, ${hold.reason})
    on conflict (workshop_id, order_id, from_at)
    do update set until_at = null, bay_id = excluded.bay_id, reason = excluded.reason`.execute()
  return Promise.all([ended, begun])
}

function writeSamples(tx: TransactionSql, workshopId: string, samples: ReturnType<typeof forecastSamples>) {
  if (samples.length === 0) return []
  const rows = samples.map(({ orderId, ...instants }) => ({
    workshop_id: workshopId,
    at: iso(instants.at),
    order_id: orderId,
    forecast_at: iso(instants.forecastAt),
    safe_forecast_at: iso(instants.safeForecastAt),
    planned_at: instants.plannedAt === null ? null : iso(instants.plannedAt),
    done: instants.done,
    waits_for_part: instants.waitsForPart,
  }))
  return [tx`insert into forecast_sample ${tx(rows)} on conflict do nothing`.execute()]
}
