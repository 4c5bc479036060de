/** Writes everything for an accepted command: rows, deadlines, journal entry, receipt, the workshop's head. */
import type { TransactionSql } from 'postgres'
import type { CommandName } from '#contract/commands/index.ts'
import type { Accepted, Scope } from '#server/domain/rule.ts'
import type { Permitted } from '#server/policy/permit.ts'
import type { Entry } from '#server/read/journal.ts'
import { personalHash, separate } from '#server/read/personal.ts'
import type { Stored } from '#server/read/tables.ts'
import { writeDeadline } from './deadlines.ts'
import { writeFigures } from './figures.ts'
import { moveHead } from './head.ts'
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
  entry: Entry
}

/** Sends all statements at once. */
export async function record<N extends CommandName>(tx: TransactionSql, decided: Decided<N>): Promise<void> {
  const { command, payloadHash, workshop, scope, decision, entry } = decided
  const { workshopId } = command
  const { seq, at } = entry
  const counters = decision.counters ?? scope.counters
  const { reforecastAt } = counters
  await Promise.all([
    ...writeRows(tx, workshopId, workshop, scope, decision),
    ...writeFigures(tx, workshopId, scope, decision, at),
    ...(decision.deadlines ?? []).map((deadline) => writeDeadline(tx, workshopId, deadline)),
    writeEntry(tx, workshop.secret, command.id, entry, decision.remarks),
    ...writeReceipt(tx, command, payloadHash, { seq, at, answer: decision.answer }),
    ...writeUndo(tx, command, scope, entry),
    moveHead(tx, workshopId, { seq, at, counters }),
    ...(reforecastAt === scope.counters.reforecastAt
      ? []
      : [writeDeadline(tx, workshopId, { kind: 'reforecast', subjectId: workshopId, dueAt: reforecastAt })]),
  ])
}

/** Writes the journal's row. `remarks` are texts a person wrote that no entity holds. */
async function writeEntry(
  tx: TransactionSql,
  secret: string,
  commandId: string,
  entry: Entry,
  remarks: Accepted['remarks'],
): Promise<void> {
  const { bare, personal: own } = separate(entry.put)
  const personal = remarks ? { ...own, remarks } : own
  await tx`insert into journal (workshop_id, seq, at, command, command_id, actor, facts, put, drop, personal, personal_hash)
    values (${entry.workshopId}, ${entry.seq}, ${new Date(entry.at).toISOString()}, ${entry.command}, ${commandId},
      ${tx.json(entry.actor as never)}, ${tx.json(entry.facts as never)}, ${tx.json(bare as never)}, ${tx.json(entry.drop as never)},
      ${personal && tx.json(personal as never)}, ${personal && personalHash(secret, personal)})`
}
