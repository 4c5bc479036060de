import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, describe, expect, it, vi } from 'vitest'
import { readArguments } from '#server/admin/arguments.ts'

const folder = mkdtempSync(join(tmpdir(), 'pitboard-lists-'))
afterAll(() => rmSync(folder, { recursive: true }))
afterEach(() => vi.unstubAllEnvs())
const listed = (name: string, content: string | Buffer) => {
  writeFileSync(join(folder, name), content)
  return join(folder, name)
}

describe('the arguments of an import', () => {
  it('contain the kind, the file’s name and its unchanged bytes', () => {
    const file = listed('cars.csv', Buffer.from([0xbb, 0xa6]))
    const bytes = Buffer.from([0xbb, 0xa6]).toString('base64')
    expect(readArguments('import', ['cars', file])).toEqual({ kind: 'cars', file: 'cars.csv', bytes, yes: false })
    expect(readArguments('import', ['appointments', file, '--yes', '--workshop', 'Quay Motors'])).toEqual({
      ...{ kind: 'appointments', file: 'cars.csv', bytes, yes: true, workshop: 'Quay Motors' },
    })
  })

  it('resolve the file against the folder where they were typed, not where npm runs', () => {
    listed('here.csv', 'plate')
    vi.stubEnv('INIT_CWD', folder)
    expect(readArguments('import', ['cars', 'here.csv'])).toMatchObject({ file: 'here.csv' })
  })

  it('are refused with one sentence when the file is missing, a folder or too large', () => {
    expect(() => readArguments('import', ['cars', join(folder, 'none.csv')])).toThrow(/none\.csv cannot be read\.$/)
    expect(() => readArguments('import', ['cars', folder])).toThrow(/cannot be read\.$/)
    const large = listed('large.csv', Buffer.alloc(8_000_001))
    expect(() => readArguments('import', ['cars', large])).toThrow(/larger than 8 MB/)
  })

  it('print the usage when they are wrong', () => {
    for (const words of [[], ['cars'], ['cars', 'a', 'b'], ['cars', 'a', '--really']])
      expect(() => readArguments('import', words)).toThrow(/npm run import -- appointments\|cars\|history FILE/)
  })
})
