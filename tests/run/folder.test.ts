/** A data folder that cannot be had is refused in one sentence. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { full, holdDataFolder } from '#db/dataFolder.ts'
import { databaseError } from '#db/database.ts'

const refusal = (dataDir: string): string => {
  try {
    holdDataFolder(dataDir).release()
    return 'none'
  } catch (error) {
    return (error as Error).message
  }
}

it('a folder is created with those above it, and a file in its place is named', () => {
  const folder = mkdtempSync(join(tmpdir(), 'pitboard-folder-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  expect(refusal(join(folder, 'a', 'b'))).toBe('none')
  writeFileSync(join(folder, 'file'), '')
  for (const path of [join(folder, 'file'), join(folder, 'file', 'below')])
    expect(refusal(path)).toBe(`${path} is not a folder. Set DATA_DIR to a folder.`)
})

describe.runIf(process.platform === 'linux')('where the system lets nobody create a folder', () => {
  it.each([
    ['/proc/pitboard/data', 'No folder can be created at /proc/pitboard/data. Set DATA_DIR to another folder.'],
    [
      '/sys/pitboard/data',
      'This user is not allowed to write to /sys/pitboard/data. Change its permissions, or set DATA_DIR to another folder.',
    ],
  ])('%s', (path, sentence) => expect(refusal(path)).toBe(sentence))
})

it('full shared memory is not taken for a full disk', () => {
  const text =
    'could not resize shared memory segment "/PostgreSQL.1804289383" to 1048576 bytes: No space left on device'
  expect(full('/data', text)).toMatch(/^The shared memory of this machine \(\/dev\/shm\) is full/)
  expect(full('/data', 'could not write file: No space left on device')).toMatch(/^The disk of \/data is full/)
  const error = Object.assign(new Error(text), { code: '53100' })
  expect(databaseError(error, { dataDir: '/data', databaseUrl: null }).message).toBe(full('/data', text))
})
