/** `npm run restore`: what is in the database afterwards. */
import { writeFileSync, readFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { describe, expect, it } from 'vitest'
import { connect } from '#db/database.ts'
import { Links } from '#server/access/links.ts'
import { Keyring, replaceKeys } from '#server/access/keys.ts'
import { announceRestore } from '#server/admin/database/announce.ts'
import { dropOld } from '#server/backup/exchange.ts'
import { writeBackup } from '#server/backup/file.ts'
import type { Frame } from '#server/backup/frames.ts'
import { besideBackup, fileIn, revocationsIn } from '#server/backup/revocations.ts'
import { verifyAll } from '#server/backup/verify.ts'
import { createWorkshop } from '#server/admin/workshop.ts'
import { exampleHours } from '#server/domain/workshop/example.ts'
import { readState, type State } from '#server/read/state.ts'
import { createDatabase, freshDatabase } from '../support/database.ts'
import { openWorkshop, waitingOrder } from '../support/testWorkshop.ts'
import { about, restore as olderDatabase } from '../upgrade/restore.ts'
import { backedUp, framesOf, newFile, restoredTo } from './support.ts'

const workshop = await openWorkshop()
const order = await waitingOrder(workshop, '沪R10001')
const { workshopId } = workshop
const { url, sql } = workshop.database
const backup = await backedUp(url)
const backedUpState = (await readState(sql, workshopId))!

/** What screens would see, without what a restore changes. */
function compared(state: State | null): unknown {
  const { put, seq, mark } = state!
  return { seq, mark, put: { ...put, workshop: [{ ...put.workshop![0], messagesHeldSince: null }] } }
}
const schemas = async () => (await sql`select nspname from pg_namespace order by nspname`).map(({ nspname }) => nspname)

describe('into an empty database', async () => {
  const other = await freshDatabase()
  const restored = await restoredTo(other.url, backup)

  it('the same state is there, under a new epoch, and the journal holds', async () => {
    expect(restored).toMatchObject({ aside: null, isElsewhere: true })
    const state = await readState(other.sql, workshopId)
    expect(compared(state)).toEqual(compared(backedUpState))
    expect(state!.epoch.split('.')[0]).not.toBe(backedUpState.epoch.split('.')[0])
    expect(await verifyAll(other.url)).toMatchObject([{ broken: null, entries: backedUpState.seq }])
  })

  it('messages are held, a manager is called, and the journal says of which moment the backup was', async () => {
    await announceRestore(other.url, restored.head.madeAt)
    const { put, seq } = (await readState(other.sql, workshopId))!
    expect(seq).toBe(backedUpState.seq + 1)
    expect(put.workshop![0]!.messagesHeldSince).toEqual(expect.any(Number))
    expect(put.alert).toContainEqual(expect.objectContaining({ cause: 'messages_held', closedAt: null }))
    const [entry] = await other.sql`select command, actor, facts from journal where seq = ${seq}`
    expect(entry).toMatchObject({
      ...{
        command: 'recordRestore',
        facts: expect.arrayContaining([{ name: 'workshopRestored', madeAt: restored.head.madeAt }]),
      },
    })
    expect(await verifyAll(other.url)).toMatchObject([{ broken: null, entries: seq }])
  })

  it('it is elsewhere, so links in customers’ hands have ended; who was signed in is not any more', async () => {
    const token = await new Links(sql).tokenFor({ workshopId, orderId: order.id })
    expect(await new Links(sql).open(token, Date.now())).toEqual({ workshopId, orderId: order.id })
    expect(await new Links(other.sql).open(token, Date.now())).toBe(null)
    expect(await sql`select from session`).not.toHaveLength(0)
    expect(await other.sql`select from session`).toHaveLength(0)
  })

  it('the restored database can be backed up again', async () => {
    const again = await freshDatabase()
    expect(await restoredTo(again.url, await backedUp(other.url))).toMatchObject({ isElsewhere: true })
    expect(await verifyAll(again.url)).toMatchObject([{ broken: null }])
  })

  it('one without tables gets them', async () => {
    const bare = connect(await createDatabase('template0'), 2)
    await restoredTo(bare.url, backup)
    expect((await readState(bare.sql, workshopId))!.seq).toBe(backedUpState.seq)
    await bare.close()
  })
})

describe('into a full database', () => {
  it('it is refused unasked, and another workshop is named', async () => {
    await expect(restoredTo(url, backup)).rejects.toThrow(
      /^The database already holds Test Garage. To put its state of 20.* in its place, add --replace/,
    )
    const other = await freshDatabase()
    const place = { timeZone: 'Europe/London', currency: 'GBP', plateFormat: 'free', phone: null } as const
    await createWorkshop(other.sql, { name: 'South Gate', ...place, hours: exampleHours })
    await expect(restoredTo(other.url, backup)).rejects.toThrow(
      /holds South Gate, another workshop than the backup. To put Test Garage in its place, add --replace/,
    )
  })

  it('with --replace, what came after the backup is kept aside, links live on, and the old state can be dropped', async () => {
    const later = await waitingOrder(workshop, '沪R10002')
    const token = await new Links(sql).tokenFor({ workshopId, orderId: order.id })
    const { aside, isElsewhere } = await restoredTo(url, backup, { replace: true })
    expect(isElsewhere).toBe(false)
    expect(compared(await readState(sql, workshopId))).toEqual(compared(backedUpState))
    expect(await new Links(sql).open(token, Date.now())).toMatchObject({ orderId: order.id })
    expect(await sql`select from ${sql(aside!)}.repair_order where id = ${later.id}`).toHaveLength(1)
    expect(await verifyAll(url)).toMatchObject([{ broken: null, entries: backedUpState.seq }])

    // The next command continues the chain.
    await workshop.does('staff', 'setPriority', { orderId: order.id, priority: 'urgent' })
    expect(await verifyAll(url)).toMatchObject([{ broken: null, entries: backedUpState.seq + 1 }])

    expect(await dropOld(url)).toBe(1)
    expect(await schemas()).not.toContain(aside)
  })

  it('a cut-short file, or one of a newer release, changes nothing', async () => {
    const before = { state: await readState(sql, workshopId), schemas: await schemas() }
    const cut = newFile()
    writeFileSync(cut, readFileSync(backup).subarray(0, -30))
    await expect(restoredTo(url, cut, { replace: true })).rejects.toThrow(
      'is cut short or damaged. Nothing was changed',
    )

    const newer = newFile()
    async function* frames(): AsyncGenerator<Frame> {
      for (const frame of await framesOf(backup))
        yield frame.type === 'head'
          ? { ...frame, content: { ...frame.content, migrations: [...frame.content.migrations, 'f00'] } }
          : frame
    }
    await writeBackup(newer, frames(), { madeAt: 0, passphrase: null })
    await expect(restoredTo(url, newer, { replace: true })).rejects.toThrow('was made by a newer Pitboard')

    expect({ state: await readState(sql, workshopId), schemas: await schemas() }).toEqual(before)
  })

  it('a row that does not arrive as it was sent is noticed', async () => {
    const wrong = newFile()
    async function* frames(): AsyncGenerator<Frame> {
      for (const frame of await framesOf(backup))
        yield frame.type === 'rows'
          ? { ...frame, content: Buffer.from(frame.content.toString().replace('Test Garage', 'Best Garage')) }
          : frame
    }
    await writeBackup(wrong, frames(), { madeAt: 0, passphrase: null })
    await expect(restoredTo(url, wrong, { replace: true })).rejects.toThrow('is cut short or damaged')
    expect((await readState(sql, workshopId))!.put.workshop![0]!.name).toBe('Test Garage')
  })
})

describe('what was revoked since the backup stays revoked', () => {
  it('access keys, known from the database itself and from the file beside the backup; and PINs, from the database', async () => {
    const [first, second] = workshop.ids.persons
    const pins = async () => {
      const rows = await sql<
        { person: string; pin: string }[]
      >`select person_id as person, pin_hash as pin from credential`
      return new Map(rows.map(({ person, pin }) => [person, pin]))
    }
    await sql`insert into credential (workshop_id, person_id, pin_hash, changed_at) values
      (${workshopId}, ${first!}, 'new', now()), (${workshopId}, ${second!}, 'older than the backup', '2020-01-01')`
    await replaceKeys(sql, workshopId)
    const revoked = await revocationsIn(sql, 'public')
    expect(revoked).toMatchObject([{ kind: 'keys', workshopId }])
    const oldKey = workshop.keys.staff
    const opens = (run: typeof sql) => new Keyring(run).workshopOf('staff', oldKey)

    writeFileSync(fileIn(dirname(backup)), `${JSON.stringify(revoked[0])}\n{"cut`)
    const careful = await freshDatabase()
    await restoredTo(careful.url, backup, { revocations: await besideBackup(backup) })
    expect(await opens(careful.sql)).toBe(null)

    await restoredTo(url, backup, { replace: true })
    expect(await opens(sql)).toBe(null)
    // A PIN changed since the backup stays; of one that is as old as the backup, the backup is the truth.
    expect(await pins()).toEqual(new Map([[first, 'new']]))
    expect(await revocationsIn(sql, 'public')).toEqual(revoked)
  })
})

describe('a backup of an earlier release', async () => {
  const name = '0.2-contract-8'
  const older = await olderDatabase(name)
  const backup = await backedUp(older.url)

  it('is migrated, and its journal can be read and continued', async () => {
    const other = await freshDatabase()
    await restoredTo(other.url, backup)
    const { workshopId } = about(name)
    expect((await readState(other.sql, workshopId))!.put.order).not.toHaveLength(0)
    await announceRestore(other.url, Date.now())
    const [small, large] = await verifyAll(other.url)
    // Only what was written since the marks came can be proven.
    expect([small, large]).toMatchObject([
      { broken: null, entries: 1, unmarked: 3 },
      { broken: null, entries: 1, unmarked: 3419 },
    ])
  })
})
