/** Keeps what a command changed as it was before, for the undo time (S14). */
import type { TransactionSql } from 'postgres'
import { settingsTable } from '#contract/settings.ts'
import { isUndoable } from '#contract/undo.ts'
import type { Scope } from '#server/domain/rule.ts'
import { beforeOf } from '#server/domain/undo/before.ts'
import type { Permitted } from '#server/policy/permit.ts'
import type { Entry } from '#server/read/journal.ts'

/** Old rows are deleted at least with every tenth command; the clock alone sends one a minute while cars are here. */
const FORGET_EVERY = 10

/** All statements have been sent when this returns. */
export function writeUndo(
  tx: TransactionSql,
  { workshopId, id, name, sender }: Permitted,
  scope: Scope,
  { seq, at, put, drop }: Entry,
): Promise<unknown>[] {
  const keeps = sender === 'staff' && isUndoable(name) && scope.workshop.settings.undoSeconds > 0
  const kept = keeps
    ? [
        tx`insert into undo (workshop_id, command_id, seq, at, before) values (${workshopId}, ${id}, ${seq},
          ${new Date(at).toISOString()}, ${tx.json(beforeOf(scope, put, drop) as never)})`.execute(),
      ]
    : []
  return keeps || seq % FORGET_EVERY === 0 ? [...kept, forget(tx, workshopId, at)] : kept
}

const forget = (tx: TransactionSql, workshopId: string, now: number) =>
  tx`delete from undo where workshop_id = ${workshopId}
    and at < ${new Date(now - settingsTable.undoSeconds.most * 1000).toISOString()}`.execute()
