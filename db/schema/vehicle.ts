import { pgTable, primaryKey, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import { channels, languages, type Channel } from '#contract/values.ts'
import { workshopId } from './columns.ts'

/** A car the workshop knows, and its owner. */
export const vehicle = pgTable(
  'vehicle',
  {
    workshopId: workshopId(),
    id: uuid().notNull(),
    plate: text().notNull(),
    model: text(),
    customerId: uuid().notNull(),
    customerName: text(),
    customerPhone: text(),
    customerEmail: text(),
    customerLanguage: text({ enum: languages }).notNull(),
    customerChannels: text({ enum: channels }).array().$type<Channel[]>().notNull().default([]),
  },
  (t) => [primaryKey({ columns: [t.workshopId, t.id] }), uniqueIndex().on(t.workshopId, t.plate)],
)
