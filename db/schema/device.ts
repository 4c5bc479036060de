import { bigint, integer, jsonb, pgTable, primaryKey, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import type { DeviceOptions } from '#contract/entities/index.ts'
import { soundStates } from '#contract/deviceReport.ts'
import { deviceKinds, viewNames } from '#contract/values.ts'
import { instant, workshopId } from './columns.ts'

export const device = pgTable(
  'device',
  {
    workshopId: workshopId(),
    id: uuid().notNull(),
    kind: text({ enum: deviceKinds }).notNull(),
    name: text().notNull(),
    options: jsonb().$type<DeviceOptions>().notNull(),
    pairedAt: instant().notNull(),
    pairedBy: uuid(),
    revokedAt: instant(),
  },
  (t) => [primaryKey({ columns: [t.workshopId, t.id] })],
)

/**
 * What the browser of a device shows: hashes of its tokens, never in the journal. A token replaces its `parent` once it has been seen;
 * one that was replaced long ago and is shown again was copied. All times are real.
 */
export const deviceToken = pgTable(
  'device_token',
  {
    workshopId: workshopId(),
    tokenHash: text().notNull(),
    deviceId: uuid().notNull(),
    parentHash: text(),
    madeAt: instant().notNull(),
    seenAt: instant(),
    replacedAt: instant(),
  },
  (t) => [primaryKey({ columns: [t.workshopId, t.tokenHash] })],
)

/**
 * Screens that wait to be paired, each for ten minutes. They belong to no workshop before a manager has typed the code. `deviceId` is
 * the device the screen becomes. All times are real.
 */
export const pairing = pgTable(
  'pairing',
  {
    /** Of the secret in the asking browser's cookie. */
    secretHash: text().primaryKey(),
    code: text().notNull(),
    deviceId: uuid().notNull(),
    workshopId: uuid(),
    askedAt: instant().notNull(),
    endsAt: instant().notNull(),
    address: text().notNull(),
    browser: text().notNull(),
  },
  (t) => [uniqueIndex().on(t.code)],
)

/** What devices said of themselves in the last day. Real time. */
export const deviceReport = pgTable(
  'device_report',
  {
    workshopId: workshopId(),
    deviceId: uuid().notNull(),
    at: instant().notNull(),
    view: text({ enum: viewNames }).notNull(),
    page: text().notNull(),
    seq: bigint({ mode: 'number' }),
    /** Seconds since it last heard the server. */
    age: integer().notNull(),
    version: text().notNull(),
    browser: text().notNull(),
    width: integer().notNull(),
    height: integer().notNull(),
    sound: text({ enum: soundStates }),
  },
  (t) => [primaryKey({ columns: [t.workshopId, t.deviceId, t.at] })],
)

/** Wrong tries at a secret, so that the next one has to wait. `subject` says whose, and at what. Real time. */
export const wrongTry = pgTable(
  'wrong_try',
  {
    workshopId: workshopId(),
    subject: text().notNull(),
    count: integer().notNull(),
    lastAt: instant().notNull(),
  },
  (t) => [primaryKey({ columns: [t.workshopId, t.subject] })],
)
