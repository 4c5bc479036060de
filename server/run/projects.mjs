/** The folders of `tests/` in each vitest project, fastest project first; vitest.config.ts reads them. */
import { readdirSync } from 'node:fs'
import { join, sep } from 'node:path'

/**
 * Projects and folders with the longest files come first: one that begins last keeps a single core busy at the end.
 * @type {Record<'db' | 'browser' | 'unit', string[]>}
 */
const folders = {
  db: ['demo', 'run', 'sync', 'upgrade', 'edge', 'delivery', 'write', 'clock', 'documents', 'admin', 'backup', 'lists'],
  browser: ['browser'],
  unit: ['lab', 'domain', 'audience', 'read', 'screens', 'terminal', 'certificate'],
}
export const projects = /** @type {(keyof folders)[]} */ (Object.keys(folders))

/** The test files of a project, as globs from the root. */
export const pattern = (/** @type {keyof folders} */ project) =>
  folders[project].map((folder) => `tests/${folder}/**/*.test.ts`)

/** The place of a test file's folder among those of all projects. The path is relative to the root. */
export const rankOf = (/** @type {string} */ path) =>
  Object.values(folders)
    .flat()
    .indexOf(path.split(sep)[1] ?? '')

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
  path.startsWith('tests/browser/') || /^tests\/edge\/(assets|secure)\.test\.ts$/.test(path)
