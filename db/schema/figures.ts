import { boolean, index, pgTable, primaryKey, real, text, uuid } from 'drizzle-orm/pg-core'
import { holdReasons } from '#contract/values.ts'
import { instant, workshopId } from './columns.ts'

/** A car held a bay without being worked on; `until_at` is null while it does. */
export const bayHold = pgTable(
  'bay_hold',
  {
    workshopId: workshopId(),
    orderId: uuid().notNull(),
    fromAt: instant().notNull(),
    untilAt: instant(),
    bayId: uuid().notNull(),
    reason: text({ enum: holdReasons }).notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.workshopId, t.orderId, t.fromAt] }),
    index('bay_hold_until').on(t.workshopId, t.untilAt),
  ],
)

/** The forecast that an order showed at a full hour of the opening hours, and the plan behind it. */
export const forecastSample = pgTable(
  'forecast_sample',
  {
    workshopId: workshopId(),
    at: instant().notNull(),
    orderId: uuid().notNull(),
    forecastAt: instant().notNull(),
    safeForecastAt: instant().notNull(),
    /** When the plan had it ready, the share of its work that was done, and whether a part was on order; null where nothing is learned from it. */
    plannedAt: instant(),
    done: real(),
    waitsForPart: boolean(),
  },
  (t) => [primaryKey({ columns: [t.workshopId, t.at, t.orderId] })],
)
