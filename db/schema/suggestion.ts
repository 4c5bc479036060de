import { integer, jsonb, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core'
import type { Effect, Move } from '#contract/entities/index.ts'
import { suggestionCauses } from '#contract/values.ts'
import { instant, workshopId } from './columns.ts'

/** C2: the planner's suggestions that have not been accepted; dismissed ones are kept while their cause lasts. */
export const suggestion = pgTable(
  'suggestion',
  {
    workshopId: workshopId(),
    id: uuid().notNull(),
    at: instant().notNull(),
    cause: text({ enum: suggestionCauses }).notNull(),
    orderId: uuid(),
    moves: jsonb().$type<Move[]>().notNull(),
    effects: jsonb().$type<Effect[]>().notNull(),
    movedOrders: integer().notNull().default(0),
    savedMinutes: integer().notNull(),
    dismissedAt: instant(),
  },
  (t) => [primaryKey({ columns: [t.workshopId, t.id] })],
)
