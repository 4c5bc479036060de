import { bigint, boolean, jsonb, pgTable, primaryKey, text, uuid, integer } from 'drizzle-orm/pg-core'
import type { WeeklyHours } from '#contract/openingHours.ts'
import { doors, plateFormats } from '#contract/values.ts'
import { instant, workshopId } from './columns.ts'

/** A workshop: what it is. `epoch` names its history, `secret` signs its links and salts its hashes. */
export const workshop = pgTable('workshop', {
  workshopId: uuid().primaryKey(),
  name: text().notNull(),
  timeZone: text().notNull(),
  currency: text().notNull(),
  plateFormat: text({ enum: plateFormats }).notNull(),
  phone: text(),
  hours: jsonb().$type<WeeklyHours>().notNull(),
  isExample: boolean().notNull(),
  epoch: text().notNull(),
  secret: text().notNull(),
  createdAt: instant().notNull(),
})

/** The one row every command locks: it makes the order of sequences the order of commits (S2). */
export const workshopHead = pgTable('workshop_head', {
  workshopId: uuid().primaryKey(),
  seq: bigint({ mode: 'number' }).notNull(),
  at: instant().notNull(),
  orderNumber: integer().notNull(),
  ticketDay: bigint({ mode: 'number' }).notNull(),
  ticketNumber: integer().notNull(),
})

/** The keys to the doors, hashed. A new key has a new generation; screens let in by an old one are sent away. */
export const accessKey = pgTable(
  'access_key',
  {
    workshopId: workshopId(),
    door: text({ enum: doors }).notNull(),
    keyHash: text().notNull(),
    createdAt: instant().notNull(),
  },
  (t) => [primaryKey({ columns: [t.workshopId, t.door] })],
)
