/** Looks into the journal for a person: the latest entries that fit, and what one of them changed. */
import type { Sql } from 'postgres'
import { JOURNAL_PAGE, type JournalQuestion } from '#contract/journal.ts'
import type { StoredKind } from '#server/domain/kinds.ts'
import type { Changes } from '#server/domain/rule.ts'
import { entryOf, type Entry, type JournalRow } from './journal.ts'

export interface JournalSearch {
  /** The latest entries first, one more than a page if there are more. */
  find(workshopId: string, question: JournalQuestion): Promise<Entry[]>
  /** The entry, and its entities as they were before; null: there is none with this sequence. */
  change(workshopId: string, seq: number): Promise<{ entry: Entry; before: Changes } | null>
}

/** How far back an entity is looked for as it was before. */
const LOOK_BACK = 50_000

/** @param sql a pool beside the one for commands: a search may read a long way */
export function createJournalSearch(sql: Sql): JournalSearch {
  const columns = sql`j.seq, j.mark, '' as previous, j.at, j.command, j.actor, j.facts, j.put, j.drop, j.personal`
  const sender = sql`coalesce(j.actor ->> 'device', j.actor ->> 'door')`

  async function lastBefore(workshopId: string, kind: StoredKind, id: string, seq: number) {
    const [row] = await sql<JournalRow[]>`
      select ${columns} from journal j
      where workshop_id = ${workshopId} and seq < ${seq} and seq >= ${seq - LOOK_BACK}
        and put -> ${kind}::text @> ${sql.json([{ id }])} order by seq desc limit 1`
    const entities = row && (entryOf(workshopId, row).put[kind] as { id: string }[] | undefined)
    return entities?.find((one) => one.id === id)
  }

  return {
    async find(workshopId, { order, person, device, day, command, clock, before }) {
      const all = [
        sql`j.workshop_id = ${workshopId}`,
        ...(before === undefined ? [] : [sql`j.seq < ${before}`]),
        ...(command === undefined ? [] : [sql`j.command = ${command}`]),
        ...(person === undefined ? [] : [sql`j.actor ->> 'personId' = ${person}`]),
        ...(device === undefined ? [] : [sql`j.actor ->> 'deviceId' = ${device}`]),
        ...(clock === 'true' ? [] : [sql`${sender} <> 'clock'`]),
        ...(day === undefined
          ? []
          : [
              sql`j.at >= (${day}::timestamp at time zone w.time_zone)`,
              sql`j.at < ((${day}::timestamp + interval '1 day') at time zone w.time_zone)`,
            ]),
        ...(order === undefined
          ? []
          : [
              sql`j.put -> 'order' @> (select jsonb_build_array(jsonb_build_object('id', id)) from repair_order
                where workshop_id = ${workshopId} and number = ${order})`,
            ]),
      ]
      const conditions = all.reduce((left, right) => sql`${left} and ${right}`)
      const rows = await sql<JournalRow[]>`
        select ${columns} from journal j join workshop w using (workshop_id)
        where ${conditions} order by j.seq desc limit ${JOURNAL_PAGE + 1}`
      return rows.map((row) => entryOf(workshopId, row))
    },

    async change(workshopId, seq) {
      const [row] = await sql<JournalRow[]>`
        select ${columns} from journal j where workshop_id = ${workshopId} and seq = ${seq}`
      if (!row) return null
      const entry = entryOf(workshopId, row)
      const before: Record<string, unknown[]> = {}
      for (const [kind, entities] of Object.entries(entry.put) as [StoredKind, { id: string }[]][])
        for (const { id } of entities.slice(0, JOURNAL_PAGE)) {
          const found = await lastBefore(workshopId, kind, id, seq)
          if (found) (before[kind] ??= []).push(found)
        }
      return { entry, before: before as Changes }
    },
  }
}
