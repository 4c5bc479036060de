/** S8: workshops whose zone an earlier release stored as an offset or under an old name. */
import { expect, it } from 'vitest'
import { createWorkshop } from '#server/admin/workshop.ts'
import { nameZones } from '#server/admin/zones.ts'
import { entriesAfter } from '#server/read/journal.ts'
import { readState } from '#server/read/state.ts'
import { freshDatabase } from '../support/database.ts'
import { ALWAYS_OPEN } from '../support/testWorkshop.ts'
import { depsOf } from './support.ts'

const database = await freshDatabase()
const { sql } = database
const place = { currency: 'CNY', plateFormat: 'cn', phone: null, hours: ALWAYS_OPEN } as const
const workshop = (timeZone: string, country: string | null) =>
  createWorkshop(sql, { name: `${timeZone} ${country}`, ...place, timeZone, country })
const zoneOf = async (id: string) => (await readState(sql, id))!.put.workshop![0]!.timeZone

it.each([
  ['+08:00', 'CN', 'Asia/Shanghai'],
  ['+0800', 'TW', 'Asia/Taipei'],
  ['+08:00', null, 'Etc/GMT-8'],
  ['-03:00', 'DE', 'Etc/GMT+3'],
  ['+05:45', null, 'Asia/Katmandu'],
  ['PRC', 'CN', 'Asia/Shanghai'],
  ['asia/shanghai', 'CN', 'Asia/Shanghai'],
])(
  'the zone %s of a workshop in %s is stored as %s, once and with an entry in the journal',
  async (stored, country, name) => {
    const id = await workshop(stored, country)
    await nameZones(depsOf(database))
    expect(await zoneOf(id)).toBe(name)
    await nameZones(depsOf(database))
    expect(await entriesAfter(sql, id, 0, 10)).toMatchObject([
      { command: 'changeWorkshop', put: { workshop: [{ timeZone: name }] } },
    ])
  },
)

it('a name that is current stays, and an offset that no zone has', async () => {
  const ids = await Promise.all([workshop('Asia/Kolkata', 'IN'), workshop('+01:17', null)])
  await nameZones(depsOf(database))
  expect(await Promise.all(ids.map(zoneOf))).toEqual(['Asia/Kolkata', '+01:17'])
})
