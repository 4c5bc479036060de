/** What `npm start` looks at before it installs. */
import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { unpatched } from '#server/setup/packages.mjs'
import { newFolder, root } from './processes.ts'

it('tells a package without its patch, or with that of an earlier checkout', () => {
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
