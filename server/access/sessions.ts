/**
 * Who is signed in at a browser. The browser holds a random id in a cookie; the server stores its hash and the person. Persons
 * are cached, so that no command waits for the database, until people or a choice change.
 */
import type { Sql } from 'postgres'
import { settingsTable } from '#contract/settings.ts'
import type { Role } from '#contract/values.ts'
import { isEmployed } from './credentials.ts'
import { isKeyText, keyText } from './keys.ts'
import { hashOf, newSecret } from './tokens.ts'

export const SESSION_COOKIE = 'pitboard_session'
const SESSION_ID = /^[A-Za-z0-9_-]{32}$/
/** Days after its last use that a session is deleted. */
const KEPT_DAYS = 365
/** The roles of a session are read again after this time (real ms): stand-ins begin and end. */
const ROLES_HOLD = 60_000
/** Use is written down at most this often (real ms). */
const WRITTEN_EVERY = 30_000
const MINUTE = 60_000

/** An id for a browser without a person; one that is signed in by password begins with its workshop, as keys do. */
export const newSessionId = newSecret
export const isSessionId = (text: string | undefined): text is string =>
  text !== undefined && (SESSION_ID.test(text) || isKeyText(text))
/** The workshop of a person's own browser; null for any other session. */
export const workshopOfSession = (id: string | null): string | null =>
  id !== null && isKeyText(id) ? id.split('.', 1)[0]! : null

/** How a person was known: by choosing a name (with a key, and in the demo), by PIN on a shared device, by password. */
export type SignInWay = 'name' | 'pin' | 'password'

/** Where a session is used. */
interface Place {
  workshopId: string
  sessionId: string | null
  /** The paired device; null for any other browser. */
  deviceId: string | null
}

export interface SignedIn {
  personId: string
  way: SignInWay
  /** The roles in force, also those of whom they stand in for (A8); null: all, for a name that was only chosen. */
  roles: readonly Role[] | null
}

interface Held extends SignedIn {
  deviceId: string | null
  /** Monotonic time (ms). */
  usedAt: number
  writtenAt: number
  /** Monotonic time (ms). */
  readAt: number
  /** It ends when it was not used for this long (ms). */
  idle: number
}

export class Sessions {
  #sql: Sql
  /** By workshop and session. Sessions without a person are not cached, so that invented ids do not fill the memory. */
  #persons = new Map<string, Map<string, Promise<Held | null>>>()

  constructor(sql: Sql) {
    this.#sql = sql
  }

