/** The journal: one entry per accepted command, in commit order. */
import type { CommandName } from '#contract/commands/index.ts'
import type { Actor, Changes, Fact, Removals } from '#server/domain/rule.ts'
import { withNewFields } from './newFields.ts'
import { inTodaysNames } from './oldEntries.ts'
import { rejoin, type Personal } from './personal.ts'
import type { Runner } from './table.ts'

export interface Entry {
  workshopId: string
  seq: number
  /** The entry's hash, chained to `previous`; empty if it is older than the marks. */
  mark: string
  /** The mark of the entry before. */
  previous: string
  /** House time. */
  at: number
  command: CommandName
  actor: Actor
  facts: Fact[]
  put: Changes
  drop: Removals
}

/** A row of the table `journal`. */
export interface JournalRow {
  seq: string
  mark: string
  previous: string
  at: string
  command: CommandName
  /** Older entries say `door`. */
  actor: Actor | { door: Actor['device']; personId: string | null }
  facts: Fact[]
  put: Changes
  drop: Removals
  personal: Personal | null
}

/** Entries with `after` < seq, in order, at most `limit`. */
export async function entriesAfter(run: Runner, workshopId: string, after: number, limit: number): Promise<Entry[]> {
  const rows = await run<JournalRow[]>`
    select * from (
      select j.seq, j.mark, coalesce(lag(j.mark) over (order by j.seq), w.beginning) as previous,
        j.at, j.command, j.actor, j.facts, j.put, j.drop, j.personal
      from journal j join workshop w using (workshop_id)
      where workshop_id = ${workshopId} and j.seq >= ${after} order by j.seq limit ${limit + 1}
    ) entry where seq > ${after} order by seq limit ${limit}`
  return rows.map((row) => entryOf(workshopId, row))
}

/** A row as an entry of today, with its personal fields. */
export function entryOf(workshopId: string, stored: JournalRow): Entry {
  const { personal, ...row } = inTodaysNames(stored)
  return withNewFields({
    ...row,
    workshopId,
    actor: ('door' in row.actor ? { device: row.actor.door, personId: row.actor.personId } : row.actor) as Actor,
    seq: Number(row.seq),
    at: Date.parse(row.at),
    put: rejoin(row.put, personal),
  })
}
