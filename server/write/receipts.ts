/** Answers by sender and command id, so that a repeated command gets the same answer and has no second effect (S1). */
import { createHash } from 'node:crypto'
import type { TransactionSql } from 'postgres'
import type { Answer, CommandName } from '#contract/commands/index.ts'
import type { ErrorCode } from '#contract/errors.ts'
import type { Permitted } from '#server/policy/permit.ts'

/** A row of `receipt`, with no code, or of `refusal`, with nothing but the code. */
interface Row {
  payload_hash: Buffer
  seq: string | null
  answer: unknown
  code: ErrorCode | null
}

/** How long an answer is kept, in house time. */
const KEPT_MS = 30 * 86_400_000
/** Every 50th command deletes old answers, 500 at most, so that no command takes long. */
const FORGET_EVERY = 50
const FORGET_AT_MOST = 500
/** How long a refusal stands, in real time. */
const REFUSAL_STANDS = '60 seconds'

/** Tells two payloads under one id apart. */
export const hashOf = ({ name, payload }: Permitted): Buffer =>
  createHash('sha256').update(name).update(JSON.stringify(payload)).digest()

/**
 * The answer already given to a command, or the code with which it was refused within the last minute; `reused` if the id
 * belongs to another command; null if it is new.
 */
export async function findReceipt<N extends CommandName>(
  tx: TransactionSql,
  { workshopId, sender, id }: Permitted<N>,
  payloadHash: Buffer,
): Promise<{ seq: number; answer: Answer<N> } | { code: ErrorCode } | 'reused' | null> {
  const [row] = await tx<Row[]>`
    select payload_hash, seq, answer, null as code from receipt
    where workshop_id = ${workshopId} and sender = ${sender} and command_id = ${id}
    union all
    select payload_hash, null, null, code from refusal
    where workshop_id = ${workshopId} and sender = ${sender} and command_id = ${id} and at > now() - ${REFUSAL_STANDS}::interval
    limit 1`
  if (!row) return null
  if (!row.payload_hash.equals(payloadHash)) return 'reused'
  return row.code === null ? { seq: Number(row.seq), answer: row.answer as Answer<N> } : { code: row.code }
}

/** Keeps a refusal while it stands, and deletes those of the workshop that no longer do. */
export async function writeRefusal(
  tx: TransactionSql,
  { workshopId, sender, id }: Permitted,
  payloadHash: Buffer,
  code: ErrorCode,
): Promise<void> {
  await Promise.all([
    tx`delete from refusal where workshop_id = ${workshopId} and at <= now() - ${REFUSAL_STANDS}::interval`,
    tx`insert into refusal (workshop_id, sender, command_id, payload_hash, code, at)
      values (${workshopId}, ${sender}, ${id}, ${payloadHash}, ${code}, now()) on conflict do nothing`,
  ])
}

/** Stores the answer. @param at house time, milliseconds since 1970 */
export function writeReceipt(
  tx: TransactionSql,
  { workshopId, sender, id }: Permitted,
  payloadHash: Buffer,
  { seq, at, answer }: { seq: number; at: number; answer: unknown },
): Promise<unknown>[] {
  const receipt = tx`insert into receipt (workshop_id, sender, command_id, payload_hash, seq, answer, at)
    values (${workshopId}, ${sender}, ${id}, ${payloadHash}, ${seq}, ${tx.json(answer as never)}, ${new Date(at).toISOString()})`
  return seq % FORGET_EVERY === 0 ? [receipt, forget(tx, workshopId, at - KEPT_MS)] : [receipt]
}

/** Deletes answers from before an instant, the oldest first. */
const forget = (tx: TransactionSql, workshopId: string, before: number) => tx`
  delete from receipt r using (
    select workshop_id, sender, command_id from receipt
    where workshop_id = ${workshopId} and at < ${new Date(before).toISOString()} order by at limit ${FORGET_AT_MOST}
  ) old
  where r.workshop_id = old.workshop_id and r.sender = old.sender and r.command_id = old.command_id`
