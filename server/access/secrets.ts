/** The workshops' secrets, which sign links and quotes. Cached, because they never change. */
import type { Sql } from 'postgres'

export class Secrets {
  #sql: Sql
  #secrets = new Map<string, Promise<string | null>>()

  constructor(sql: Sql) {
    this.#sql = sql
  }

  /** Null if there is no such workshop. */
  of(workshopId: string): Promise<string | null> {
    let secret = this.#secrets.get(workshopId)
    if (!secret) {
      secret = this.#read(workshopId)
      void secret.then(
        (found) => found === null && this.#secrets.delete(workshopId),
        () => this.#secrets.delete(workshopId),
      )
      this.#secrets.set(workshopId, secret)
    }
    return secret
  }

  async #read(workshopId: string): Promise<string | null> {
    const [row] = await this.#sql<{ secret: string }[]>`select secret from workshop where workshop_id = ${workshopId}`
    return row?.secret ?? null
  }
}
