/** The nightly backup of a running server. */
import { readdirSync, writeFileSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { pino } from 'pino'
import { expect, it } from 'vitest'
import { replaceKeys } from '#server/access/keys.ts'
import { startKeeping } from '#server/backup/keeper.ts'
import { readState } from '#server/read/state.ts'
import { openWorkshop } from '../support/testWorkshop.ts'
import { framesOf, newFile } from './support.ts'

const DAY = 86_400_000
const HOUR = 3_600_000
/** The next 03:00 in Shanghai, which is 19:00 in UTC. */
const night = Math.floor((Date.now() + 5 * HOUR) / DAY) * DAY + 19 * HOUR

it('one is made each night at the workshop’s hour, old ones go, a failure is recorded, and what was revoked lies beside them', async () => {
  const workshop = await openWorkshop()
  const { workshopId, writer } = workshop
  const { sql, url } = workshop.database
  const folder = join(dirname(newFile()), 'backups')
  let now = night - 60_000
  const keeper = startKeeping({
    ...{ sql, url, folder, passphrase: null, writer, now: () => now, log: pino({ level: 'silent' }) },
  })
  const look = async (at: number) => {
    now = at
    await keeper.look()
    return readdirSync(folder).filter((name) => name.endsWith('.backup'))
  }
  const known = async () => (await readState(sql, workshopId))!.put.workshop![0]!.backup
  await workshop.does('staff', 'changeSettings', { settings: { backupsKept: 2 } })
  await replaceKeys(sql, workshopId)

  expect(await look(night - 60_000)).toEqual([])
  expect(readFileSync(join(folder, 'revocations.jsonl'), 'utf8')).toContain(`"kind":"keys"`)
  const first = await look(night + 60_000)
  expect(first).toEqual([expect.stringMatching(/^\d{4}-\d\d-\d\d-1901-nightly\.backup$/)])
  expect((await framesOf(join(folder, first[0]!))).at(-1)).toMatchObject({ type: 'manifest' })
  expect(await known()).toEqual({ madeAt: night + 60_000, failedAt: null })
  expect(await look(night + HOUR)).toEqual(first)

  expect(await look(night + DAY)).toHaveLength(2)
  const third = await look(night + 2 * DAY)
  expect(third).toHaveLength(2)
  expect(third).not.toContain(first[0])

  // The folder has become a file.
  rmSync(folder, { recursive: true })
  writeFileSync(folder, '')
  now = night + 3 * DAY
  await keeper.look()
  expect(await known()).toEqual({ madeAt: night + 2 * DAY, failedAt: expect.any(Number) })
  rmSync(folder)
  mkdirSync(folder)
  expect(await look(now + 60_000)).toEqual([])
  expect(await look(now + HOUR)).toHaveLength(1)
  expect(await known()).toEqual({ madeAt: now, failedAt: null })
  await keeper.stop()
})
