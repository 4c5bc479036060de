/**
 * Checks the whole journal of every workshop: that its entries are complete, that each one's mark follows from the entry and the
 * mark before (S4), and that the personal fields are those it was written with.
 */
import type { Sql } from 'postgres'
import { migrationsOf, standing } from '#db/migrations.ts'
import { personalHash, type Personal } from '#server/read/personal.ts'
import { StartError } from '#server/terminal/startError.ts'
import { markOf, type Marked } from '#server/write/mark.ts'
import { readOnly } from './make.ts'

/** What was found of one workshop. */
export interface Verified {
  workshopId: string
  name: string
  /** Entries with a mark that holds. */
  entries: number
  /** Entries from before the marks, which prove nothing. */
  unmarked: number
  /** Entries whose personal fields have been erased. */
  erased: number
  /** The first entry that does not hold; null if all do. */
  broken: Broken | null
}

export interface Broken {
  seq: number
  what: 'missing' | 'mark' | 'personal' | 'head'
}

interface Row extends Omit<Marked, 'workshopId' | 'seq' | 'at' | 'previous'> {
  seq: string
  at: number
  mark: string
  personal: Personal | null
}

interface Workshop {
  workshop_id: string
  name: string
  beginning: string
  salt: string
  seq: string
  mark: string
}

const AT_ONCE = 500

/** Reads all of it. @throws StartError when the tables are those of an earlier release */
export const verifyAll = (url: string): Promise<Verified[]> =>
  readOnly(url, async (sql) => {
    if (standing(await migrationsOf(sql)) === 'older')
      throw new StartError('The database is that of an earlier Pitboard. Start this one once: npm start')
    const found: Verified[] = []
    for (const workshop of await workshopsIn(sql)) found.push(await verifyOne(sql, workshop))
    return found
  })

const workshopsIn = (sql: Sql) => sql<Workshop[]>`
  select w.workshop_id, w.name, w.beginning, w.salt, h.seq, h.mark
  from workshop w join workshop_head h using (workshop_id) order by w.name, w.workshop_id`

/** Reads some entries at a time. */
async function verifyOne(sql: Sql, { workshop_id: workshopId, name, ...head }: Workshop): Promise<Verified> {
  const found: Verified = { workshopId, name, entries: 0, unmarked: 0, erased: 0, broken: null }
  let last = { seq: 0, mark: head.beginning }
  const entries = sql<Row[]>`
    select seq, mark, (extract(epoch from at) * 1000)::float8 as at, command, command_id as "commandId", actor, facts, put, drop, personal, personal_hash as "personalHash"
    from journal where workshop_id = ${workshopId} order by seq`
  for await (const rows of entries.cursor(AT_ONCE))
    for (const row of rows) {
      const seq = Number(row.seq)
      const what = seq === last.seq + 1 ? whatIsWrong(row, last.mark, workshopId, head.salt, found) : 'missing'
      if (what !== null) return { ...found, broken: { seq: what === 'missing' ? last.seq + 1 : seq, what } }
      last = { seq, mark: row.mark }
    }
  if (last.seq < Number(head.seq)) return { ...found, broken: { seq: last.seq + 1, what: 'missing' } }
  if (last.seq > Number(head.seq) || last.mark !== head.mark)
    return { ...found, broken: { seq: last.seq, what: 'head' } }
  return found
}

/** Counts the entry in `found`. */
function whatIsWrong(
  { personal, mark, ...row }: Row,
  previous: string,
  workshopId: string,
  salt: string,
  found: Verified,
): Broken['what'] | null {
  const { personalHash: hash } = row
  if (personal !== null && hash !== personalHash(salt, personal)) return 'personal'
  if (personal === null && hash !== null) found.erased += 1
  // The chain of an older journal begins at the entry that was its last when the marks came; that one's mark is random.
  if (found.entries === 0 && !isHash(mark)) {
    found.unmarked += 1
    return null
  }
  const entry = { ...row, workshopId, previous, seq: Number(row.seq) }
  if (mark !== markOf(entry)) return 'mark'
  found.entries += 1
  return null
}

/** SHA-256 in base64url; older entries have nothing, or a UUID. */
const isHash = (mark: string) => /^[\w-]{43}$/.test(mark)
