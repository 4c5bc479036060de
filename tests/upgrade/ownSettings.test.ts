/** Rows of earlier releases held every setting. A default that changes must reach workshops that never set it, and no other. */
import { expect, it } from 'vitest'
import { migrate } from '#db/migrate.ts'
import { about, restore } from './restore.ts'

const name = '0.1-contract-7'

it('the migration keeps the settings a workshop has changed, also back to the default of then', async () => {
  const { workshopId } = about(name)
  const { url, sql } = await restore(name)
  const stored = {
    askBeforeDelayNotice: false,
    announceEarly: true,
    atRiskMinutes: 15,
    linkDays: 30,
    checkInUntilPercent: 80,
  }
  await sql`update workshop set settings = ${sql.json(stored)} where workshop_id = ${workshopId}`
  const facts = [{ name: 'settingsChanged', fields: ['announceEarly', 'checkInUntilPercent'] }]
  await sql`update journal set command = 'reviewWorkshop', facts = '[]' where command = 'changeSettings'`
  await sql`update journal set command = 'changeSettings', facts = ${sql.json(facts)}
    where workshop_id = ${workshopId} and seq = (select max(seq) from journal where workshop_id = ${workshopId})`
  await migrate(url)
  const [row] = await sql`select settings from workshop where workshop_id = ${workshopId}`
  expect(row!.settings).toEqual({ announceEarly: true, linkDays: 30, progressCheckUntilPercent: 80 })
})
