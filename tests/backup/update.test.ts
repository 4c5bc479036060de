/** A new version on the data of an earlier one: a backup first, and the port answers meanwhile. */
import { readdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, it } from 'vitest'
import { openDatabase } from '#db/database.ts'
import { update } from '#server/update.ts'
import { freePort } from '../run/processes.ts'
import { restore as olderDatabase } from '../upgrade/restore.ts'
import { framesOf, newFile } from './support.ts'

const older = await olderDatabase('0.1-contract-7')

it('data of an earlier release are backed up before they are migrated; health and pages say what is going on, and screens are told to wait', async () => {
  const config = { host: '127.0.0.1', port: await freePort(), tls: null, backupDir: join(dirname(newFile()), 'deep') }
  const ask = (path: string, language = 'en') =>
    fetch(`http://127.0.0.1:${config.port}${path}`, { headers: { 'accept-language': language } }).then(
      async (answer) => [answer.status, await answer.text()] as const,
    )
  const answers: Record<string, readonly [number, string]> = {}
  let ran = 0
  const opened = await openDatabase(
    { dataDir: '/nowhere', databaseUrl: older.url, poolMax: 2 },
    undefined,
    (url, run) =>
      update(
        url,
        async () => {
          for (const path of ['/healthz', '/readyz', '/api/state', '/socket.io/?EIO=4']) answers[path] = await ask(path)
          answers['page'] = await ask('/board/wall', 'zh-TW')
          ran += 1
          await run()
        },
        { ...config, backupPassphrase: null },
      ),
  )
  await opened.close()
  expect(ran).toBe(1)
  expect(answers).toMatchObject({
    '/healthz': [200, 'migrating'],
    '/readyz': [503, 'migrating'],
    '/api/state': [503, expect.stringContaining('database_unavailable')],
    '/socket.io/?EIO=4': [503, ''],
    page: [503, expect.stringMatching(/<html lang="zh-Hant">.*正在升級.*new version.*正在升级/s)],
  })
  // The port is free again.
  await expect(ask('/healthz')).rejects.toThrow('fetch failed')

  const [file] = readdirSync(config.backupDir)
  expect(file).toMatch(/^\d{4}-\d\d-\d\d-\d{4}-before-update\.backup$/)
  const [head] = await framesOf(join(config.backupDir, file!))
  expect(head).toMatchObject({
    content: { workshops: expect.arrayContaining([expect.objectContaining({ seq: expect.any(Number) })]) },
  })

  const again = await openDatabase({ dataDir: '/nowhere', databaseUrl: older.url, poolMax: 2 }, undefined, () => {
    throw new Error('There is nothing to update')
  })
  await again.close()
})
