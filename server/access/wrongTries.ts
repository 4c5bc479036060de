/**
 * Tries at a secret: after a few wrong ones each next one has to wait, longer each time, but never for ever. They are counted in the
 * database, so for all nodes together. A try counts before it is looked at, so that many at once are no way around the wait.
 */
import type { Sql } from 'postgres'

const FREE = 5
/** Real seconds: the first wait, doubled each time, and the longest. */
const FIRST_WAIT = 5
const LONGEST_WAIT = 900

export class WrongTries {
  #sql: Sql

  constructor(sql: Sql) {
    this.#sql = sql
  }

  /** Whether `subject` may try now; if so, the try counts as wrong until `right` says otherwise. */
  async take(workshopId: string, subject: string): Promise<boolean> {
    const { count } = await this.#sql`
      insert into wrong_try (workshop_id, subject, count, last_at) values (${workshopId}, ${subject}, 1, now())
      on conflict (workshop_id, subject) do update set last_at = now(),
        count = case when wrong_try.last_at < now() - interval '1 day' then 1 else wrong_try.count + 1 end
      where wrong_try.count < ${FREE} or wrong_try.last_at <= now() -
        make_interval(secs => least(${LONGEST_WAIT}, ${FIRST_WAIT} * power(2, least(wrong_try.count, 30) - ${FREE})))`
    return count === 1
  }

  /** The try was right: earlier ones no longer count. */
  async right(workshopId: string, subject: string): Promise<void> {
    await this.#sql`delete from wrong_try where workshop_id = ${workshopId} and subject = ${subject}`
  }
}
