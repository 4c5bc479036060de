import { pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core'
import { instant, workshopId } from './columns.ts'

/**
 * What was taken away for good and leaves nothing else behind, so that a backup made before does not bring it back. Never deleted. Real
 * time. `server/backup/revocations.ts` knows the kinds, and what keeps its own end.
 */
export const revocation = pgTable(
  'revocation',
  {
    workshopId: workshopId(),
    id: uuid().notNull(),
    kind: text().notNull(),
    subjectId: text().notNull(),
    at: instant().notNull(),
  },
  (t) => [primaryKey({ columns: [t.workshopId, t.id] })],
)
