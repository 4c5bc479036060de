/** People's PINs and passwords, as hashes in a table of their own: never in journal, receipt, log or command. */
import type { Sql } from 'postgres'
import { hashSecret, isSecret } from './passwords.ts'

/** Who still works here: what has left stays in the records and cannot sign in. */
export const isEmployed = (sql: Sql) => sql`
  (employed_until is null or employed_until::date >= (now() at time zone (
    select time_zone from workshop where workshop.workshop_id = person.workshop_id))::date)`

export class Credentials {
  #sql: Sql

  constructor(sql: Sql) {
    this.#sql = sql
  }

  async setPin(workshopId: string, personId: string, pin: string): Promise<void> {
    const hash = await hashSecret(pin)
    await this.#sql`
      insert into credential (workshop_id, person_id, pin_hash, changed_at)
      values (${workshopId}, ${personId}, ${hash}, now())
      on conflict (workshop_id, person_id) do update set pin_hash = excluded.pin_hash, changed_at = now()`
  }

  /** Whether another person of the workshop has this address. */
  async isTaken(workshopId: string, personId: string, email: string): Promise<boolean> {
    const [other] = await this.#sql`
      select from credential where workshop_id = ${workshopId} and email = ${email} and person_id <> ${personId}`
    return other !== undefined
  }

  async setPassword(workshopId: string, personId: string, email: string, password: string): Promise<void> {
    const hash = await hashSecret(password)
    await this.#sql`
      insert into credential (workshop_id, person_id, email, password_hash, changed_at)
      values (${workshopId}, ${personId}, ${email}, ${hash}, now())
      on conflict (workshop_id, person_id) do update set
        email = excluded.email, password_hash = excluded.password_hash, changed_at = now()`
  }

  /** Whether it is this person's PIN, and they work here. Takes as long for people who are unknown. */
  async isPin(workshopId: string, personId: string, pin: string): Promise<boolean> {
    const [row] = await this.#sql<{ pin_hash: string | null }[]>`
      select pin_hash from credential join person on person.workshop_id = credential.workshop_id and person.id = person_id
      where credential.workshop_id = ${workshopId} and person_id = ${personId} and ${isEmployed(this.#sql)}`
    return isSecret(pin, row?.pin_hash ?? null)
  }

  /** The workshops and people with this address; one person may work in several workshops of a server. */
  async peopleOf(email: string): Promise<{ workshopId: string; personId: string; hash: string }[]> {
    const rows = await this.#sql<{ workshop_id: string; person_id: string; password_hash: string }[]>`
      select credential.workshop_id, person_id, password_hash from credential
      join person on person.workshop_id = credential.workshop_id and person.id = person_id
      where email = ${email} and password_hash is not null and ${isEmployed(this.#sql)}`
    return rows.map(({ workshop_id, person_id, password_hash }) => ({
      ...{ workshopId: workshop_id, personId: person_id, hash: password_hash },
    }))
  }
}
