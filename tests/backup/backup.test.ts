/** `npm run backup`: the file. */
import { existsSync, readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { describe, expect, it } from 'vitest'
import { writeBackup } from '#server/backup/file.ts'
import type { Frame } from '#server/backup/frames.ts'
import { makeBackup } from '#server/backup/make.ts'
import { createDatabase } from '../support/database.ts'
import { openWorkshop, waitingOrder, walkIn } from '../support/testWorkshop.ts'
import { backedUp, framesOf, newFile, opened } from './support.ts'

const workshop = await openWorkshop()
await waitingOrder(workshop, '沪B10001')
const { url, sql } = workshop.database
const plain = await backedUp(url)
const sealed = await backedUp(url, 'open sesame')

const ends = (frames: Frame[]) => frames.flatMap((frame) => (frame.type === 'end' ? frame.content : []))
/** A copy with something done to its bytes. */
function spoilt(path: string, change: (bytes: Buffer) => Buffer): string {
  const copy = newFile()
  writeFileSync(copy, change(readFileSync(path)))
  return copy
}

describe('the file of a backup', () => {
  it('holds every row of every table, and says of which workshop, and only its owner may read it', async () => {
    const frames = await framesOf(plain)
    expect(frames[0]).toMatchObject({
      type: 'head',
      content: { workshops: [{ id: workshop.workshopId, name: 'Test Garage' }] },
    })
    const tables = await sql<{ table: string }[]>`
      select relname as table from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r' order by relname`
    const counted = await Promise.all(
      tables.map(async ({ table }) => {
        const [row] = await sql<{ rows: number }[]>`select count(*)::int as rows from ${sql(table)}`
        return { table, rows: row!.rows }
      }),
    )
    expect(ends(frames).map(({ table, rows }) => ({ table, rows }))).toEqual(counted)
    expect(counted.find(({ table }) => table === 'journal')!.rows).toBeGreaterThan(4)
    expect(frames.at(-1)).toEqual({ type: 'manifest', content: { tables: ends(frames) } })
    expect(statSync(plain).mode & 0o777).toBe(0o600)
  })

  it('is of one moment, while commands go on', async () => {
    const working = Promise.all(
      Array.from({ length: 40 }, (_, i) => workshop.does('kiosk', 'checkInWalkIn', walkIn(`沪C2000${i}`))),
    )
    const frames = await framesOf(await backedUp(url))
    await working
    const [head] = frames
    const seq = head?.type === 'head' ? head.content.workshops[0]!.seq : 0
    expect(ends(frames).find(({ table }) => table === 'journal')).toMatchObject({ rows: seq })
  })

  it('without the passphrase tells nothing but when it was made, and refuses a wrong one', async () => {
    const text = readFileSync(sealed).toString('latin1')
    expect(text).toMatch(/^PITBOARD BACKUP \{"format":1,"madeAt":\d+,"encryption":/)
    expect(ends(await framesOf(sealed, 'open sesame'))).toEqual(ends(await framesOf(plain)))
    await expect(opened(sealed, 'open says me')).rejects.toThrow('The passphrase is not that of')
  })

  it.for([
    ['plain', plain],
    ['encrypted', sealed],
  ] as const)('%s: cut short anywhere, or with one bit changed, it is refused', async ([, path]) => {
    const { length } = readFileSync(path)
    const line = readFileSync(path).indexOf('\n') + 1
    const cuts = [line, line + 1, line + 500, Math.floor(length / 2), length - 20, length - 1]
    for (const at of cuts) {
      const cut = spoilt(path, (bytes) => bytes.subarray(0, at))
      await expect(framesOf(cut, 'open sesame'), `cut at ${at} of ${length}`).rejects.toThrow('is cut short or damaged')
    }
    for (const at of [line + 40, Math.floor(length / 2), length - 3]) {
      const changed = spoilt(path, (bytes) => bytes.fill(bytes[at]! ^ 1, at, at + 1))
      await expect(framesOf(changed, 'open sesame'), `bit at ${at}`).rejects.toThrow('is cut short or damaged')
    }
  })

  it('a file that is none is named, and never written over', async () => {
    const other = newFile()
    writeFileSync(other, 'plate,model\n')
    await expect(opened(other)).rejects.toThrow('is no backup of Pitboard')
    await expect(opened(newFile())).rejects.toThrow('There is no file')
    await expect(makeBackup({ url, path: other, passphrase: null })).rejects.toThrow('exists and is no backup')
    expect(readFileSync(other, 'utf8')).toBe('plate,model\n')
    await expect(makeBackup({ url, path: dirname(other), passphrase: null })).rejects.toThrow('is a folder')
    truncateSync(other, 0)
    await expect(opened(other)).rejects.toThrow('is no backup of Pitboard')
  })

  it('a full disk leaves the backup before it, and nothing half written', async () => {
    const before = readFileSync(plain)
    async function* frames(): AsyncGenerator<Frame> {
      yield { type: 'rows', content: Buffer.alloc(100_000) }
      throw Object.assign(new Error('no space left on device, write'), { code: 'ENOSPC' })
    }
    await expect(writeBackup(plain, frames(), { madeAt: 0, passphrase: null })).rejects.toThrow(
      /^The disk of .* is full/,
    )
    expect(readFileSync(plain).equals(before)).toBe(true)
    expect(existsSync(`${plain}.part`)).toBe(false)
  })

  it('while another is being made, it is told to wait', async () => {
    await sql.begin(async (tx) => {
      await tx`select pg_advisory_xact_lock(5019712036)`
      await expect(backedUp(url)).rejects.toThrow('Another backup of this database is being made')
    })
  })

  it('an empty database has nothing to back up', async () => {
    await expect(backedUp(await createDatabase('template0'))).rejects.toThrow('There is no workshop yet')
  })
})
