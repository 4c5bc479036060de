/** What `npm start` checks before it installs packages. */
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { nodeOf } from '#server/run/child.mjs'
import { missing, unpatched } from '#server/run/packages.mjs'
import { newFolder, root } from './processes.ts'

it('recognises a package without its patch, or with the patch of an earlier checkout', () => {
  expect(unpatched(root)).toBeNull()
  const file = 'node_modules/postgres/src/connection.js'
  const folder = newFolder()
  const drizzle = ['pg-core', 'sql'].map((part) => `node_modules/drizzle-orm/${part}/package.json`)
  for (const part of ['db/patches', 'node_modules/postgres/src', ...drizzle])
    cpSync(join(root, part), join(folder, part), { recursive: true })
  expect(unpatched(folder)).toBeNull()
  const patched = readFileSync(join(folder, file), 'utf8')
  writeFileSync(join(folder, file), patched.replace('chunk.length >= 16384', 'chunk.length >= 1024'))
  expect(unpatched(folder)).toBe(file)
  rmSync(join(folder, file))
  expect(unpatched(folder)).toBe(file)
})

describe('why the packages must be installed', () => {
  type Packages = Record<string, { version?: string; integrity?: string; optional?: true }>
  const locked: Packages = {
    '': { version: '1.0.0' },
    'node_modules/zod': { version: '4.1.0', integrity: 'sha512-zod' },
    'node_modules/@swc/other-machine': { version: '2.0.0', integrity: 'sha512-swc', optional: true },
  }
  const { '': _, ...whole } = locked

  /** A checkout with this lock and what npm has installed; null: nothing yet. */
  function checkout(found: Packages | string | null, lock: Packages | string = locked): string {
    const folder = newFolder()
    const write = (content: Packages | string, ...path: string[]) =>
      writeFileSync(
        join(folder, ...path),
        typeof content === 'string' ? content : JSON.stringify({ packages: content }),
      )
    for (const part of ['node_modules/.bin', 'db/patches']) mkdirSync(join(folder, part), { recursive: true })
    write(lock, 'package-lock.json')
    writeFileSync(nodeOf(folder), '')
    if (found !== null) write(found, 'node_modules', '.package-lock.json')
    return folder
  }
  const { 'node_modules/zod': zod, ...others } = whole
  const { 'node_modules/@swc/other-machine': swc, ...here } = whole

  it.each<[string, string, Packages | string | null]>([
    ['they match the lock', '', whole],
    ['only an optional one for another platform is missing', '', here],
    ['there are none yet', 'none are installed', null],
    ['npm’s own list is cut off', 'none are installed', '{"packages":'],
    ['one is missing', 'node_modules/zod is missing', others],
    [
      'one has another version',
      'node_modules/zod is out of date',
      { ...whole, 'node_modules/zod': { ...zod, version: '4.0.0' } },
    ],
    [
      'one has the same version but another hash',
      'node_modules/zod is out of date',
      { ...whole, 'node_modules/zod': { ...zod, integrity: 'sha512-else' } },
    ],
    [
      'an optional one has another version',
      'node_modules/@swc/other-machine is out of date',
      { ...whole, 'node_modules/@swc/other-machine': { ...swc, version: '1.9.0' } },
    ],
    [
      'one is left over from an earlier checkout',
      'some are no longer needed',
      { ...whole, 'node_modules/left': { version: '1.0.0' } },
    ],
  ])('%s: %j', (_, reason, found) => {
    expect(missing(checkout(found))).toBe(reason)
  })

  it('node is missing, or one of them lacks its patch', () => {
    const folder = checkout(whole)
    writeFileSync(join(folder, 'db', 'patches', 'zod.patch'), '+++ b/node_modules/zod/index.js\n+patched\n')
    expect(missing(folder)).toBe('node_modules/zod/index.js is not patched')
    rmSync(nodeOf(folder))
    expect(missing(folder)).toBe('node is missing')
  })

  it.each(['', '{}'])('a damaged lock (%j) is reported', (lock) => {
    expect(() => missing(checkout(whole, lock))).toThrow(/^package-lock\.json is missing or damaged: fetch it again\.$/)
  })
})
