/** The transaction that sets, moves or removes a deadline writes it. */
import type { TransactionSql } from 'postgres'
import type { DeadlineKind } from '#contract/values.ts'
import type { Accepted, Scope } from '#server/domain/rule.ts'

/** @param dueAt house time, milliseconds since 1970; null removes the deadline */
export function writeDeadline(
  tx: TransactionSql,
  workshopId: string,
  { kind, subjectId, dueAt }: { kind: DeadlineKind; subjectId: string; dueAt: number | null },
): Promise<unknown> {
  if (dueAt === null)
    return tx`delete from deadline where workshop_id = ${workshopId} and kind = ${kind} and subject_id = ${subjectId}`.execute()
  return tx`insert into deadline (workshop_id, kind, subject_id, due_at)
    values (${workshopId}, ${kind}, ${subjectId}, ${new Date(dueAt).toISOString()})
    on conflict (workshop_id, kind, subject_id) do update set due_at = excluded.due_at`.execute()
}

/** The first deadline that a decision sets or moves; null if there is none. */
export function firstDue({ deadlines = [], counters }: Accepted, scope: Scope): number | null {
  const at = deadlines.flatMap(({ dueAt }) => dueAt ?? [])
  const reforecastAt = counters?.reforecastAt ?? null
  if (reforecastAt !== null && reforecastAt !== scope.counters.reforecastAt) at.push(reforecastAt)
  return at.length > 0 ? Math.min(...at) : null
}
