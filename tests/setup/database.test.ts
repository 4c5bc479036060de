import { describe, expect, test } from 'vitest'
import { freshDatabase } from '../support/database.ts'

describe('a fresh database', async () => {
  const { sql, db } = await freshDatabase()

  test('instants come out of the hot path as text and bigints too', async () => {
    const [row] = await sql`select '2026-11-02T08:00:00Z'::timestamptz as at, 7::bigint as seq`
    expect(row).toEqual({ at: '2026-11-02 08:00:00+00', seq: '7' })
  })

  test('has the tables and is empty', async () => {
    expect(await db.query.workshop.findMany()).toEqual([])
    expect(await sql`select * from journal`).toEqual([])
  })

  test('takes instants in as text and as milliseconds', async () => {
    const [row] =
      await sql`select ${'2026-11-02T08:00:00Z'}::timestamptz = ${Date.UTC(2026, 10, 2, 8)}::timestamptz as same`
    expect(row).toEqual({ same: true })
  })
})
