/**
 * `npm test`: runs every check, prints its name and time and the output of failed ones, and one summary line at the end. With
 * names, it runs only the test files whose path contains one of them, without checks and without preparing more than they need.
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { availableParallelism, constants, tmpdir } from 'node:os'
import { join } from 'node:path'
import pLimit from 'p-limit'
import { findBrowser } from './browser.mjs'
import { capture, inside, pinnedNode, root, run } from './child.mjs'
import { needsScreens, projects, testFiles } from './projects.mjs'
import { Failure, seconds } from './say.mjs'
import { buildScreens } from './screens.mjs'

const tool = (/** @type {string[]} */ ...path) => join(root, 'node_modules', ...path)
const cache = (/** @type {string} */ name) => tool('.cache', name)

/**
 * Caches go by content, so that switching branches cannot mislead them; they go with node_modules.
 * @type {[string, string[]][]}
 */
const checks = [
  // svelte-check also reports what tsc would, in scripts as in screens.
  ['Types', [tool('svelte-check', 'bin', 'svelte-check'), '--fail-on-warnings', '--output', 'human']],
  [
    'Lint',
    [
      ...[tool('eslint', 'bin', 'eslint.js'), '--max-warnings=0', '.'],
      ...['--cache', '--cache-strategy', 'content', '--cache-location', cache('eslint.json')],
    ],
  ],
  [
    'Import rules',
    [tool('dependency-cruiser', 'bin', 'dependency-cruise.mjs'), 'server', 'board', 'kiosk', 'db', 'tests'],
  ],
  ['Unused code', [tool('knip', 'bin', 'knip.js'), '--no-progress']],
  [
    'Formatting',
    [
      ...[tool('prettier', 'bin', 'prettier.cjs'), '--check', '--log-level=warn', '.'],
      ...['--cache', '--cache-strategy', 'content', '--cache-location', cache('prettier.json')],
    ],
  ],
]

/**
 * @typedef {{ passed: number, failed: number }} Total
 * @typedef {{ signal: number }} Stop the exit code after a signal; 0 before
 */

/**
 * @param {string[]} words names of tests; everything from the first option on goes to vitest
 * @returns {Promise<number>} the exit code
 */
export async function test(words) {
  const begin = performance.now()
  const stop = { signal: 0 }
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP']))
    process.on(signal, () => (stop.signal = 128 + constants.signals[signal]))
  const total = { passed: 0, failed: 0 }
  const option = words.findIndex((word) => word.startsWith('-'))
  const names = option < 0 ? words : words.slice(0, option)
  const options = option < 0 ? [] : words.slice(option)
  const chosen = choose(names)

  const env = chosen.has('browser') ? { ...inside, CHROME_PATH: await findBrowser() } : inside
  if ([...chosen.values()].flat().some(needsScreens)) await buildScreens()
  if (words.length === 0) await runChecks(total, stop)
  if (stop.signal) return stop.signal
  const begun = performance.now()
  const { passed, failed, skipped } = await runTests(chosen, names.length > 0, options, env)
  if (stop.signal) return stop.signal
  const took = seconds(begun)
  total.passed += passed
  total.failed += failed
  // vitest's own options may leave tests out.
  if (skipped > 0 && options.length === 0) {
    console.log(`${skipped} skipped: a skipped test proves nothing. Fix it or remove it.`)
    total.failed += skipped
  }
  if (total.passed + total.failed === 0) throw new Failure('No test ran.')
  console.log(`Tests: ${took}; everything: ${seconds(begin)}`)
  console.log(`${total.passed} passed, ${total.failed} failed`)
  return total.failed > 0 ? 1 : 0
}

/**
 * The test files whose path contains one of the names, by project; all files if there are no names.
 * @param {string[]} names
 * @throws Failure when a name matches none
 */
function choose(names) {
  const all = testFiles(root)
  const found = new Map(projects.map((project) => [project, /** @type {string[]} */ ([])]))
  for (const name of names.length > 0 ? names : ['']) {
    let isFound = false
    for (const [project, files] of all)
      for (const file of files) {
        if (!file.includes(name)) continue
        isFound = true
        if (!found.get(project)?.includes(file)) found.get(project)?.push(file)
      }
    if (!isFound) throw new Failure(`No test file has ${name} in its path.`)
  }
  return new Map([...found].filter(([, files]) => files.length > 0))
}

/**
 * Runs the checks in parallel; each keeps one core busy.
 * @param {Total} total
 * @param {Stop} stop
 */
async function runChecks(total, stop) {
  await pLimit(availableParallelism()).map(checks, async ([name, args]) => {
    if (stop.signal) return
    const begun = performance.now()
    const { code, output } = await capture(pinnedNode, args)
    if (stop.signal) return
    total[code === 0 ? 'passed' : 'failed']++
    console.log(code === 0 ? `${name}: ${seconds(begun)}` : `${output}\n${name}: failed, see above.`)
  })
}

/**
 * Runs vitest once, on all projects together, so that no core waits for the end of one before the next, and counts. A run that fails although no test did (a file that does not load, an error outside a test)
 * counts as at least one failure.
 * @param {Map<string, string[]>} chosen the files by project
 * @param {boolean} named whether to run only these files instead of the whole projects
 * @param {string[]} options
 * @param {NodeJS.ProcessEnv} env
 */
async function runTests(chosen, named, options, env) {
  const folder = mkdtempSync(join(tmpdir(), 'pitboard-results-'))
  try {
    const file = join(folder, 'results.json')
    const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`]
    const projects = [...chosen.keys()].map((project) => `--project=${project}`)
    const files = named ? [...chosen.values()].flat() : []
    const words = ['run', '--root', root, ...projects, ...reporters, ...files, ...options]
    const code = await run(pinnedNode, [tool('vitest', 'vitest.mjs'), ...words], env)
    const results = read(file)
    if (!results) console.log('The test run ended early without a result.')
    const { numPassedTests = 0, numFailedTests = 0, numPendingTests = 0, numTodoTests = 0 } = results ?? {}
    return {
      passed: numPassedTests,
      failed: Math.max(numFailedTests, code === 0 && results ? 0 : 1),
      skipped: numPendingTests + numTodoTests,
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** @returns {{ numPassedTests: number, numFailedTests: number, numPendingTests: number, numTodoTests: number } | null} */
function read(/** @type {string} */ file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    return null
  }
}
