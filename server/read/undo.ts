/** A command that can still be taken back: what it changed, as it was before and after (S14). */
import type { Changes, Undoable } from '#server/domain/rule.ts'
import { entriesAfter } from './journal.ts'
import type { Runner } from './table.ts'

/** Null if the command is unknown, cannot be taken back, or is too old. */
export async function readUndoable(run: Runner, workshopId: string, commandId: string): Promise<Undoable | null> {
  const [row] = await run<{ seq: string; before: Changes }[]>`
    select seq, before from undo where workshop_id = ${workshopId} and command_id = ${commandId}`
  if (!row) return null
  const seq = Number(row.seq)
  const [entry] = await entriesAfter(run, workshopId, seq - 1, 1)
  if (entry?.seq !== seq) return null
  const { command, at, put: after } = entry
  return { command, seq, at, before: row.before, after }
}
