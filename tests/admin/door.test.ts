/** The admin socket: on loopback, only with the token from the data folder. */
import { mkdtempSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, inject, it } from 'vitest'
import { askServer } from '#server/admin/client.ts'
import { listenForAdmin } from '#server/admin/listen.ts'
import { readTokenFiles } from '#server/admin/tokenFile.ts'
import { readConfig } from '#server/terminal/config.ts'
import { freshDatabase } from '../support/database.ts'
import { depsOf } from './support.ts'

describe('the admin socket', async () => {
  const database = await freshDatabase()
  const dataDir = mkdtempSync(join(inject('scratch'), 'door-'))
  const config = readConfig({ DATA_DIR: dataDir, DATABASE_URL: 'postgres://me:hush-hush@127.0.0.1/one' })
  const deps = { ...depsOf(database), config }
  const echo = (who: string) => ({ who: async () => ({ ok: true, lines: [who] }) })
  const close = await listenForAdmin(echo('first'), deps)
  afterAll(close)
  const [entrance] = readTokenFiles(config)
  const ask = (path: string, token?: string) =>
    fetch(`${entrance!.url}${path}`, {
      method: 'POST',
      headers: token === undefined ? {} : { authorization: `Bearer ${token}` },
    })

  it('accepts the token from a file that only its owner can read', async () => {
    const [file = ''] = readdirSync(dataDir)
    expect(statSync(join(dataDir, file)).mode & 0o777).toBe(0o600)
    expect(await (await ask('/admin/who', entrance!.token)).json()).toEqual({ ok: true, lines: ['first'] })
    expect((await ask('/admin/nothing', entrance!.token)).status).toBe(404)
  })

  it('answers 400 to arguments that are not JSON', async () => {
    const headers = { authorization: `Bearer ${entrance!.token}`, 'content-type': 'application/json' }
    const answer = await fetch(`${entrance!.url}/admin/who`, { method: 'POST', headers, body: '{' })
    expect([answer.status, await answer.json()]).toEqual([400, { ok: false, lines: ['The arguments are not JSON.'] }])
  })

  it.for([undefined, '', 'x', 'hush-hush'])('answers 401 to the token %s and does nothing', async (token) => {
    const answer = await ask('/admin/who', token)
    expect(answer.status).toBe(401)
    expect(await answer.json()).toEqual({ ok: false, lines: ['Not allowed.'] })
  })

  it('of a live server is found among those of killed ones; each server removes only its own file', async () => {
    const left = readdirSync(dataDir)[0]!.replace(/-\d+\.json$/, '-1.json')
    writeFileSync(join(dataDir, left), JSON.stringify({ url: 'http://127.0.0.1:1', token: 'x' }))
    writeFileSync(join(dataDir, left.replace('-1.', '-2.')), 'cut of')
    const closeSecond = await listenForAdmin(echo('second'), deps)
    expect(readTokenFiles(config)).toHaveLength(3)
    const before = await askServer('who', {}, config)
    expect(['first', 'second']).toContain(before?.lines[0])
    await closeSecond()
    expect(readTokenFiles(config)).toHaveLength(2)
    expect(await askServer('who', {}, config)).toEqual({ ok: true, lines: ['first'] })
  })

  it('of a server on another database is not asked', async () => {
    const other = readConfig({ DATA_DIR: dataDir, DATABASE_URL: 'postgres://me:hush-hush@127.0.0.1/other' })
    expect(await askServer('who', {}, other)).toBeNull()
    expect(await askServer('who', {}, readConfig({ DATA_DIR: dataDir }))).toBeNull()
    // The same database, with other credentials in the address.
    const same = readConfig({ DATA_DIR: dataDir, DATABASE_URL: 'postgres://127.0.0.1/one' })
    expect(await askServer('who', {}, same)).toEqual({ ok: true, lines: ['first'] })
  })
})
