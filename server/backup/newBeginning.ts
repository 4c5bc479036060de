/** What makes a restored state a new beginning: in the tables that are being filled, before anybody sees them. */
import { randomBytes } from 'node:crypto'
import type { Sql } from 'postgres'
import { newPushKeys } from '#server/delivery/pushKeys.ts'

/**
 * Each workshop gets a new epoch, so that every screen takes the restored state (S6); the journal's chain goes on from its last
 * entry. Nothing goes to customers until a manager says so. Who was signed in signs in again.
 * @param isElsewhere the backup is of another database: links, quotes and push messages get new secrets, because the old ones may
 * still be in use there
 */
export async function newBeginning(sql: Sql, { isElsewhere }: { isElsewhere: boolean }): Promise<void> {
  const workshops = await sql<{ id: string }[]>`select workshop_id as id from workshop`
  for (const { id } of workshops) {
    await sql`update workshop set epoch = ${random(16)}, messages_held_since = date_trunc('milliseconds', now())
      where workshop_id = ${id}`
    if (isElsewhere)
      await sql`update workshop set secret = ${random(32)}, push_keys = ${sql.json({ ...newPushKeys() })}
        where workshop_id = ${id}`
  }
  await sql`delete from session`
  if (!isElsewhere) return
  // Browsers subscribed under the old keys; the new ones cannot reach them.
  await sql`delete from push_subscription`
  await sql`update repair_order set has_push = false where has_push`
}

const random = (bytes: number) => randomBytes(bytes).toString('base64url')
