import { sql } from 'drizzle-orm'
import { index, integer, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core'
import { instant, workshopId } from './columns.ts'

/** B3: what the repair will cost, as the customer was told. */
export const estimate = pgTable(
  'estimate',
  {
    workshopId: workshopId(),
    id: uuid().notNull(),
    orderId: uuid().notNull(),
    total: integer().notNull(),
    remark: text().notNull(),
    closedAt: instant(),
  },
  (t) => [
    primaryKey({ columns: [t.workshopId, t.id] }),
    index('estimate_open_order')
      .on(t.workshopId, t.orderId)
      .where(sql`closed_at is null`),
  ],
)
