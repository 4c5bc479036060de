import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, describe, expect, it, vi } from 'vitest'
import { readArguments } from '#server/admin/arguments.ts'
import { HelpAsked } from '#server/terminal/startError.ts'
import { openWorkshop } from '../support/testWorkshop.ts'
import { depsOf, importing, inDays } from './support.ts'

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
      expect(() => readArguments('import', words)).toThrow(
        /^[^\n]+\nnpm run import -- cars\|appointments\|history FILE/,
      )
  })

  it('name the kinds of lists when it is none of them', () => {
    const file = listed('people.csv', 'name')
    expect(() => readArguments('import', ['people', file])).toThrow(
      /^“people” is no kind of list; there are cars, appointments and history\.\nnpm run import/,
    )
  })

  it('are shown with samples that can be imported', async () => {
    let usage = ''
    try {
      readArguments('import', ['--help'])
    } catch (error) {
      usage = error instanceof HelpAsked ? error.message : ''
    }
    const samples = [...usage.matchAll(/^ {2}(\w+) .*\n {20}(.+)\n {20}(.+)/gm)].map(([, kind, ...lines]) => [
      kind,
      lines.join('\n'),
    ])
    const workshop = await openWorkshop()
    const take = importing(depsOf(workshop.database))
    await workshop.database.sql`update workshop set plate_format = 'free'`
    await workshop.database.sql`update price_item set code = case code when 'OIL' then 'M01' else 'M03' end`
    expect(samples.map(([kind]) => kind)).toEqual(['cars', 'appointments', 'history'])
    for (const [kind, sample] of samples) {
      const list = sample!.replace('2026-11-24 09:30', inDays(2))
      const { lines } = await take(kind as 'cars', list)
      expect(lines[0]).toContain(': 1 new, 0 unchanged.')
    }
  })
})
