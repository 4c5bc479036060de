/**
 * `node server/run/run.mjs <command> [arguments]`: prepares what the command needs (packages, screens), then runs it on the
 * packages' own node. Plain JavaScript without packages, because it must run before any are installed.
 */
import { buildScreens } from './screens.mjs'
import { installPackages } from './packages.mjs'
import { Failure } from './say.mjs'
import { join } from 'node:path'
import { pinnedNode, root, run } from './child.mjs'

const [command = '', ...words] = process.argv.slice(2)

/** @type {Record<string, string[]>} */
const programs = {
  start: ['server/main.ts'],
  demo: ['server/demo/main.ts'],
  bench: ['tests/load/main.ts'],
  plan: ['server/lab/plan/main.ts'],
  'forecast-check': ['server/lab/forecastCheck/main.ts'],
  shots: ['tests/shots/main.ts'],
  replay: ['server/lab/replay/main.ts'],
  certificate: ['server/certificate/main.ts'],
  import: ['server/admin/main.ts', 'import'],
  'clear-example': ['server/admin/main.ts', 'clear-example'],
  'add-workshop': ['server/admin/main.ts', 'add-workshop'],
  'new-password': ['server/admin/main.ts', 'new-password'],
  backup: ['server/admin/database/main.ts', 'backup'],
  restore: ['server/admin/database/main.ts', 'restore'],
  verify: ['server/admin/database/main.ts', 'verify'],
}

const testUsage = `npm test -- [NAME…] [options of vitest]
  NAME  runs only the test files with it in their path, without the other checks; all of them when none is given`

function help(/** @type {string} */ usage) {
  console.log(usage)
  return 0
}

/** @returns {Promise<number>} the exit code */
async function main() {
  if (Number(process.versions.node.split('.')[0]) < 20)
    throw new Failure(`Pitboard needs Node 20 or newer; this is ${process.versions.node}.`)
  await installPackages()
  const isHelp = words.includes('--help') || words.includes('-h')
  if (command === 'test' && isHelp) return help(testUsage)
  if (command === 'test') return (await import('./checks.mjs')).test(words)
  const program = programs[command]
  if (!program)
    throw new Failure(`Unknown command ${command}. The commands are: ${Object.keys(programs).join(', ')}, test.`)
  if (!isHelp) await buildScreens()
  const [file = '', ...more] = program
  return run(pinnedNode, [join(root, 'server', 'run', 'program.mjs'), file, ...more, ...words])
}

try {
  process.exitCode = await main()
} catch (error) {
  const { code } = /** @type {NodeJS.ErrnoException} */ (error)
  const full = code === 'ENOSPC' ? 'The disk is full: free some space and start again.' : null
  const message = error instanceof Failure ? error.message : full
  if (message === null) throw error
  console.error(message)
  process.exitCode = 1
}
