import { sql } from 'drizzle-orm'
import { boolean, index, integer, jsonb, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core'
import type { ProgressCheck, Unschedulable, Order, PlannedWork, TestDrive } from '#contract/entities/index.ts'
import type { Names } from '#contract/names.ts'
import {
  bayKinds,
  cancelReasons,
  channels,
  languages,
  operationStates,
  orderStates,
  pauseReasons,
  priorities,
  skills,
  symptoms,
  type Channel,
  type Symptom,
} from '#contract/values.ts'
import { instant, workshopId } from './columns.ts'

/** A repair order. Live until `closed_at`; partial indexes keep the live ones fast to find among any number of closed ones. */
export const order = pgTable(
  'repair_order',
  {
    workshopId: workshopId(),
    id: uuid().notNull(),
    number: integer().notNull(),
    state: text({ enum: orderStates }).notNull(),
    pauseReason: text({ enum: pauseReasons }),
    cancelReason: text({ enum: cancelReasons }),
    ticket: text(),
    code: text(),
    plate: text().notNull(),
    model: text(),
    vehicleId: uuid().notNull(),
    customerName: text(),
    customerPhone: text(),
    customerEmail: text(),
    channels: text({ enum: channels }).array().$type<Channel[]>().notNull().default([]),
    hasPush: boolean().notNull().default(false),
    hasWechat: boolean().notNull().default(false),
    language: text({ enum: languages }).notNull(),
    symptoms: text({ enum: symptoms }).array().$type<Symptom[]>().notNull(),
    words: text().notNull(),
    waits: boolean().notNull(),
    wash: boolean().notNull(),
    priority: text({ enum: priorities }).notNull(),
    bayId: uuid(),
    adviserId: uuid(),
    takenOverBy: uuid(),
    appointmentAt: instant(),
    bookedAt: instant(),
    arrivedAt: instant(),
    quotedAt: instant(),
    authorisedAt: instant(),
    takenOverAt: instant(),
    homeSince: instant(),
    checkedAt: instant(),
    washStartedAt: instant(),
    readyAt: instant(),
    preparedAt: instant(),
    noticeReleasedBy: uuid(),
    settledAt: instant(),
    closedAt: instant(),
    promiseAt: instant(),
    forecastAt: instant(),
    safeForecastAt: instant(),
    forecastChangedAt: instant(),
    checkPlan: jsonb().$type<PlannedWork>(),
    washPlan: jsonb().$type<PlannedWork>(),
    unschedulable: jsonb().$type<Unschedulable>(),
    progressCheck: jsonb().$type<ProgressCheck>(),
    noticeAt: instant(),
    informed: jsonb().$type<Order['informed']>(),
    toTell: jsonb().$type<Order['toTell']>(),
    pageAnswer: jsonb().$type<Order['pageAnswer']>(),
    additionalOffer: jsonb().$type<Order['additionalOffer']>(),
    reviewAt: instant(),
  },
  (t) => [
    primaryKey({ columns: [t.workshopId, t.id] }),
    index('order_live')
      .on(t.workshopId, t.plate)
      .where(sql`closed_at is null`),
    index('order_live_bay')
      .on(t.workshopId, t.bayId)
      .where(sql`closed_at is null and bay_id is not null`),
    index('order_live_code')
      .on(t.workshopId, t.code)
      .where(sql`closed_at is null and code is not null`),
    // For the figures.
    index('order_promised').on(t.workshopId, t.promiseAt),
    index('order_ready').on(t.workshopId, t.readyAt),
  ],
)

export const operation = pgTable(
  'operation',
  {
    workshopId: workshopId(),
    id: uuid().notNull(),
    orderId: uuid().notNull(),
    position: integer().notNull(),
    itemId: uuid(),
    title: jsonb().$type<Names>().notNull(),
    bayKind: text({ enum: bayKinds }).notNull(),
    skill: text({ enum: skills }).notNull(),
    standardMinutes: integer().notNull(),
    likelyMinutes: integer().notNull(),
    safeMinutes: integer().notNull(),
    price: integer().notNull(),
    state: text({ enum: operationStates }).notNull(),
    bayId: uuid(),
    technicianId: uuid(),
    startAt: instant(),
    placedAt: instant(),
    plan: jsonb().$type<PlannedWork>(),
    percent: integer().notNull(),
    percentAt: instant(),
    pauseReason: text({ enum: pauseReasons }),
    pausedUntil: instant(),
    testDrive: jsonb().$type<TestDrive>(),
    startedAt: instant(),
    finishedAt: instant(),
    restedMinutes: integer().notNull().default(0),
    presentUntil: instant(),
    additional: boolean().notNull(),
    safety: boolean().notNull(),
    findings: text().notNull(),
    foundAt: instant(),
    askedAt: instant(),
    decidedAt: instant(),
    approved: boolean(),
    answeredOnPage: boolean().notNull().default(false),
    sentBack: integer().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.workshopId, t.orderId, t.id] }),
    index('operation_working')
      .on(t.workshopId, t.technicianId)
      .where(sql`state = 'working'`),
  ],
)

export const part = pgTable(
  'part',
  {
    workshopId: workshopId(),
    id: uuid().notNull(),
    orderId: uuid().notNull(),
    position: integer().notNull(),
    operationId: uuid(),
    name: text().notNull(),
    quantity: integer().notNull(),
    expectedAt: instant().notNull(),
    arrivedAt: instant(),
  },
  (t) => [primaryKey({ columns: [t.workshopId, t.orderId, t.id] })],
)
