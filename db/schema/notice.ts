import { sql } from 'drizzle-orm'
import { index, jsonb, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core'
import type { Attempt, NoticeValues } from '#contract/entities/index.ts'
import { channels, languages, noticeKinds, noticeStates, type Channel } from '#contract/values.ts'
import { instant, workshopId } from './columns.ts'

/** B11: one message to a customer, with every attempt to deliver it. Live as long as its order. */
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
    values: jsonb().$type<NoticeValues>(),
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
    // For the figures.
    index('notice_made').on(t.workshopId, t.at),
    index('notice_order').on(t.workshopId, t.orderId),
    // Some gateways name only their own id of a message in its receipt, which may come after the car has left.
    index('notice_message').using('gin', t.attempts.op('jsonb_path_ops')),
  ],
)

/** Customers' browsers subscribed to notices for an order (Web Push). Never sent to a screen. */
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

/** The WeChat account that gets the notices for an order, as the service account knows it. Never sent to a screen. */
export const wechatRecipient = pgTable(
  'wechat_recipient',
  { workshopId: workshopId(), orderId: uuid().notNull(), openId: text().notNull() },
  (t) => [primaryKey({ columns: [t.workshopId, t.orderId] })],
)
