/** Another screen of the workshop, which must not be affected by a test's bad input. */
import { expect } from 'vitest'
import type { CommandName, Envelope, Reply } from '#contract/commands/index.ts'
import type { Batch, Snapshot } from '#contract/sync.ts'
import { refusalOf } from '#server/edge/sentences.ts'
import type { ErrorCode } from '#contract/errors.ts'
import type { Language } from '#contract/values.ts'
import { readPlaces } from '#server/read/state.ts'
import type { App } from '#server/app.ts'
import { newId } from '#server/write/ids.ts'
import { connect, next, type TestWorkshop } from '../support/testWorkshop.ts'

export const seqOf = async (workshop: TestWorkshop): Promise<number> =>
  (await readPlaces(workshop.database.sql, [workshop.workshopId])).get(workshop.workshopId)!.seq

/** The number of journal entries except the clock's, which are written at any time. */
export async function doneIn({ database: { sql } }: TestWorkshop, workshopId: string): Promise<number> {
  const [row] = await sql<{ done: number }[]>`
    select count(*)::int as done from journal where workshop_id = ${workshopId} and actor ->> 'device' <> 'clock'`
  return row!.done
}

export interface Onlooker {
  /** Runs `work` and expects that it changed nothing and that later changes still reach other screens. */
  undisturbedBy<T>(work: () => Promise<T>): Promise<T>
}

/** A wall that was connected before. */
export async function onlooker(app: App, workshop: TestWorkshop): Promise<Onlooker> {
  const wall = connect(app, workshop, 'wall')
  let seq = (await next<Snapshot>(wall, 'snapshot')).seq
  wall.on('snapshot', () => expect.unreachable('the onlooker was connected all the time'))
  wall.on('batch', (batch: Batch) => {
    if (batch.from === seq) seq = batch.to
  })
  return {
    async undisturbedBy(work) {
      const before = await doneIn(workshop, workshop.workshopId)
      const result = await work()
      expect(await doneIn(workshop, workshop.workshopId)).toBe(before)
      await workshop.does('staff', 'recordArrival', { purpose: 'enquiry', plate: null, language: 'en', words: '' })
      const reached = await seqOf(workshop)
      await expect.poll(() => seq, { interval: 5 }).toBeGreaterThanOrEqual(reached)
      const health = await fetch(`${app.url}/healthz`)
      expect([health.status, await health.text()]).toEqual([200, 'ok'])
      return result
    },
  }
}

/** The expected refusal: the code, and its message in the language asked for. */
export const no = (code: ErrorCode, language: Language = 'en') => refusalOf(code, language)

/** Sends anything as a command over a socket. */
export const sendRaw = (socket: ReturnType<typeof connect>, raw: unknown): Promise<Reply> =>
  socket.timeout(5000).emitWithAck('command', raw)

/** A command with its envelope; the payload may be anything. */
export const envelopeOf = (name: CommandName | (string & {}), payload: unknown, more: object = {}): Envelope => ({
  id: newId(),
  name,
  payload,
  ...more,
})
