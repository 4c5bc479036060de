/** A workshop's Web Push keys: created with the workshop (for older ones when first needed), the same on every node, never replaced. */
import type { Sql } from 'postgres'
import webPush from 'web-push'

export interface KeyPair {
  publicKey: string
  privateKey: string
}

export const newPushKeys = (): KeyPair => webPush.generateVAPIDKeys()

export class PushKeys {
  #sql: Sql
  #keys = new Map<string, KeyPair>()

  constructor(sql: Sql) {
    this.#sql = sql
  }

  async of(workshopId: string): Promise<KeyPair> {
    const known = this.#keys.get(workshopId)
    if (known) return known
    const keys = (await this.#read(workshopId)) ?? (await this.#make(workshopId))
    this.#keys.set(workshopId, keys)
    return keys
  }

  async #read(workshopId: string): Promise<KeyPair | null> {
    const [row] = await this.#sql<{ push_keys: KeyPair | null }[]>`
      select push_keys from workshop where workshop_id = ${workshopId}`
    return row?.push_keys ?? null
  }

  /** Locks the workshop's head: a command writing the workshop's row at the same time would overwrite the keys. */
  #make(workshopId: string): Promise<KeyPair> {
    return this.#sql.begin(async (tx) => {
      await tx`select from workshop_head where workshop_id = ${workshopId} for update`
      const keys = newPushKeys()
      const [row] = await tx<{ push_keys: KeyPair }[]>`
        update workshop set push_keys = coalesce(push_keys, ${tx.json({ ...keys })}) where workshop_id = ${workshopId} returning push_keys`
      if (!row) throw new Error('Push keys requested for a workshop that does not exist')
      return row.push_keys
    })
  }
}
