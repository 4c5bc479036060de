import { sql } from 'drizzle-orm'
import { index, integer, jsonb, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core'
import type { Attempt, Effect, Move } from '#contract/entities.ts'
import {
  alertCauses,
  channels,
  languages,
  noticeKinds,
  noticeStates,
  roles,
  severities,
  suggestionCauses,
  type Channel,
} from '#contract/values.ts'
import { instant, workshopId } from './columns.ts'

/** B11: one message to a customer, with every try to deliver it. Live as long as its order. */
export const notice = pgTable(
  'notice',
  {
    workshopId: workshopId(),
    id: uuid().notNull(),
    orderId: uuid().notNull(),
    kind: text({ enum: noticeKinds }).notNull(),
    state: text({ enum: noticeStates }).notNull(),
    at: instant().notNull(),
    readyAt: instant(),
    language: text({ enum: languages }).notNull(),
    subject: text().notNull(),
    body: text().notNull(),
    channels: text({ enum: channels }).array().$type<Channel[]>().notNull(),
    attempts: jsonb().$type<Attempt[]>().notNull(),
    tryAt: instant(),
    calledBy: uuid(),
    closedAt: instant(),
  },
  (t) => [
    primaryKey({ columns: [t.workshopId, t.id] }),
    index('notice_live')
      .on(t.workshopId, t.orderId)
      .where(sql`closed_at is null`),
  ],
)

/** AL: what somebody has to act upon, from when its cause came until it was gone. */
export const alert = pgTable(
  'alert',
  {
    workshopId: workshopId(),
    id: uuid().notNull(),
    cause: text({ enum: alertCauses }).notNull(),
    severity: text({ enum: severities }).notNull(),
    orderId: uuid(),
    bayId: uuid(),
    partId: uuid(),
    noticeId: uuid(),
    since: instant().notNull(),
    owner: text({ enum: roles }).notNull(),
    level: integer().notNull(),
    escalatesAt: instant(),
    acknowledgedAt: instant(),
    acknowledgedBy: uuid(),
    closedAt: instant(),
  },
  (t) => [
    primaryKey({ columns: [t.workshopId, t.id] }),
    index('alert_open_order')
      .on(t.workshopId, t.orderId)
      .where(sql`closed_at is null`),
    index('alert_open_bay')
      .on(t.workshopId, t.bayId)
      .where(sql`closed_at is null and bay_id is not null`),
  ],
)

/** Browsers of customers that show notices for an order (Web Push). Never on a screen. */
export const pushSubscription = pgTable(
  'push_subscription',
  {
    workshopId: workshopId(),
    orderId: uuid().notNull(),
    endpoint: text().notNull(),
    p256dh: text().notNull(),
    auth: text().notNull(),
  },
  (t) => [primaryKey({ columns: [t.workshopId, t.orderId, t.endpoint] })],
)

/** C2: what the planner suggests and nobody has accepted yet; dismissed ones as long as their cause lasts. */
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
