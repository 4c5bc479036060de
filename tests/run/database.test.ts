import { describe, expect, test } from 'vitest'
import { databaseError, refuseOld } from '#db/database.ts'
import { freshDatabase } from '../support/database.ts'

describe('a fresh database', async () => {
  const { sql, db } = await freshDatabase()

  test('the hot path returns instants and bigints as text', async () => {
    const [row] = await sql`select '2026-11-02T08:00:00Z'::timestamptz as at, 7::bigint as seq`
    expect(row).toEqual({ at: '2026-11-02 08:00:00+00', seq: '7' })
  })

  test('has the tables and is empty', async () => {
    expect(await db.query.workshop.findMany()).toEqual([])
    expect(await sql`select * from journal`).toEqual([])
  })

  test('accepts instants as text and as milliseconds', async () => {
    const [row] =
      await sql`select ${'2026-11-02T08:00:00Z'}::timestamptz = ${Date.UTC(2026, 10, 2, 8)}::timestamptz as same`
    expect(row).toEqual({ same: true })
  })
})

test('PostgreSQL older than 15 is refused, 15 is accepted', () => {
  expect(() => refuseOld(140_013)).toThrow('The database is PostgreSQL 14; Pitboard needs 15 or newer.')
  expect(() => refuseOld(90_624)).toThrow('The database is PostgreSQL 9; Pitboard needs 15 or newer.')
  expect(() => refuseOld(150_000)).not.toThrow()
})

test('our own and an external database fail with different advice, even when wrapped in another error', () => {
  const cause = Object.assign(new Error('database "postgres" does not exist'), { code: '3D000' })
  const error = new Error('Failed query', { cause })
  const own = databaseError(error, { dataDir: '/data', databaseUrl: null })
  expect(own.message).toMatch(/^The data folder \/data is damaged: .* Put a backup/)
  const theirs = databaseError(error, { dataDir: '/data', databaseUrl: 'postgres://a:b@c/d' })
  expect(theirs.message).toMatch(/^The database named in DATABASE_URL does not exist/)
})
