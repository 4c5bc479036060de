import { pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core'
import { roles } from '#contract/values.ts'
import { instant, workshopId } from './columns.ts'

export const standIn = pgTable(
  'stand_in',
  {
    workshopId: workshopId(),
    id: uuid().notNull(),
    personId: uuid(),
    role: text({ enum: roles }),
    standInId: uuid().notNull(),
    from: instant().notNull(),
    until: instant().notNull(),
  },
  (t) => [primaryKey({ columns: [t.workshopId, t.id] })],
)
