/** After a restore: the journal of each workshop says so, and running servers begin again. */
import { connect } from '#db/database.ts'
import { adminWriter } from '../writer.ts'
import { ring } from '#server/fanout/fanout.ts'
import { permitOwn } from '#server/policy/permit.ts'
import { newId } from '#server/write/ids.ts'

export interface Announced {
  /** Whether a workshop has no access keys. */
  withoutKeys: boolean
}

/** @param madeAt when the backup was made, milliseconds since 1970 */
export async function announceRestore(url: string, madeAt: number): Promise<Announced> {
  const database = connect(url, 2)
  try {
    const { sql } = database
    const workshops = await sql<{ id: string; keys: number }[]>`
      select workshop_id as id, (select count(*)::int from access_key k where k.workshop_id = workshop.workshop_id) as keys
      from workshop`
    const writer = await adminWriter({ app: null, database })
    for (const { id } of workshops)
      await writer.execute(permitOwn('admin', id, { id: newId(), name: 'recordRestore', payload: { madeAt } }))
    await ring(sql, { node: 'restore', restored: true })
    return { withoutKeys: workshops.some(({ keys }) => keys === 0) }
  } finally {
    await database.close()
  }
}
