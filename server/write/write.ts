/**
 * The one way in. A command becomes one transaction: lock the workshop's head, look the command id up, load, decide,
 * write the rows and one journal entry, commit (S1, S2). Whatever goes wrong, nothing is half done.
 */
import { createHash } from 'node:crypto'
import pLimit, { type LimitFunction } from 'p-limit'
import type { Sql, TransactionSql } from 'postgres'
import type { Answer, CommandName } from '#contract/commands/index.ts'
import type { Workshop } from '#contract/entities.ts'
import type { ErrorCode } from '#contract/errors.ts'
import { withFollowUps } from '#server/domain/follows/follows.ts'
import { rules } from '#server/domain/rules.ts'
import type { Accepted, Changes, Context, Rule, Scope } from '#server/domain/rule.ts'
import type { Permitted } from '#server/policy/permit.ts'
import { workshopOf, type WorkshopRow } from '#server/read/entities.ts'
import type { Entry } from '#server/read/journal.ts'
import { load, nothingLoaded } from '#server/read/load.ts'
import { tables } from '#server/read/tables.ts'
import { newCode, newId } from './ids.ts'
import { writeDeadline, writeEntry, writeRows } from './rows.ts'

export type Outcome<N extends CommandName = CommandName> =
  | { ok: true; seq: number; answer: Answer<N>; entry: Entry | null; dueAt?: number | null }
  | { ok: false; code: ErrorCode; seq: number; now?: { put: Changes; workshop: Workshop } }

export interface Writer {
  /** Carries a command out, or says why not. Throws only when the database does. */
  execute<N extends CommandName>(command: Permitted<N>): Promise<Outcome<N>>
}

interface Options {
  sql: Sql
  /** House time. */
  now: () => number
  /** Told of every entry after its commit, on this node, and of the first deadline it has set (house time), if any. */
  committed: (entry: Entry, dueAt: number | null) => void
}

interface Head {
  seq: string
  at: string
  order_number: number
  ticket_day: string
  ticket_number: number
  reforecast_at: string | null
}

interface Receipt {
  payload_hash: Buffer
  seq: string
  answer: unknown
}

/**
 * Of a workshop's commands so many are under way at a time: one holds the lock, the others are about to. Those behind them wait
 * here and hold no connection, so that a workshop with much to do leaves some to the others, and to whoever only reads.
 */
const AT_ONCE = 3

/** S1: an answer is remembered so long (house time). */
const REMEMBERED = 30 * 86_400_000
/** Every so many commands of a workshop take the answers that are older with them, so many at most: none has much to do. */
const FORGET_EVERY = 50
const FORGET_AT_MOST = 500

export function createWriter({ sql, now, committed }: Options): Writer {
  const limits = new Map<string, LimitFunction>()
  function limitOf(workshopId: string): LimitFunction {
    let limit = limits.get(workshopId)
    if (!limit) limits.set(workshopId, (limit = pLimit(AT_ONCE)))
    return limit
  }
  return {
    async execute<N extends CommandName>(command: Permitted<N>): Promise<Outcome<N>> {
      const rule: Rule<N> = rules[command.name]
      await rule.prepare?.(command.payload)
      const payloadHash = createHash('sha256').update(command.name).update(JSON.stringify(command.payload)).digest()
      const outcome = await limitOf(command.workshopId)(() => sql.begin((tx) => attempt(tx, command, payloadHash, now)))
      if (outcome.ok && outcome.entry) committed(outcome.entry, outcome.dueAt ?? null)
      return outcome as Outcome<N>
    },
  }
}

