import { bigint, boolean, jsonb, pgTable, primaryKey, text, uuid, integer } from 'drizzle-orm/pg-core'
import type { WeeklyHours } from '#contract/calendar.ts'
import type { Template } from '#contract/entities/index.ts'
import type { NotedDay } from '#contract/fields.ts'
import type { Settings } from '#contract/settings.ts'
import { doors, plateFormats } from '#contract/values.ts'
import { instant, workshopId } from './columns.ts'

/**
 * A workshop: what it is, and what it has set (settings that are not there have their defaults). `epoch` names its history,
 * `secret` signs its links and salts its hashes, `push_keys` sign what is pushed to customers' pages.
 */
export const workshop = pgTable('workshop', {
  workshopId: uuid().primaryKey(),
  name: text().notNull(),
  timeZone: text().notNull(),
  currency: text().notNull(),
  plateFormat: text({ enum: plateFormats }).notNull(),
  phone: text(),
  hours: jsonb().$type<WeeklyHours>().notNull(),
  holidays: text(),
  holidaysUntil: text(),
  ownDays: jsonb().$type<NotedDay[]>().notNull().default([]),
  days: jsonb().$type<NotedDay[]>().notNull().default([]),
  settings: jsonb().$type<Partial<Settings>>().notNull().default({}),
  templates: jsonb().$type<Template[]>().notNull().default([]),
  lookAt: instant(),
  isExample: boolean().notNull(),
  epoch: text().notNull(),
  secret: text().notNull(),
  pushKeys: jsonb().$type<{ publicKey: string; privateKey: string }>(),
  createdAt: instant().notNull(),
})

/** The one row every command locks: it makes the order of sequences the order of commits (S2). `reforecast_at` is that deadline's copy. */
export const workshopHead = pgTable('workshop_head', {
  workshopId: uuid().primaryKey(),
  seq: bigint({ mode: 'number' }).notNull(),
  at: instant().notNull(),
  orderNumber: integer().notNull(),
  ticketDay: bigint({ mode: 'number' }).notNull(),
  ticketNumber: integer().notNull(),
  reforecastAt: instant(),
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

/** Who acts at a browser: the hash of the id in its cookie, and the person chosen there. */
export const session = pgTable(
  'session',
  {
    workshopId: workshopId(),
    idHash: text().notNull(),
    personId: uuid().notNull(),
    chosenAt: instant().notNull(),
  },
  (t) => [primaryKey({ columns: [t.workshopId, t.idHash] })],
)
