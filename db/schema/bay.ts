import { sql } from 'drizzle-orm'
import { integer, jsonb, pgTable, primaryKey, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import type { Bay } from '#contract/entities/index.ts'
import { bayKinds, type BayKind } from '#contract/values.ts'
import { instant, workshopId } from './columns.ts'

export const bay = pgTable(
  'bay',
  {
    workshopId: workshopId(),
    id: uuid().notNull(),
    number: integer().notNull(),
    name: text(),
    uses: text({ enum: bayKinds }).array().$type<BayKind[]>().notNull(),
    outOfService: jsonb().$type<Bay['outOfService']>(),
    place: jsonb().$type<Bay['place']>(),
    retiredAt: instant(),
    reviewAt: instant(),
  },
  (t) => [
    primaryKey({ columns: [t.workshopId, t.id] }),
    uniqueIndex()
      .on(t.workshopId, t.number)
      .where(sql`retired_at is null`),
  ],
)
