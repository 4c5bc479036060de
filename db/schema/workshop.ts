import { sql } from 'drizzle-orm'
import { bigint, boolean, jsonb, pgTable, primaryKey, text, uuid, integer } from 'drizzle-orm/pg-core'
import type { WeeklyHours } from '#contract/calendar.ts'
import type { RoleLimits, Template, Workshop } from '#contract/entities/index.ts'
import type { NotedDay } from '#contract/fields.ts'
import type { Settings } from '#contract/settings.ts'
import { devices, plateFormats } from '#contract/values.ts'
import { instant, workshopId } from './columns.ts'

/**
 * A workshop and its settings (missing settings have their defaults). `epoch` identifies its journal: a restored one has a new one. `secret` signs its
 * links, `push_keys` sign Web Push messages. `beginning`, the mark before the first entry, and `salt`, of the hashes in the journal, never change.
 */
export const workshop = pgTable('workshop', {
  workshopId: uuid().primaryKey(),
  name: text().notNull(),
  timeZone: text().notNull(),
  currency: text().notNull(),
  plateFormat: text({ enum: plateFormats }).notNull(),
  country: text(),
  phone: text(),
  hours: jsonb().$type<WeeklyHours>().notNull(),
  holidays: text(),
  holidaysUntil: text(),
  ownDays: jsonb().$type<NotedDay[]>().notNull().default([]),
  days: jsonb().$type<NotedDay[]>().notNull().default([]),
  settings: jsonb().$type<Partial<Settings>>().notNull().default({}),
  templates: jsonb().$type<Template[]>().notNull().default([]),
  roleLimits: jsonb().$type<RoleLimits[]>().notNull().default([]),
  reviewAt: instant(),
  messagesHeldSince: instant(),
  backup: jsonb().$type<Workshop['backup']>(),
  isExample: boolean().notNull(),
  epoch: text().notNull(),
  beginning: text().notNull(),
  secret: text().notNull(),
  salt: text().notNull(),
  pushKeys: jsonb().$type<{ publicKey: string; privateKey: string }>(),
  createdAt: instant().notNull(),
})

/** The row every command locks, so that sequences follow the order of commits (S2). `mark` is the last entry's. `reforecast_at` is copied to that deadline. */
export const workshopHead = pgTable('workshop_head', {
  workshopId: uuid().primaryKey(),
  seq: bigint({ mode: 'number' }).notNull(),
  mark: text().notNull(),
  at: instant().notNull(),
  orderNumber: integer().notNull(),
  ticketDay: bigint({ mode: 'number' }).notNull(),
  ticketNumber: integer().notNull(),
  reforecastAt: instant(),
})

/**
 * One row: by how many milliseconds the database's clock is ahead of house time since it jumped and is not believed, and since when
 * that has been so, by that clock. No row, or 0: it is believed. It belongs to no workshop: they all share the database's clock.
 */
export const houseClock = pgTable('house_clock', {
  isOnly: boolean().primaryKey().default(true),
  clockAhead: bigint({ mode: 'number' }).notNull(),
  since: instant().notNull(),
})

/** The access keys, hashed. A new key has a new generation; screens let in by an older one are disconnected. */
export const accessKey = pgTable(
  'access_key',
  {
    workshopId: workshopId(),
    device: text({ enum: devices }).notNull(),
    keyHash: text().notNull(),
    createdAt: instant().notNull(),
  },
  (t) => [primaryKey({ columns: [t.workshopId, t.device] })],
)

/** Who is signed in at a browser: the hash of its cookie's id, the person, and how they were known. Real time. */
export const session = pgTable(
  'session',
  {
    workshopId: workshopId(),
    idHash: text().notNull(),
    personId: uuid().notNull(),
    /** The shared device it is bound to; null: another browser. */
    deviceId: uuid(),
    way: text({ enum: ['name', 'pin', 'password'] })
      .notNull()
      .default('name'),
    browser: text().notNull().default(''),
    chosenAt: instant().notNull(),
    /** When it was last used, to half a minute. */
    seenAt: instant()
      .notNull()
      .default(sql`now()`),
  },
  (t) => [primaryKey({ columns: [t.workshopId, t.idHash] })],
)
