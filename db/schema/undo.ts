import { bigint, jsonb, pgTable, primaryKey, uuid } from 'drizzle-orm/pg-core'
import { instant, workshopId } from './columns.ts'

/** What a command changed, as it was before (S14). What it is after stands in the journal. Deleted soon after the undo time. */
export const undo = pgTable(
  'undo',
  {
    workshopId: workshopId(),
    commandId: uuid().notNull(),
    seq: bigint({ mode: 'number' }).notNull(),
    at: instant().notNull(),
    before: jsonb().notNull(),
  },
  (t) => [primaryKey({ columns: [t.workshopId, t.commandId] })],
)
