/** Writes everything for an accepted command: rows, deadlines, journal entry, receipt, the workshop's head. */
import type { TransactionSql } from 'postgres'
import type { CommandName } from '#contract/commands/index.ts'
import type { Accepted, Scope } from '#server/domain/rule.ts'
import type { Permitted } from '#server/policy/permit.ts'
import type { Entry } from '#server/read/journal.ts'
import { personalHash, separate, type Personal } from '#server/read/personal.ts'
import type { Stored } from '#server/read/tables.ts'
import { writeDeadline } from './deadlines.ts'
import { writeFigures } from './figures.ts'
import { moveHead } from './head.ts'
import { believeClock } from './agreement.ts'
import { markOf } from './mark.ts'
import { writeReceipt } from './receipts.ts'
import { writeRows } from './rows.ts'
import { writeUndo } from './undo.ts'

/** A command, what it was decided on, and the decision. */
export interface Decided<N extends CommandName = CommandName> {
  command: Permitted<N>
  payloadHash: Buffer
  workshop: Stored<'workshop'>
  scope: Scope
  decision: Accepted<N>
  /** The entry as it will be in the journal; its mark follows from it. */
  entry: Omit<Entry, 'mark'>
}

/** Sends all statements at once. Returns the entry with its mark. */
export async function record<N extends CommandName>(tx: TransactionSql, decided: Decided<N>): Promise<Entry> {
  const { command, payloadHash, workshop, scope, decision } = decided
  const { workshopId } = command
  const { personal: own, ...bare } = separate(decided.entry.put, decided.entry.drop, workshop.salt)
  const personal = decision.remarks ? { ...own, remarks: decision.remarks } : own
  const hash = personal && personalHash(workshop.salt, personal)
  const stored = { ...decided.entry, ...bare, commandId: command.id, personalHash: hash }
  const entry = { ...decided.entry, mark: markOf(stored) }
  const { seq, mark, at } = entry
  const counters = decision.counters ?? scope.counters
  const { reforecastAt } = counters
  await Promise.all([
    ...writeRows(tx, workshopId, workshop, scope, decision),
    ...writeFigures(tx, workshopId, scope, decision, at),
    ...(decision.deadlines ?? []).map((deadline) => writeDeadline(tx, workshopId, deadline)),
    writeEntry(tx, { ...stored, mark, personal }),
    ...writeReceipt(tx, command, payloadHash, { seq, at, answer: decision.answer }),
    ...writeUndo(tx, command, scope, entry),
    ...(decision.at === undefined ? [] : [believeClock(tx)]),
    moveHead(tx, workshopId, { seq, mark, at, counters }),
    ...(reforecastAt === scope.counters.reforecastAt
      ? []
      : [writeDeadline(tx, workshopId, { kind: 'reforecast', subjectId: workshopId, dueAt: reforecastAt })]),
  ])
  return entry
}

/** A journal row: without the personal fields, which are beside it. */
type StoredEntry = Entry & { commandId: string; personal: Personal | null; personalHash: string | null }

async function writeEntry(tx: TransactionSql, row: StoredEntry): Promise<void> {
  const { personal } = row
  await tx`insert into journal (workshop_id, seq, mark, at, command, command_id, actor, facts, put, drop, personal, personal_hash)
    values (${row.workshopId}, ${row.seq}, ${row.mark}, ${new Date(row.at).toISOString()}, ${row.command}, ${row.commandId},
      ${tx.json(row.actor as never)}, ${tx.json(row.facts as never)}, ${tx.json(row.put as never)}, ${tx.json(row.drop as never)},
      ${personal && tx.json(personal as never)}, ${row.personalHash})`
}
