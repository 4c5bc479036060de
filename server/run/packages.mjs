/** Installs the locked packages when they are missing or out of date. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { capture, nodeOf, outside, root } from './child.mjs'
import { Failure, timed } from './say.mjs'

export async function installPackages() {
  const reason = missing(root)
  if (!reason) return
  await timed(`Installing the packages (${reason}; about a minute)`, async () => {
    // Development packages build the screens; install scripts put PostgreSQL and node in place, whatever npm's settings.
    const args = ['ci', '--include=dev', '--ignore-scripts=false', '--no-audit', '--no-fund', '--loglevel=error']
    const { code, output } = await capture(process.platform === 'win32' ? 'npm.cmd' : 'npm', args, outside)
    if (code !== 0)
      throw new Failure(`${output}\nThe packages could not be installed (npm exited with ${code}): see above.`)
  })
  const still = missing(root)
  if (still) throw new Failure(`The packages are still incomplete (${still}). Delete node_modules and start again.`)
}

/** Why the packages below `folder` must be installed: what is installed differs from the lock. Empty if it does not. */
export function missing(/** @type {string} */ folder) {
  const wanted = packages(join(folder, 'package-lock.json'))
  const found = packages(join(folder, 'node_modules', '.package-lock.json'))
  if (!wanted) throw new Failure('package-lock.json is missing or damaged: fetch it again.')
  if (!found) return 'none are installed'
  for (const [path, { version, optional, integrity }] of Object.entries(wanted)) {
    if (path === '') continue
    const there = found[path]
    if (!there && !optional) return `${path} is missing`
    if (there && (there.version !== version || there.integrity !== integrity)) return `${path} is out of date`
  }
  if (Object.keys(found).some((path) => !wanted[path])) return 'some are no longer needed'
  if (!existsSync(nodeOf(folder))) return 'node is missing'
  const file = unpatched(folder)
  return file ? `${file} is not patched` : ''
}

/**
 * A file below `folder` that lacks a line added by a patch in `db/patches`, or null: the lock does not cover patches, so a
 * checkout with another patch is recognised by its lines.
 */
export function unpatched(/** @type {string} */ folder) {
  const patches = join(folder, 'db', 'patches')
  for (const name of readdirSync(patches)) {
    let file = ''
    let held = new Set()
    for (const line of readFileSync(join(patches, name), 'utf8').split('\n')) {
      if (line.startsWith('+++ b/')) {
        file = line.slice('+++ b/'.length)
        if (!existsSync(join(folder, file))) return file
        held = new Set(readFileSync(join(folder, file), 'utf8').split('\n'))
      } else if (line.startsWith('+') && !held.has(line.slice(1))) return file
    }
  }
  return null
}

/** @returns {Record<string, { version?: string, optional?: boolean, integrity?: string }> | null} */
function packages(/** @type {string} */ file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8')).packages
  } catch {
    return null
  }
}
