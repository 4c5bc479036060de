/** The workshops' secrets, which sign links and quotes. Cached, because they never change. */
import type { Sql } from 'postgres'
import { gathered } from './gathered.ts'

export class Secrets {
  #read: (workshopId: string) => Promise<string | undefined>
  #secrets = new Map<string, Promise<string | null>>()

  constructor(sql: Sql) {
    this.#read = gathered(async (workshopIds) => {
      const rows = await sql<{ workshop_id: string; secret: string }[]>`
        select workshop_id, secret from workshop where workshop_id = any(${workshopIds}::uuid[])`
      return new Map(rows.map((row) => [row.workshop_id, row.secret]))
    })
  }

  /** Null if there is no such workshop. */
  of(workshopId: string): Promise<string | null> {
    let secret = this.#secrets.get(workshopId)
    if (!secret) {
      secret = this.#read(workshopId).then((found) => found ?? null)
      void secret.then(
        (found) => found === null && this.#secrets.delete(workshopId),
        () => this.#secrets.delete(workshopId),
      )
      this.#secrets.set(workshopId, secret)
    }
    return secret
  }
}
