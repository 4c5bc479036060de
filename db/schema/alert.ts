import { sql } from 'drizzle-orm'
import { index, integer, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core'
import { alertCauses, roles, severities } from '#contract/values.ts'
import { instant, workshopId } from './columns.ts'

/** AL: something that needs action, from when its cause began until it was gone. */
export const alert = pgTable(
  'alert',
  {
    workshopId: workshopId(),
    id: uuid().notNull(),
    cause: text({ enum: alertCauses }).notNull(),
    severity: text({ enum: severities }).notNull(),
    orderId: uuid(),
    bayId: uuid(),
    partId: uuid(),
    noticeId: uuid(),
    arrivalId: uuid(),
    since: instant().notNull(),
    owner: text({ enum: roles }).notNull(),
    level: integer().notNull(),
    escalatesAt: instant(),
    acknowledgedAt: instant(),
    acknowledgedBy: uuid(),
    closedAt: instant(),
  },
  (t) => [
    primaryKey({ columns: [t.workshopId, t.id] }),
    index('alert_open_order')
      .on(t.workshopId, t.orderId)
      .where(sql`closed_at is null`),
    index('alert_open_bay')
      .on(t.workshopId, t.bayId)
      .where(sql`closed_at is null and bay_id is not null`),
    index('alert_open_arrival')
      .on(t.workshopId, t.arrivalId)
      .where(sql`closed_at is null and arrival_id is not null`),
  ],
)
