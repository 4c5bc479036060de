import { sql } from 'drizzle-orm'
import { index, integer, jsonb, pgTable, primaryKey, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import type { Learned } from '#contract/entities/index.ts'
import type { Names } from '#contract/names.ts'
import { bayKinds, skills } from '#contract/values.ts'
import { instant, workshopId } from './columns.ts'

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
    fixedPromiseMinutes: integer(),
    price: integer().notNull(),
    learned: jsonb().$type<Learned[]>().notNull().default([]),
    retiredAt: instant(),
  },
  (t) => [
    primaryKey({ columns: [t.workshopId, t.id] }),
    // The code of what is no longer offered is free.
    uniqueIndex()
      .on(t.workshopId, t.code)
      .where(sql`retired_at is null`),
  ],
)

/** One time an operation of the price list was done, in the workshop's own work or an imported log. Never sent to a screen. */
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
