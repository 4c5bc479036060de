/** Builds the screens when anything they are made of has changed. */
import { createHash } from 'node:crypto'
import { readFileSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { capture, pinnedNode, root } from './child.mjs'
import { Failure, timed } from './say.mjs'

const inputs = [
  'board',
  'kiosk',
  'server/contract',
  'server/words',
  'vite.config.ts',
  'svelte.config.js',
  'package.json',
  'package-lock.json',
]
const dist = join(root, 'dist')
const stamp = join(dist, '.stamp')

export async function buildScreens() {
  const hash = hashOf(inputs)
  const before = read(stamp)
  if (before && before === stampOf(hash, dist)) return
  await timed('Building the screens', async () => {
    // Build in a temporary folder and rename it: a running server keeps its pages until the new ones are complete.
    const fresh = join(root, 'node_modules', `.pitboard-screens-${process.pid}`)
    const vite = join(root, 'node_modules', 'vite', 'bin', 'vite.js')
    const { code, output } = await capture(pinnedNode, [
      vite,
      'build',
      '--outDir',
      fresh,
      '--emptyOutDir',
      '--logLevel',
      'warn',
    ])
    if (code !== 0) {
      rmSync(fresh, { recursive: true, force: true })
      throw new Failure(`${output}\nThe screens could not be built: see above.`)
    }
    writeFileSync(join(fresh, '.stamp'), stampOf(hash, fresh))
    rmSync(dist, { recursive: true, force: true })
    renameSync(fresh, dist)
  })
}

/** What the screens were made of, and their files with sizes: a server must not serve pages without their scripts. */
function stampOf(/** @type {string} */ hash, /** @type {string} */ folder) {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((file) => file.isFile() && file.name !== '.stamp')
    .map(({ parentPath, name }) => join(parentPath, name))
    .map((file) => `${relative(folder, file)} ${statSync(file).size}`)
  return [hash, ...files.sort()].join('\n')
}

/** @returns {string} */
function hashOf(/** @type {string[]} */ paths) {
  const hash = createHash('sha256')
  const add = (/** @type {string} */ path) => {
    if (statSync(join(root, path)).isDirectory())
      for (const name of readdirSync(join(root, path)).sort()) add(`${path}/${name}`)
    else
      hash
        .update(`${path}\0`)
        .update(readFileSync(join(root, path)))
        .update('\0')
  }
  for (const path of paths) add(path)
  return hash.digest('hex')
}

function read(/** @type {string} */ file) {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}
