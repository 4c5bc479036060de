/** `npm test`: every check by name with its time, what a failed one says, and at the end one plain line. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { availableParallelism, constants, tmpdir } from 'node:os'
import { join } from 'node:path'
import pLimit from 'p-limit'
import { findBrowser } from './browser.mjs'
import { capture, inside, pinnedNode, root, run } from './child.mjs'
import { seconds } from './say.mjs'

const tool = (/** @type {string[]} */ ...path) => join(root, 'node_modules', ...path)

/** @type {[string, string[]][]} */
const checks = [
  ['Types', [tool('typescript', 'bin', 'tsc'), '--noEmit']],
  ['Types of the screens', [tool('svelte-check', 'bin', 'svelte-check'), '--fail-on-warnings', '--output', 'human']],
  ['Lint', [tool('eslint', 'bin', 'eslint.js'), '--max-warnings=0', '.']],
  [
    'Who imports whom',
    [tool('dependency-cruiser', 'bin', 'dependency-cruise.mjs'), 'server', 'board', 'kiosk', 'db', 'tests'],
  ],
  ['Formatting', [tool('prettier', 'bin', 'prettier.cjs'), '--check', '--log-level=warn', '.']],
]

/** Kinds of tests, the quick ones first: projects of vitest.config.ts. */
const projects = ['unit', 'db', 'browser']

/**
 * @param {string[]} words passed on to vitest, which then runs once and may leave tests out
 * @returns {Promise<number>} the exit code
 */
export async function test(words) {
  const begin = performance.now()
  let brokenOff = 0
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP']))
    process.on(signal, () => (brokenOff = 128 + constants.signals[signal]))
  const total = { passed: 0, failed: 0 }
  // Side by side: each keeps one core busy.
  const atATime = pLimit(availableParallelism())
  await atATime.map(checks, async ([name, args]) => {
    if (brokenOff) return
    const begun = performance.now()
    const { code, output } = await capture(pinnedNode, args)
    if (brokenOff) return
    total[code === 0 ? 'passed' : 'failed']++
    console.log(code === 0 ? `${name}: ${seconds(begun)}` : `${output}\n${name}: failed, see above.`)
  })
  if (brokenOff) return brokenOff
  const CHROME_PATH = await findBrowser()
  const env = { ...inside, CHROME_PATH }
  const runs = words.length > 0 ? [words] : projects.map((name) => ['--project', name])
  const times = []
  for (const args of runs) {
    const begun = performance.now()
    const { passed, failed, skipped } = await runTests(args, env)
    if (brokenOff) return brokenOff
    times.push(`${args.at(-1)} ${seconds(begun)}`)
    total.passed += passed
    total.failed += failed
    if (skipped === 0 || words.length > 0) continue
    console.log(`${skipped} skipped: a test that is not run proves nothing. Mend it or take it out.`)
    total.failed += skipped
  }
  console.log(`Tests: ${times.join(', ')}; everything: ${seconds(begin)}`)
  console.log(`${total.passed} passed, ${total.failed} failed`)
  return total.failed > 0 ? 1 : 0
}

/**
 * Runs vitest once and counts. A run that fails although no test did (a file that cannot be loaded, an error outside of a
 * test, none found) counts as one failure at least.
 * @param {string[]} words
 * @param {NodeJS.ProcessEnv} env
 */
async function runTests(words, env) {
  const folder = mkdtempSync(join(tmpdir(), 'pitboard-results-'))
  try {
    const file = join(folder, 'results.json')
    const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`]
    const code = await run(
      pinnedNode,
      [tool('vitest', 'vitest.mjs'), 'run', '--root', root, ...reporters, ...words],
      env,
    )
    const results = read(file)
    if (!results) console.log('These tests ended before their time, without a result.')
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
