/** The kept plans of a workshop and what came of them, for the planner to learn from. */
import type { Sql } from 'postgres'
import type { PlanOutcome } from '#server/domain/forecast/experience.ts'

/** The latest count, as a workshop changes: two weeks of a shop with fourteen bays. */
const MOST = 2000

/** Latest first. Overdue cars that are still here count as ready now, or the slowest would be missing. */
export async function readOutcomes(sql: Sql, workshopId: string, now: number): Promise<PlanOutcome[]> {
  const at = new Date(now).toISOString()
  const rows = await sql<
    { at: string; planned_at: string; done: number; waits_for_part: boolean | null; ready_at: string }[]
  >`
    select s.at, s.planned_at, s.done, s.waits_for_part, coalesce(o.ready_at, ${at}::timestamptz) as ready_at
    from forecast_sample s join repair_order o on o.workshop_id = s.workshop_id and o.id = s.order_id
    where s.workshop_id = ${workshopId} and s.planned_at is not null
      and (o.ready_at > s.at or (o.ready_at is null and o.closed_at is null and s.planned_at < ${at}))
    order by s.at desc limit ${MOST}`
  return rows.map((row) => ({
    at: Date.parse(row.at),
    plannedAt: Date.parse(row.planned_at),
    done: row.done,
    // Samples of earlier releases do not say.
    waitsForPart: row.waits_for_part ?? false,
    readyAt: Date.parse(row.ready_at),
  }))
}
