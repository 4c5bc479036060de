/** `npm run verify`: the chain of marks (S4), and what the erasable column held. */
import { expect, it } from 'vitest'
import { openWorkshop, waitingOrder } from '../support/testWorkshop.ts'
import { verifyAll } from '#server/backup/verify.ts'

const workshop = await openWorkshop()
await waitingOrder(workshop, '沪V10001')
const { workshopId } = workshop
const { url, sql } = workshop.database
const [{ seq: last } = { seq: 0 }] = await sql<{ seq: number }[]>`select seq::int as seq from workshop_head`

it('a journal that was only written to holds, entry by entry', async () => {
  expect(last).toBeGreaterThan(4)
  expect(await verifyAll(url)).toEqual([
    { workshopId, name: 'Test Garage', entries: last, unmarked: 0, erased: 0, broken: null },
  ])
})

/** Runs statements, verifies, and takes them back. */
async function after(change: string): Promise<unknown> {
  await sql.unsafe(
    'create table kept_journal as select * from journal; create table kept_head as select * from workshop_head',
  )
  try {
    await sql.unsafe(change)
    const [found] = await verifyAll(url)
    return found!.broken ?? found
  } finally {
    await sql.unsafe(`truncate journal; insert into journal select * from kept_journal; drop table kept_journal;
      truncate workshop_head; insert into workshop_head select * from kept_head; drop table kept_head`)
  }
}

it('an erased person leaves it whole', async () => {
  const checkIn = `select seq from journal where command = 'checkInWalkIn'`
  expect(await after(`update journal set personal = null where seq = (${checkIn})`)).toMatchObject({
    ...{ entries: last, erased: 1, broken: null },
  })
})

it.for([
  ['a fact', `update journal set facts = '[]' where seq = 3`, 3, 'mark'],
  ['who did it', `update journal set actor = '{"device": "wall", "personId": null}' where seq = 2`, 2, 'mark'],
  ['its time', `update journal set at = at + interval '1 ms' where seq = 4`, 4, 'mark'],
  ['its mark', `update journal set mark = 'x' where seq = 4`, 4, 'mark'],
  ['its mark and all before', `update journal set mark = '' where seq <= 3`, 4, 'mark'],
  [
    'a name',
    `update journal set personal = jsonb_set(personal, '{order}', '{}') where personal ? 'order' and seq = 2`,
    2,
    'personal',
  ],
] as const)('%s changed by hand is found at that entry', async ([, change, seq, what]) => {
  expect(await after(change)).toEqual({ seq, what })
})

it('an entry deleted in the middle, at the end, and a head moved back are found', async () => {
  expect(await after('delete from journal where seq = 3')).toEqual({ seq: 3, what: 'missing' })
  expect(await after(`delete from journal where seq = ${last}`)).toEqual({ seq: last, what: 'missing' })
  expect(await after(`update workshop_head set seq = seq - 1`)).toEqual({ seq: last, what: 'head' })
})
