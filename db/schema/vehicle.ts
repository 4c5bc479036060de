import { jsonb, pgTable, primaryKey, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import { channels, languages, type Channel, type Language } from '#contract/values.ts'
import { workshopId } from './columns.ts'

/** What the file said before an order wrote into it (C8). */
interface Before {
  orderId: string
  plate?: string
  model: string | null
  customer: {
    id: string
    name: string | null
    phone: string | null
    email: string | null
    language: Language
    channels: Channel[]
  } | null
}

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
    before: jsonb().$type<Before>(),
  },
  (t) => [primaryKey({ columns: [t.workshopId, t.id] }), uniqueIndex().on(t.workshopId, t.plate)],
)
