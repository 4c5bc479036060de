/** Administrative commands reach screens through the running server; without one, by notifying servers that run elsewhere. */
import { startHouseTime } from '#server/clock/houseTime.ts'
import { ring } from '#server/fanout/fanout.ts'
import type { Entry } from '#server/read/journal.ts'
import { createWriter, type Writer } from '#server/write/write.ts'
import type { AdminDeps } from './router.ts'

/** The id of no node, so that every node takes the notification as news. */
const NO_NODE = 'admin'

type Reach = Pick<AdminDeps, 'app' | 'database'>

/** House time now, in milliseconds: the running server's, or the database's. */
export async function adminNow({ app, database }: Reach): Promise<number> {
  if (app) return app.now()
  const time = await startHouseTime(database.sql)
  time.stop()
  return time.now()
}

/** A writer for one administrative command. */
export async function adminWriter(deps: Reach): Promise<Writer> {
  if (deps.app) return deps.app.writer
  const { sql } = deps.database
  const now = await adminNow(deps)
  const rung: Promise<void>[] = []
  const committed = ({ workshopId, seq, put, drop }: Entry) => {
    const people = put.person || drop.person || put.device ? { people: [workshopId] } : {}
    rung.push(ring(sql, { node: NO_NODE, moved: { [workshopId]: seq }, ...people }))
  }
  const writer = createWriter({ sql, now: () => now, committed })
  return {
    async execute(command) {
      const outcome = await writer.execute(command)
      await Promise.all(rung)
      return outcome
    },
  }
}

/** Tells every node about a workshop's new keys: screens let in by the old ones are disconnected. */
export async function announceKeys({ app, database }: AdminDeps, workshopId: string): Promise<void> {
  if (app) await app.fanout.announceKeys(workshopId)
  else await ring(database.sql, { node: NO_NODE, keys: workshopId })
}

/** Tells every node that people were signed out. */
export async function announcePeople({ app, database }: AdminDeps, workshopId: string): Promise<void> {
  if (app) await app.fanout.announcePeople(workshopId)
  else await ring(database.sql, { node: NO_NODE, people: [workshopId] })
}
