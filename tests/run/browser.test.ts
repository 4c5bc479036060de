/** Which browser the tests use, the order of the search, and the message if there is none. */
import { spawnSync } from 'node:child_process'
import { chmodSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { beforeEach, describe, expect, it } from 'vitest'
import { newFolder, root } from './processes.ts'

const ROOT = 0
const ORDINARY_UID = 1000
let path: string
let playwrights: string
let log: string

beforeEach(() => {
  path = newFolder()
  mkdirSync(path)
  symlinkSync('/bin/sh', join(path, 'sh'))
  playwrights = join(path, 'playwrights')
  log = join(path, 'log')
})

/** Creates a program on the test's own PATH. */
function program(name: string, script: string): string {
  const file = name.startsWith('/') ? name : join(path, name)
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, `#!/bin/sh\n${script}\n`)
  chmodSync(file, 0o755)
  return file
}
const chromium = (name: string) => program(name, 'echo Chromium 1.2.3')

/** What is found on a machine with only these programs, by this user. */
function found(env: Record<string, string> = {}, uid = ORDINARY_UID) {
  const code = `
    process.getuid = () => ${uid}
    const { findBrowser } = await import(${JSON.stringify(join(root, 'server/run/browser.mjs'))})
    try { console.log('found ' + await findBrowser([])) } catch (error) { console.log(error.message) }`
  const { stdout } = spawnSync(process.execPath, ['--input-type=module', '-e', code], {
    ...{ encoding: 'utf8', cwd: root },
    env: { PATH: path, PLAYWRIGHT_BROWSERS_PATH: playwrights, ...env },
  })
  return stdout.trim()
}
/** Where Playwright installs its browser. */
function playwrightsOwn(): string {
  const { stdout } = spawnSync(process.execPath, ['-p', "require('playwright-core').chromium.executablePath()"], {
    encoding: 'utf8',
    cwd: root,
    env: { PLAYWRIGHT_BROWSERS_PATH: playwrights },
  })
  return stdout.trim()
}

describe('the browser of the tests', () => {
  it('is CHROME_PATH first; if that does not run, no other is tried', () => {
    chromium('chromium')
    const mine = chromium('mine')
    expect(found({ CHROME_PATH: mine })).toBe(`found ${mine}`)
    expect(found({ CHROME_PATH: join(path, 'nothing') })).toMatch(
      /^CHROME_PATH does not name a working browser: .*nothing\. Install Google Chrome or Chromium/,
    )
    const other = program('other', 'echo Firefox 1')
    expect(found({ CHROME_PATH: other })).toMatch(/^CHROME_PATH does not name a working browser/)
  })

  it('is next an installed one, skipping stubs that only say where to get it, then Playwright’s', () => {
    const own = playwrightsOwn()
    expect(own.startsWith(playwrights)).toBe(true)
    chromium(own)
    expect(found()).toBe(`found ${own}`)
    const installed = chromium('chromium')
    expect(found()).toBe(`found ${installed}`)
    program('google-chrome', 'echo Get Chromium from the store; exit 1')
    expect(found()).toBe(`found ${installed}`)
    rmSync(join(path, 'google-chrome'))
    const chrome = chromium('google-chrome')
    expect(found()).toBe(`found ${chrome}`)
  })

  it('is next installed from the system’s packages, and the installation is announced', () => {
    const install = `echo "$@" >> ${log}; case "$*" in *install*) printf '#!/bin/sh\\necho Chromium 9' > ${path}/chromium; /bin/chmod 755 ${path}/chromium;; esac`
    program('apt-get', install)
    expect(found({}, ROOT)).toMatch(
      new RegExp(`^Installing Chromium for the tests \\(apt-get\\) … \\d+\\.\\d s\nfound ${path}/chromium$`),
    )
    expect(readFileSync(log, 'utf8')).toMatch(/update\n.*install .*chromium fonts-noto-cjk\n$/)
  })

  it('is missing otherwise: the tests fail and say what to do', () => {
    const none =
      /There is no browser for the tests\. Install Google Chrome or Chromium, or run `npx playwright-core install chromium`, or set CHROME_PATH/
    expect(found({}, ROOT)).toMatch(none)
    program('apt-get', 'echo no network; exit 100')
    expect(found({}, ROOT)).toMatch(/no network\s+Chromium could not be installed: see above\. Install Google Chrome/)
    // A user who may not install packages does not try.
    expect(found()).toMatch(none)
  })
})
