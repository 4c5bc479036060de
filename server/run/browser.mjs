/** Finds a browser for the tests: CHROME_PATH, an installed Chrome or Chromium, Playwright's, or the system's package. */
import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { createRequire } from 'node:module'
import { capture, outside } from './child.mjs'
import { Failure, timed } from './say.mjs'

const names = ['google-chrome-stable', 'google-chrome', 'chromium', 'chromium-browser', 'chrome']
const elsewhere = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/opt/google/chrome/chrome',
  '/snap/bin/chromium',
]

/** How each system installs Chromium, with a font for Chinese. */
const installers = [
  {
    tool: 'apt-get',
    steps: ['apt-get -q update', 'apt-get -qy install --no-install-recommends chromium fonts-noto-cjk'],
  },
  { tool: 'apk', steps: ['apk add --no-cache chromium font-noto-cjk'] },
  { tool: 'dnf', steps: ['dnf -qy install chromium google-noto-sans-cjk-fonts'] },
]

const help =
  'Install Google Chrome or Chromium, or run `npx playwright-core install chromium`, or set CHROME_PATH to one you have.'

/**
 * The path of a browser that runs.
 * @param {string[]} usual paths where installers put one outside PATH
 * @returns {Promise<string>}
 */
export async function findBrowser(usual = elsewhere) {
  const given = process.env.CHROME_PATH
  if (given) {
    if (await runs(given)) return given
    throw new Failure(`CHROME_PATH does not name a working browser: ${given}. ${help}`)
  }
  const found = await installed(usual)
  if (found) return found
  const installer = process.getuid?.() === 0 ? installers.find(({ tool }) => onPath(tool)) : undefined
  if (!installer) throw new Failure(`There is no browser for the tests. ${help}`)
  await timed(`Installing Chromium for the tests (${installer.tool})`, async () => {
    for (const step of installer.steps) {
      const env = { ...outside, DEBIAN_FRONTEND: 'noninteractive' }
      const { code, output } = await capture('sh', ['-c', step], env)
      if (code !== 0) throw new Failure(`${output}\nChromium could not be installed: see above. ${help}`)
    }
  })
  const fresh = await installed(usual)
  if (!fresh) throw new Failure(`Chromium was installed but does not run. ${help}`)
  return fresh
}

async function installed(/** @type {string[]} */ usual) {
  const playwrights = createRequire(import.meta.url)('playwright-core').chromium.executablePath()
  for (const path of [...names.map(onPath), ...usual, playwrights]) if (path && (await runs(path))) return path
  return null
}

/** Some systems have a stub that only says where to get the real browser, so it must print its version. */
async function runs(/** @type {string} */ path) {
  if (!existsSync(path)) return false
  const { code, output } = await capture(path, ['--version'], outside)
  return code === 0 && /chrom/i.test(output)
}

function onPath(/** @type {string} */ name) {
  const folders = (outside.PATH ?? '').split(delimiter)
  return folders.map((folder) => join(folder, name)).find((path) => existsSync(path))
}
