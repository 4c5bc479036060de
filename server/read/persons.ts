/** Who works here: asked with every command of the staff, so what is known is remembered until people change. */
import type { Sql } from 'postgres'

export class Persons {
  #sql: Sql
  #known = new Map<string, Set<string>>()

  constructor(sql: Sql) {
    this.#sql = sql
  }

  async has(workshopId: string, personId: string): Promise<boolean> {
    if (this.#known.get(workshopId)?.has(personId)) return true
    const rows = await this.#sql`select 1 from person where workshop_id = ${workshopId} and id = ${personId}`
    if (rows.length === 0) return false
    const known = this.#known.get(workshopId) ?? new Set()
    this.#known.set(workshopId, known.add(personId))
    return true
  }

  forget(workshopId: string): void {
    this.#known.delete(workshopId)
  }
}
