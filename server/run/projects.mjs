/** The folders of `tests/` in each vitest project, fastest project first; vitest.config.ts reads them. */
import { readdirSync } from 'node:fs'
import { join, sep } from 'node:path'

/** @type {Record<'unit' | 'db' | 'browser', string[]>} */
const folders = {
  unit: ['audience', 'domain', 'lab', 'read', 'screens', 'terminal'],
  db: ['write', 'clock', 'sync', 'upgrade', 'edge', 'delivery', 'documents', 'admin', 'lists', 'run', 'demo'],
  browser: ['browser'],
}
export const projects = /** @type {(keyof folders)[]} */ (Object.keys(folders))

/** The test files of a project, as globs from the root. */
export const pattern = (/** @type {keyof folders} */ project) =>
  folders[project].map((folder) => `tests/${folder}/**/*.test.ts`)

/** All test files below `root` by project, as relative paths with `/`. Runs on the system's Node 20, which has no globSync. */
export const testFiles = (/** @type {string} */ root) =>
  new Map(
    projects.map((project) => [
      project,
      folders[project]
        .flatMap((folder) => below(root, join('tests', folder)))
        .filter((path) => path.endsWith('.test.ts'))
        .map((path) => path.replaceAll(sep, '/'))
        .sort(),
    ]),
  )

const below = (/** @type {string} */ root, /** @type {string} */ folder) =>
  readdirSync(join(root, folder), { recursive: true }).map((path) => join(folder, String(path)))

/** Whether a test needs the built screens. */
export const needsScreens = (/** @type {string} */ path) =>
  path.startsWith('tests/browser/') || path === 'tests/edge/secure.test.ts'
