/**
 * Who is signed in at a browser. The browser holds a random id in a cookie; the server stores its hash and the person. Persons
 * are cached, so that no command waits for the database, until people or a choice change.
 */
import { createHash, randomBytes } from 'node:crypto'
import type { Sql } from 'postgres'

export const SESSION_COOKIE = 'pitboard_session'
const SESSION_ID = /^[A-Za-z0-9_-]{32}$/
/** Days after its last choice of a person that a session is deleted. */
const KEPT_DAYS = 365

export const newSessionId = () => randomBytes(24).toString('base64url')
export const isSessionId = (text: string | undefined): text is string => text !== undefined && SESSION_ID.test(text)

const hashOf = (id: string) => createHash('sha256').update(id).digest('base64url')

export class Sessions {
  #sql: Sql
  /** By workshop and session. Sessions without a person are not cached, so that invented ids do not fill the memory. */
  #persons = new Map<string, Map<string, Promise<string | null>>>()

  constructor(sql: Sql) {
    this.#sql = sql
  }

  /** The person signed in to a session; null if none is, or they no longer work here. */
  personOf(workshopId: string, id: string | null): Promise<string | null> {
    if (id === null) return Promise.resolve(null)
    let known = this.#persons.get(workshopId)
    if (!known) this.#persons.set(workshopId, (known = new Map()))
    let person = known.get(id)
    if (!person) {
      person = this.#read(workshopId, id)
      known.set(id, person)
      void person.then(
        (found) => found === null && known.delete(id),
        () => known.delete(id),
      )
    }
    return person
  }

  /** Signs a person in to a session. False if the workshop has no such person. The caller must tell the other nodes. */
  async choose(workshopId: string, id: string, personId: string): Promise<boolean> {
    const { count } = await this.#sql`
      insert into session (workshop_id, id_hash, person_id, chosen_at)
      select workshop_id, ${hashOf(id)}, id, now() from person where workshop_id = ${workshopId} and id = ${personId}
      on conflict (workshop_id, id_hash) do update set person_id = excluded.person_id, chosen_at = excluded.chosen_at`
    if (count === 0) return false
    await this
      .#sql`delete from session where workshop_id = ${workshopId} and chosen_at < now() - make_interval(days => ${KEPT_DAYS})`
    return true
  }

  /** Clears the cache of a workshop, after a choice or a change of its people. */
  forget(workshopId: string): void {
    this.#persons.delete(workshopId)
  }

  /** Forgets the persons who are no longer signed in to the session they are remembered for. */
  async compare(): Promise<void> {
    const remembered = [...this.#persons].flatMap(([workshopId, known]) =>
      [...known].map(([id, person]) => ({ workshopId, id, hash: hashOf(id), person })),
    )
    if (remembered.length === 0) return
    const rows = await this.#sql<{ workshop_id: string; id_hash: string; person_id: string }[]>`
      select session.workshop_id, id_hash, person_id from session
      join person on person.workshop_id = session.workshop_id and person.id = person_id
      where (session.workshop_id, id_hash) in (select * from unnest(
        ${remembered.map(({ workshopId }) => workshopId)}::uuid[], ${remembered.map(({ hash }) => hash)}::text[]))`
    const now = new Map(rows.map((row) => [`${row.workshop_id} ${row.id_hash}`, row.person_id]))
    for (const { workshopId, id, hash, person } of remembered) {
      const before = await person.catch(() => null)
      const known = this.#persons.get(workshopId)
      if (known?.get(id) === person && before !== (now.get(`${workshopId} ${hash}`) ?? null)) known.delete(id)
    }
  }

  async #read(workshopId: string, id: string): Promise<string | null> {
    const [row] = await this.#sql<{ person_id: string }[]>`
      select person_id from session join person on person.workshop_id = session.workshop_id and person.id = person_id
      where session.workshop_id = ${workshopId} and id_hash = ${hashOf(id)}`
    return row?.person_id ?? null
  }
}
