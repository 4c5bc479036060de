/**
 * The one way in. A command is one transaction: lock the workshop's head, look up the command id, load, decide, write the rows
 * and one journal entry, commit (S1, S2).
 */
import type { Sql, TransactionSql } from 'postgres'
import type { Answer, CommandName } from '#contract/commands/index.ts'
import type { Workshop } from '#contract/entities/index.ts'
import type { ErrorCode } from '#contract/errors.ts'
import type { Channel } from '#contract/values.ts'
import { readAgreement, type Reading } from './agreement.ts'
import { quotedUnder } from '#server/access/quotes.ts'
import { withFollowUps } from '#server/domain/follows/follows.ts'
import { rules } from '#server/domain/rules.ts'
import type { Changes, Context, Rule, Scope } from '#server/domain/rule.ts'
import type { Permitted } from '#server/policy/permit.ts'
import type { Sender } from '#server/policy/roles.ts'
import { workshopOf } from '#server/read/entities.ts'
import type { Entry } from '#server/read/journal.ts'
import { load, nothingLoaded } from '#server/read/load.ts'
import { tables } from '#server/read/tables.ts'
import { firstDue } from './deadlines.ts'
import { lockHead } from './head.ts'
import { newCode, newId } from './ids.ts'
import { findReceipt, hashOf, writeRefusal } from './receipts.ts'
import { record } from './record.ts'
import { createTurns, type Lane } from './turns.ts'
import { createUnderWay } from './underWay.ts'
import { createWaits } from './waits.ts'

export type Outcome<N extends CommandName = CommandName> =
  | { ok: true; seq: number; answer: Answer<N>; entry: Entry | null; dueAt?: number | null }
  | { ok: false; code: ErrorCode; seq: number; now?: { put: Changes; workshop: Workshop } }

export interface Writer {
  /**
   * Executes a command, or refuses it: with `too_many_requests` if too many wait already, or if `isGone` says that the sender left
   * while it waited. Throws only if the database does.
   */
  execute<N extends CommandName>(command: Permitted<N>, isGone?: () => boolean): Promise<Outcome<N>>
}

/** A writer of this node. */
export interface OwnWriter extends Writer {
  /** For how long the longest of its transactions under way has run (real ms). */
  longestWait(): number
}

interface Options {
  sql: Sql
  /** House time, by what the nodes agree on. */
  now: (agreed: Reading) => number
  /** The database's clock; house time if not given. */
  clock?: () => number
  /** The channels to customers that are set up; none if not given. */
  channels?: readonly Channel[]
  /** Called after each commit of this node, with the entry and the first deadline it set (house time), if any. */
  committed: (entry: Entry, dueAt: number | null) => void
}

export function createWriter({ channels = [], ...options }: Options): OwnWriter {
  const { sql, committed } = options
  const inTurn = createTurns()
  const shared = createUnderWay<Outcome>((first) => (first.ok ? { ...first, entry: null } : first))
  const waits = createWaits()

  async function run<N extends CommandName>(command: Permitted<N>, isGone: () => boolean): Promise<Outcome> {
    await rules[command.name].prepare?.(command.payload)
    const { workshopId, sender } = command
    const since = performance.now()
    const transaction = () => sql.begin((tx) => attempt(tx, command, { ...options, channels }))
    const outcome = await inTurn(workshopId, laneOf(sender), isGone, () => waits.run(workshopId, since, transaction))
    if (outcome === 'full' || outcome === 'gone') return { ok: false, code: 'too_many_requests', seq: 0 }
    if (outcome.ok && outcome.entry) committed(outcome.entry, outcome.dueAt ?? null)
    return outcome
  }

  return {
    execute: <N extends CommandName>(command: Permitted<N>, isGone = () => false) =>
      shared(command, isGone, (areGone) => run(command, areGone)) as Promise<Outcome<N>>,
    longestWait: waits.longest,
  }
}

const laneOf = (sender: Sender): Lane => (sender === 'kiosk' || sender === 'customer' ? 'visitors' : 'staff')

async function attempt<N extends CommandName>(
  tx: TransactionSql,
  command: Permitted<N>,
  { now: houseTime, clock, channels }: Pick<Options, 'now' | 'clock'> & { channels: readonly Channel[] },
): Promise<Outcome<N>> {
  const { workshopId, name, payload, actor, roles } = command
  const rule: Rule<N> = rules[name]
  const payloadHash = hashOf(command)
  const loaded = nothingLoaded()
  // Pipelined; PostgreSQL runs them in this order, so all that follows the lock sees the state it protects.
  const [head, agreed, receipt, [workshop]] = await Promise.all([
    lockHead(tx, workshopId),
    readAgreement(tx),
    findReceipt(tx, command, payloadHash),
    tables.workshop.select(tx, workshopId, 'true', []),
    load(tx, workshopId, rule.needs(payload), loaded),
  ])
  if (!head || !workshop) return { ok: false, code: 'not_found', seq: 0 }
  if (receipt === 'reused') return { ok: false, code: 'command_id_reused', seq: head.seq }
  if (receipt && 'answer' in receipt) return { ok: true, ...receipt, entry: null }

  let scope: Scope = { workshop: workshopOf(workshopId, workshop), counters: head.counters, ...loaded }
  const more = rule.needsThen?.(payload, scope)
  if (more) {
    await load(tx, workshopId, more, loaded)
    scope = { ...scope, ...loaded }
  }

  // Time never runs backwards in the journal by itself, whatever this node's clock says.
  const now = Math.max(houseTime(agreed), head.at)
  const context: Context = {
    ...{ now, clock: clock?.() ?? now, seq: head.seq, actor, roles, channels, newId, newCode },
    quoted: (orderId, quoteId) => quotedUnder(workshop.secret, orderId, quoteId),
  }
  const fresh = rule.decide(scope, payload, context)
  // A refusal stands for a minute (S1): a copy has no effect meanwhile, whatever has changed.
  const decided = receipt && (fresh.ok || fresh.code !== receipt.code) ? { ok: false as const, ...receipt } : fresh
  if (!decided.ok) {
    const { code, now: put } = { now: undefined, ...decided }
    if (!receipt) await writeRefusal(tx, command, payloadHash, code)
    return { ok: false, code, seq: head.seq, ...(put && { now: { put, workshop: scope.workshop } }) }
  }
  const at = decided.at ?? now
  const decision = withFollowUps(decided, scope, { ...context, now: at })
  const { facts, put, drop = {}, answer } = decision
  const place = { workshopId, seq: head.seq + 1, previous: head.mark }
  const bare = { ...place, at, command: name, actor, facts, put, drop }
  const entry = await record(tx, { command, payloadHash, workshop, scope, decision, entry: bare })
  return { ok: true, seq: entry.seq, answer, entry, dueAt: firstDue(decision, scope) }
}