  /** Who is signed in to a session, which counts as used; null if nobody is, or they no longer work here. */
  async of({ workshopId, sessionId, deviceId }: Place): Promise<SignedIn | null> {
    if (sessionId === null) return null
    let held = await this.#held(workshopId, sessionId)
    if (held && (isIdle(held) || performance.now() - held.readAt > ROLES_HOLD)) {
      // It may have been used through another node, and the person may stand in for another by now.
      this.#persons.get(workshopId)?.delete(sessionId)
      held = await this.#held(workshopId, sessionId)
    }
    // A session is bound to the device on which its person signed in.
    if (!held || held.deviceId !== deviceId) return null
    held.usedAt = performance.now()
    if (held.usedAt - held.writtenAt > WRITTEN_EVERY) {
      held.writtenAt = held.usedAt
      await this.#sql`
        update session set seen_at = now() where workshop_id = ${workshopId} and id_hash = ${hashOf(sessionId)}`
    }
    return held
  }

  /** Chooses a person by name in a session. False if the workshop has no such person. The caller must tell the other nodes. */
  async choose(workshopId: string, id: string, personId: string): Promise<boolean> {
    return this.#begin({ workshopId, sessionId: id, deviceId: null }, personId, 'name', '')
  }

  /**
   * Signs a person in, under a new id, and ends the session that the browser had. The caller must tell the other nodes.
   * @returns the new id; null if the workshop has no such person
   */
  async signIn(before: Place, personId: string, way: 'pin' | 'password', browser: string): Promise<string | null> {
    const { workshopId, deviceId } = before
    const sessionId = way === 'password' ? keyText(workshopId, newSecret()) : newSecret()
    const isIn = await this.#begin({ workshopId, sessionId, deviceId }, personId, way, browser.slice(0, 200))
    if (isIn) await this.signOut(before)
    return isIn ? sessionId : null
  }

  async signOut({ workshopId, sessionId }: Omit<Place, 'deviceId'>): Promise<void> {
    if (sessionId === null) return
    await this.#sql`delete from session where workshop_id = ${workshopId} and id_hash = ${hashOf(sessionId)}`
    this.#persons.get(workshopId)?.delete(sessionId)
  }

  /** Ends all sessions of a person, after a new PIN or password. The caller must tell the other nodes. */
  async signOutPerson(workshopId: string, personId: string): Promise<void> {
    await this.#sql`
      delete from session where workshop_id = ${workshopId} and person_id = ${personId} and way <> 'name'`
    this.forget(workshopId)
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
      const isSame = before !== null && before.personId === now.get(`${workshopId} ${hash}`)
      if (known?.get(id) === person && !isSame) known.delete(id)
    }
  }

  #held(workshopId: string, id: string): Promise<Held | null> {
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

  async #begin({ workshopId, sessionId, deviceId }: Place, personId: string, way: SignInWay, browser: string) {
    const { count } = await this.#sql`
      insert into session (workshop_id, id_hash, person_id, device_id, way, browser, chosen_at, seen_at)
      select workshop_id, ${hashOf(sessionId!)}, id, ${deviceId}, ${way}, ${browser}, now(), now() from person
      where workshop_id = ${workshopId} and id = ${personId}
      on conflict (workshop_id, id_hash) do update set
        person_id = excluded.person_id, chosen_at = excluded.chosen_at, seen_at = excluded.seen_at`
    if (count === 0) return false
    await this
      .#sql`delete from session where workshop_id = ${workshopId} and seen_at < now() - make_interval(days => ${KEPT_DAYS})`
    return true
  }

  async #read(workshopId: string, id: string): Promise<Held | null> {
    const [row] = await this.#sql<
      {
        person_id: string
        device_id: string | null
        way: SignInWay
        roles: Role[]
        age: number
        minutes: number | null
      }[]
    >`
      select person_id, device_id, way, person.roles || array(
          select unnest(case when stand_in.role is null then other.roles else array[stand_in.role] end)
          from stand_in left join person other on other.workshop_id = stand_in.workshop_id and other.id = stand_in.person_id
          where stand_in.workshop_id = ${workshopId} and stand_in.stand_in_id = session.person_id
            and now() >= stand_in.from and now() < stand_in.until) as roles,
        extract(epoch from now() - seen_at) as age,
        (select (settings ->> 'signOutMinutes')::int from workshop where workshop_id = ${workshopId}) as minutes
      from session join person on person.workshop_id = session.workshop_id and person.id = person_id
      where session.workshop_id = ${workshopId} and id_hash = ${hashOf(id)} and ${isEmployed(this.#sql)}`
    if (!row) return null
    const { person_id: personId, device_id: deviceId, way } = row
    const usedAt = performance.now() - Number(row.age) * 1000
    const minutes = row.minutes ?? settingsTable.signOutMinutes.default
    const idle = way === 'pin' ? Number(minutes) * MINUTE : Infinity
    const roles = way === 'name' ? null : [...new Set(row.roles)]
    const held = { personId, deviceId, way, usedAt, idle, writtenAt: usedAt, readAt: performance.now(), roles }
    if (!isIdle(held)) return held
    await this.signOut({ workshopId, sessionId: id })
    return null
  }
}

const isIdle = ({ usedAt, idle }: Pick<Held, 'usedAt' | 'idle'>) => performance.now() - usedAt > idle
