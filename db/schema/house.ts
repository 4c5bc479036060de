import { sql } from 'drizzle-orm'
import { index, integer, jsonb, pgTable, primaryKey, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import type { WeeklyHours } from '#contract/calendar.ts'
import type { Bay, Learned } from '#contract/entities.ts'
import type { Names } from '#contract/fields.ts'
import { bayKinds, channels, languages, purposes, roles, skills, type Channel, type Skill } from '#contract/values.ts'
import { instant, workshopId } from './columns.ts'

export const bay = pgTable(
  'bay',
  {
    workshopId: workshopId(),
    id: uuid().notNull(),
    number: integer().notNull(),
    name: text(),
    kind: text({ enum: bayKinds }).notNull(),
    outOfService: jsonb().$type<Bay['outOfService']>(),
    lookAt: instant(),
  },
  (t) => [primaryKey({ columns: [t.workshopId, t.id] }), uniqueIndex().on(t.workshopId, t.number)],
)

export const team = pgTable('team', { workshopId: workshopId(), id: uuid().notNull(), name: text().notNull() }, (t) => [
  primaryKey({ columns: [t.workshopId, t.id] }),
])

export const person = pgTable(
  'person',
  {
    workshopId: workshopId(),
    id: uuid().notNull(),
    name: text().notNull(),
    role: text({ enum: roles }).notNull(),
    teamId: uuid(),
    skills: text({ enum: skills }).array().$type<Skill[]>().notNull(),
    shift: jsonb().$type<WeeklyHours>(),
    absentUntil: instant(),
  },
  (t) => [primaryKey({ columns: [t.workshopId, t.id] })],
)

export const priceItem = pgTable(
  'price_item',
  {
    workshopId: workshopId(),
    id: uuid().notNull(),
    code: text().notNull(),
    title: jsonb().$type<Names>().notNull(),
    bayKind: text({ enum: bayKinds }).notNull(),
    skill: text({ enum: skills }).notNull(),
    standardMinutes: integer().notNull(),
    price: integer().notNull(),
    learned: jsonb().$type<Learned[]>().notNull().default([]),
  },
  (t) => [primaryKey({ columns: [t.workshopId, t.id] }), uniqueIndex().on(t.workshopId, t.code)],
)

/** One time an operation of the price list was done: the workshop's own work, and logs of other programs. Never on a screen. */
export const workSample = pgTable(
  'work_sample',
  {
    workshopId: workshopId(),
    id: uuid().notNull(),
    itemId: uuid().notNull(),
    model: text(),
    minutes: integer().notNull(),
    at: instant().notNull(),
  },
  (t) => [primaryKey({ columns: [t.workshopId, t.id] }), index('work_sample_latest').on(t.workshopId, t.itemId, t.at)],
)

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

/** Somebody came in (B1). */
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
    closedAt: instant(),
  },
  (t) => [
    primaryKey({ columns: [t.workshopId, t.id] }),
    index('arrival_open')
      .on(t.workshopId)
      .where(sql`closed_at is null`),
  ],
)
