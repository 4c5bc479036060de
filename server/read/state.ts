/** The whole live state at one sequence number. */
import type { Sql, TransactionSql } from 'postgres'
import { kinds } from '#contract/entities/index.ts'
import { plural } from '#server/domain/kinds.ts'
import type { Changes } from '#server/domain/rule.ts'
import { workshopOf } from './entities.ts'
import { load, nothingLoaded } from './load.ts'
import { tables } from './tables.ts'

export interface State {
  epoch: string
  seq: number
  /** The mark of the last entry; before the first, the one that the journal began with. */
  mark: string
  /** House time of the last entry. */
  at: number
  put: Changes
}

/** The live state of a workshop, or of one order in it, closed or not; null if there is no such workshop. */
export async function readState(sql: Sql, workshopId: string, orderId?: string): Promise<State | null> {
  return sql.begin('isolation level repeatable read read only', async (tx) => {
    const head = await readHead(tx, workshopId)
    const [workshop] = await tables.workshop.select(tx, workshopId, 'true', [])
    if (!head || !workshop) return null
    const loaded = nothingLoaded()
    await load(tx, workshopId, orderId === undefined ? { everything: true } : { orders: [orderId] }, loaded)
    const live = kinds.map((kind) => [
      kind,
      kind === 'workshop' ? [workshopOf(workshopId, workshop)] : [...loaded[plural(kind)].values()],
    ])
    const put = Object.fromEntries(live) as Changes
    return { ...head, put }
  })
}

/**
 * The head of a workshop's journal. The epoch identifies the workshop and its database: the workshop's own epoch, the
 * cluster's identifier and the database's oid. A copied folder and a promoted standby keep all three; what they lack or
 * have instead shows in the mark (S6).
 */
export async function readHead(run: Sql | TransactionSql, workshopId: string): Promise<Omit<State, 'put'> | null> {
  const [row] = await run<{ epoch: string; seq: string; mark: string; at: string }[]>`
    select w.epoch || '.' || to_hex(s.system_identifier) || '.' || d.oid as epoch, h.seq, h.mark, h.at
    from workshop_head h join workshop w using (workshop_id), pg_control_system() s, pg_database d
    where h.workshop_id = ${workshopId} and d.datname = current_database()`
  return row ? { ...row, seq: Number(row.seq), at: Date.parse(row.at) } : null
}

/** The last positions of several workshops, for the beat to compare with its own. `epoch` is the workshop's own part of it. */
export async function readPlaces(
  sql: Sql,
  workshopIds: readonly string[],
): Promise<Map<string, Pick<State, 'seq' | 'mark' | 'epoch'>>> {
  const rows = await sql<{ workshop_id: string; seq: string; mark: string; epoch: string }[]>`
    select workshop_id, h.seq, h.mark, w.epoch from workshop_head h join workshop w using (workshop_id)
    where workshop_id = any(${workshopIds as string[]}::uuid[])`
  return new Map(rows.map(({ workshop_id, seq, ...place }) => [workshop_id, { ...place, seq: Number(seq) }]))
}