async function attempt<N extends CommandName>(
  tx: TransactionSql,
  command: Permitted<N>,
  payloadHash: Buffer,
  now: () => number,
): Promise<Outcome<N>> {
  const { workshopId } = command
  const rule: Rule<N> = rules[command.name]
  const loaded = nothingLoaded()
  // Sent in one go; the server runs them in this order, so everything after the lock sees what it protects. A query goes
  // out only when it is awaited: without `execute` the lock would come last.
  const lock = tx<Head[]>`
    select seq, at, order_number, ticket_day, ticket_number, reforecast_at from workshop_head where workshop_id = ${workshopId} for update`.execute()
  const [heads, receipts, workshops] = await Promise.all([
    lock,
    tx<Receipt[]>`select payload_hash, seq, answer from receipt
      where workshop_id = ${workshopId} and sender = ${command.sender} and command_id = ${command.id}`,
    tables.workshop.select(tx, workshopId, 'true', []),
    load(tx, workshopId, rule.needs(command.payload), loaded),
  ])
  const head = heads[0]
  const workshop = workshops[0]
  if (!head || !workshop) return { ok: false, code: 'not_found', seq: 0 }
  const seq = Number(head.seq)
  const receipt = receipts[0]
  if (receipt)
    return receipt.payload_hash.equals(payloadHash)
      ? { ok: true, seq: Number(receipt.seq), answer: receipt.answer as Answer<N>, entry: null }
      : { ok: false, code: 'command_id_reused', seq }

  const counters = {
    orderNumber: head.order_number,
    ticketDay: Number(head.ticket_day),
    ticketNumber: head.ticket_number,
    reforecastAt: head.reforecast_at === null ? null : Date.parse(head.reforecast_at),
  }
  let scope: Scope = { workshop: workshopOf(workshop), counters, ...loaded }
  const more = rule.needsThen?.(command.payload, scope)
  if (more) {
    await load(tx, workshopId, more, loaded)
    scope = { ...scope, ...loaded }
  }

  // The journal never runs backwards, whatever this node's clock says.
  const context: Context = { now: Math.max(now(), Date.parse(head.at)), actor: command.actor, newId, newCode }
  const decided = rule.decide(scope, command.payload, context)
  if (!decided.ok) {
    const { code, now: put } = decided
    return { ok: false, code, seq, ...(put && { now: { put, workshop: scope.workshop } }) }
  }
  const decision = withFollowUps(decided, scope, context)
  const entry = entryOf(seq + 1, command, decision, context)
  await record(tx, workshop, scope, command, payloadHash, decision, entry)
  return { ok: true, seq: entry.seq, answer: decision.answer, entry, dueAt: firstDue(decision, scope) }
}

/** The first deadline a decision sets or moves; null when it sets none. */
function firstDue({ deadlines = [], counters }: Accepted, scope: Scope): number | null {
  const at = deadlines.flatMap(({ dueAt }) => dueAt ?? [])
  const reforecastAt = counters?.reforecastAt ?? null
  if (reforecastAt !== null && reforecastAt !== scope.counters.reforecastAt) at.push(reforecastAt)
  return at.length > 0 ? Math.min(...at) : null
}

function entryOf<N extends CommandName>(
  seq: number,
  command: Permitted<N>,
  decision: Accepted<N>,
  context: Context,
): Entry {
  const { facts, put, drop = {} } = decision
  const { workshopId } = command
  return { workshopId, seq, at: context.now, command: command.name, actor: command.actor, facts, put, drop }
}

/** Everything an accepted command writes, sent in one go. */
async function record<N extends CommandName>(
  tx: TransactionSql,
  workshop: WorkshopRow,
  scope: Scope,
  command: Permitted<N>,
  payloadHash: Buffer,
  decision: Accepted<N>,
  entry: Entry,
): Promise<void> {
  const { workshopId } = workshop
  const counters = decision.counters ?? scope.counters
  const at = new Date(entry.at).toISOString()
  const { reforecastAt } = counters
  await Promise.all([
    ...writeRows(tx, workshop, scope, decision),
    writeEntry(tx, workshop.secret, command.id, entry, decision.said),
    tx`insert into receipt (workshop_id, sender, command_id, payload_hash, seq, answer, at)
      values (${workshopId}, ${command.sender}, ${command.id}, ${payloadHash}, ${entry.seq}, ${tx.json(decision.answer as never)}, ${at})`,
    tx`update workshop_head set seq = ${entry.seq}, at = ${at}, order_number = ${counters.orderNumber},
      ticket_day = ${counters.ticketDay}, ticket_number = ${counters.ticketNumber},
      reforecast_at = ${reforecastAt === null ? null : new Date(reforecastAt).toISOString()} where workshop_id = ${workshopId}`,
    ...(entry.seq % FORGET_EVERY === 0 ? [forget(tx, workshopId, entry.at - REMEMBERED)] : []),
    ...(reforecastAt === scope.counters.reforecastAt
      ? []
      : [writeDeadline(tx, workshopId, { kind: 'reforecast', subjectId: workshopId, dueAt: reforecastAt })]),
  ])
}

/** Takes away answers from before a moment, the oldest first. */
const forget = (tx: TransactionSql, workshopId: string, before: number) => tx`
  delete from receipt r using (
    select workshop_id, sender, command_id from receipt
    where workshop_id = ${workshopId} and at < ${new Date(before).toISOString()} order by at limit ${FORGET_AT_MOST}
  ) old
  where r.workshop_id = old.workshop_id and r.sender = old.sender and r.command_id = old.command_id`
