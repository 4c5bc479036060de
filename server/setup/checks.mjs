/** `npm test`: every check by name with its time, the first failure with what it says, and at the end one plain line. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { findBrowser } from './browser.mjs'
import { capture, inside, pinnedNode, root, run } from './child.mjs'
import { Failure, timed } from './say.mjs'

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
]

/**
 * @param {string[]} words passed on to vitest
 * @returns {Promise<number>} the exit code
 */
export async function test(words) {
  let passed = 0
  for (const [name, args] of checks) {
    const { code, output } = await timed(name, () => capture(pinnedNode, args))
    if (code !== 0) {
      console.log(`${output}\n${name}: failed, see above.\n${passed} passed, 1 failed`)
      return 1
    }
    passed++
  }
  const CHROME_PATH = await findBrowser()
  const folder = mkdtempSync(join(tmpdir(), 'pitboard-results-'))
  try {
    const results = join(folder, 'results.json')
    const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${results}`]
    const code = await run(pinnedNode, [tool('vitest', 'vitest.mjs'), 'run', '--root', root, ...reporters, ...words], {
      ...inside,
      CHROME_PATH,
    })
    const { numPassedTests, numFailedTests, testResults, numPendingTests, numTodoTests } = read(results)
    // A file that cannot even be loaded has no tests to count.
    const broken = testResults.filter((file) => file.status === 'failed' && file.assertionResults.length === 0).length
    const skipped = numPendingTests + numTodoTests
    const isIncomplete = skipped > 0 && words.length === 0
    if (isIncomplete) console.log(`${skipped} skipped: a test that is not run proves nothing. Mend it or take it out.`)
    console.log(`${passed + numPassedTests} passed, ${numFailedTests + broken} failed`)
    return code || (isIncomplete ? 1 : 0)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** @returns {{ numPassedTests: number, numFailedTests: number, numPendingTests: number, numTodoTests: number, testResults: { status: string, assertionResults: unknown[] }[] }} */
function read(/** @type {string} */ file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    throw new Failure('The tests ended before their time, without a result.')
  }
}
