import { sql } from 'drizzle-orm'
import { index, integer, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core'
import { languages, purposes } from '#contract/values.ts'
import { instant, workshopId } from './columns.ts'

/** A person who has checked in (B1). */
export const arrival = pgTable(
  'arrival',
  {
    workshopId: workshopId(),
    id: uuid().notNull(),
    at: instant().notNull(),
    ticket: text().notNull(),
    purpose: text({ enum: purposes }).notNull(),
    from: text({ enum: ['kiosk', 'desk'] }).notNull(),
    plate: text(),
    language: text({ enum: languages }).notNull(),
    words: text().notNull(),
    orderId: uuid(),
    takenAt: instant(),
    takenBy: uuid(),
    desk: integer(),
    calledAt: instant(),
    toldMinutes: integer(),
    reviewAt: instant(),
    closedAt: instant(),
  },
  (t) => [
    primaryKey({ columns: [t.workshopId, t.id] }),
    index('arrival_open')
      .on(t.workshopId, t.orderId)
      .where(sql`closed_at is null`),
    // For the figures.
    index('arrival_at').on(t.workshopId, t.at),
  ],
)
