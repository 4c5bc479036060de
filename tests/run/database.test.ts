import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import { join } from 'node:path'
import { TLSSocket } from 'node:tls'
import { describe, expect, inject, onTestFinished, test } from 'vitest'
import { clientOf, readAddress } from '#db/client.ts'
import { databaseError, openDatabase, refuseOld } from '#db/database.ts'
import { freshDatabase } from '../support/database.ts'
import { selfSigned } from '../support/selfSigned.ts'

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

describe('an address with options of other clients', () => {
  const options = [
    'channel_binding=require&gssencmode=disable&keepalives=1&keepalives_idle=30&fallback_application_name=x',
    'schema=public&connection_limit=5&pool_timeout=10&pgbouncer=false&statement_cache_size=0',
    'sslmode=prefer&application_name=board&connect_timeout=5',
  ].join('&')

  test('works', async () => {
    const { url } = await freshDatabase()
    const opened = await openDatabase({ dataDir: '/nowhere', databaseUrl: `${url}?${options}`, poolMax: 2 })
    onTestFinished(() => opened.close())
    expect(await opened.sql`select current_setting('application_name') as name`).toEqual([{ name: 'board' }])
  })

  test.each([
    ['pgbouncer=true', /says pgbouncer=true/],
    ['schema=shop', /names a schema/],
    ['sslrootcert=/nowhere/ca.pem', /sslrootcert that cannot be read: \/nowhere\/ca\.pem/],
  ])('is refused by name where it cannot be followed: %s', (option, sentence) => {
    expect(() => readAddress(`postgres://a:b@c/d?${option}`)).toThrow(sentence)
  })

  test.each([
    ['?sslcrl=x', '42704', 'unrecognized configuration parameter "sslcrl"', /leave sslcrl out/],
    ['?sslmode=require', 'ECONNRESET', 'read ECONNRESET', /asked for TLS\. If it has none, leave sslmode out/],
    ['', 'ECONNRESET', 'read ECONNRESET', /cannot be reached \(ECONNRESET\)/],
  ])('is named when the server refuses it: %s %s', (query, code, text, sentence) => {
    const where = { dataDir: '/data', databaseUrl: `postgres://a:b@c/d${query}` }
    expect(databaseError(Object.assign(new Error(text), { code }), where).message).toMatch(sentence)
  })

  /** The driver’s TLS with a server that has our certificate: `secure`, or why it refuses. */
  async function tlsWith(query: string): Promise<string> {
    const secure = Promise.withResolvers<string>()
    const server = createServer((socket) => {
      socket.on('error', () => {})
      socket.once('data', () => {
        socket.write('S')
        const tls = new TLSSocket(socket, { isServer: true, ...selfSigned })
        tls.on('secure', () => secure.resolve('secure')).on('error', () => {})
        tls.once('data', () => tls.end())
      })
    }).listen(0, '127.0.0.1')
    onTestFinished(() => void server.close())
    await once(server, 'listening')
    const { port } = server.address() as AddressInfo
    const sql = clientOf(`postgres://a:b@localhost:${port}/d?${query}`, { max: 1, connect_timeout: 2 })
    onTestFinished(() => sql.end({ timeout: 0 }))
    const refused = sql`select 1`.then(
      () => 'answered',
      ({ code }: { code: string }) => code,
    )
    return Promise.race([secure.promise, refused])
  }

  test('checks the server against the certificate that sslrootcert names', async () => {
    const ca = join(inject('scratch'), `ca-${process.pid}.pem`)
    writeFileSync(ca, selfSigned.cert)
    for (const mode of ['require', 'verify-ca', 'verify-full'])
      expect(await tlsWith(`sslmode=${mode}&sslrootcert=${encodeURIComponent(ca)}`)).toBe('secure')
    expect(await tlsWith('sslmode=verify-full')).toBe('DEPTH_ZERO_SELF_SIGNED_CERT')
  })
})
