/** Carries notices to customers, try by try (B11.3). A try is written down before it is made, and its result after. */
import type { Sql } from 'postgres'
import type { HouseTime } from '#server/clock/houseTime.ts'
import { newId } from '#server/write/ids.ts'
import type { Writer } from '#server/write/write.ts'

export interface Deliverer {
  /** One try. Not ok: there was nothing to deliver, or somebody else does. */
  deliver(workshopId: string, noticeId: string): Promise<{ ok: boolean }>
}

interface Options {
  sql: Sql
  writer: Writer
  time: HouseTime
}

/** A try that has no result after so long is given up, in real milliseconds. */
const GIVE_UP_AFTER = 60_000

export function createDeliverer({ sql, writer, time }: Options): Deliverer {
  const actor = { door: 'clock', personId: null } as const
  return {
    async deliver(workshopId, noticeId) {
      const [row] = await sql<{ tries: number }[]>`
        select jsonb_array_length(attempts) as tries from notice where workshop_id = ${workshopId} and id = ${noticeId}`
      if (!row) return { ok: false }
      const number = row.tries + 1
      const giveUpAt = Math.round(time.now() + GIVE_UP_AFTER * time.speed)
      const begun = await writer.execute(workshopId, {
        ...{ id: newId(), name: 'beginAttempt', payload: { noticeId, number, giveUpAt }, actor, sender: 'clock' },
      })
      if (!begun.ok || begun.answer.channel === null) return begun
      const detail = 'This way is not set up.'
      const result = { noticeId, number, result: 'unavailable', detail, againAt: time.now() } as const
      await writer.execute(workshopId, { id: newId(), name: 'recordAttempt', payload: result, actor, sender: 'clock' })
      return begun
    },
  }
}
