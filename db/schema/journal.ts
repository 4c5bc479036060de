import { sql } from 'drizzle-orm'
import { bigint, customType, index, jsonb, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core'
import { errorCodes } from '#contract/errors.ts'
import { deadlineKinds } from '#contract/values.ts'
import { instant, workshopId } from './columns.ts'

/** A query finds these entries by the index only if it repeats this condition word for word. */
export const countedFacts = `facts @? '$[*].name ? (@ starts with "progressCheck" || @ == "commandUndone" || @ == "promiseMoved" || @ == "operationSentBack" || @ == "diagnosisStarted" || @ == "operationsAdded" || @ == "orderQuoted")'`

/** The same for the facts that begin and end what the workshop has to finish on a car. The first fact of such an entry names its order. */
export const courseFacts = `facts @? '$[*].name ? (@ == "commandUndone" || @ == "carSentHome" || @ == "carCameBack" || @ == "workStopped" || @ == "orderCancelled" || @ == "checksPassed" || @ == "carWashed" || @ == "washDropped" || @ == "orderReopened" || @ == "additionalWorkProposed")'`

/**
 * One row per accepted command. `put` and `drop` hold the changed entities without their personal fields; those are in
 * `personal`, which can be erased, while `personalHash` (salted) proves what it contained. `mark` is the row's hash, chained
 * to the one before (`write/mark.ts`); it is empty in rows older than the marks.
 */
export const journal = pgTable(
  'journal',
  {
    workshopId: workshopId(),
    seq: bigint({ mode: 'number' }).notNull(),
    mark: text().notNull(),
    at: instant().notNull(),
    command: text().notNull(),
    commandId: uuid().notNull(),
    actor: jsonb().notNull(),
    facts: jsonb().notNull(),
    put: jsonb().notNull(),
    drop: jsonb().notNull(),
    personal: jsonb(),
    personalHash: text(),
  },
  (t) => [
    primaryKey({ columns: [t.workshopId, t.seq] }),
    // The few entries with facts that the figures count (`read/reports/counting.ts`).
    index('journal_counted').on(t.workshopId, t.at).where(sql.raw(countedFacts)),
    index('journal_course')
      .on(t.workshopId, sql`(facts -> 0 ->> 'orderId')`)
      .where(sql.raw(courseFacts)),
  ],
)

const bytes = customType<{ data: Buffer }>({ dataType: () => 'bytea' })

/** Answers already given, so that a repeated command has one effect and one answer (S1). Kept 30 days. */
export const receipt = pgTable(
  'receipt',
  {
    workshopId: workshopId(),
    sender: text().notNull(),
    commandId: uuid().notNull(),
    payloadHash: bytes().notNull(),
    seq: bigint({ mode: 'number' }).notNull(),
    answer: jsonb().notNull(),
    at: instant().notNull(),
  },
  (t) => [primaryKey({ columns: [t.workshopId, t.sender, t.commandId] }), index().on(t.workshopId, t.at)],
)

/** Refusals of the last minute, so that copies of a refused command get the same answer (S1). They hold no personal data. */
export const refusal = pgTable(
  'refusal',
  {
    workshopId: workshopId(),
    sender: text().notNull(),
    commandId: uuid().notNull(),
    payloadHash: bytes().notNull(),
    code: text({ enum: errorCodes }).notNull(),
    /** Real time. */
    at: instant().notNull(),
  },
  (t) => [primaryKey({ columns: [t.workshopId, t.sender, t.commandId] })],
)

/** What falls due when: written and moved by the transaction that causes it, read by the clock. */
export const deadline = pgTable(
  'deadline',
  {
    workshopId: workshopId(),
    kind: text({ enum: deadlineKinds }).notNull(),
    subjectId: uuid().notNull(),
    dueAt: instant().notNull(),
  },
  (t) => [primaryKey({ columns: [t.workshopId, t.kind, t.subjectId] }), index().on(t.dueAt)],
)
