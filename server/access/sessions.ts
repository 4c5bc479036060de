/**
 * Who acts at a browser. The browser holds a random id in a cookie, the server its hash and the person chosen there. What was
 * read is remembered, so that no command waits for the database, until people change or another person is chosen.
 */
import { createHash, randomBytes } from 'node:crypto'
import type { Sql } from 'postgres'

export const SESSION_COOKIE = 'pitboard_session'
const SESSION_ID = /^[A-Za-z0-9_-]{32}$/
/** A session in which nobody has been chosen for so long is deleted. */
const KEPT_DAYS = 365

export const newSessionId = () => randomBytes(24).toString('base64url')
export const isSessionId = (text: string | undefined): text is string => text !== undefined && SESSION_ID.test(text)

const hashOf = (id: string) => createHash('sha256').update(id).digest('base64url')

export class Sessions {
  #sql: Sql
  /** By workshop and session; nobody's sessions are not kept, so that made-up ids do not fill the memory. */
  #persons = new Map<string, Map<string, Promise<string | null>>>()

  constructor(sql: Sql) {
    this.#sql = sql
  }

  /** The person who acts in a session; null when none was chosen, or they no longer work here. */
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

  /** Sets who acts in a session. False when the workshop has no such person. Other nodes are to be told. */
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

  /** Somebody else acts in one of a workshop's sessions, or its people have changed. */
  forget(workshopId: string): void {
    this.#persons.delete(workshopId)
  }

  /** What other nodes said may not have been heard. */
  forgetAll(): void {
    this.#persons.clear()
  }

  async #read(workshopId: string, id: string): Promise<string | null> {
    const [row] = await this.#sql<{ person_id: string }[]>`
      select person_id from session join person on person.workshop_id = session.workshop_id and person.id = person_id
      where session.workshop_id = ${workshopId} and id_hash = ${hashOf(id)}`
    return row?.person_id ?? null
  }
}
