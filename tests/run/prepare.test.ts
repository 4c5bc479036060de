/** Every command first builds the screens if their sources have changed. */
import { spawnSync } from 'node:child_process'
import { appendFileSync, cpSync, mkdirSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, it } from 'vitest'
import { newFolder, root } from './processes.ts'

/** A checkout of its own, with borrowed packages, and with small screens that are built at once. */
const home = newFolder()
for (const part of ['server', 'db', ...readdirSync(root).filter((name) => /\.(json|ts|js)$/.test(name))])
  cpSync(join(root, part), join(home, part), { recursive: true })
const screens = {
  'vite.config.ts':
    "export default { build: { rolldownOptions: { input: ['board/index.html', 'kiosk/index.html'] } } }",
  'board/index.html': '<script type="module" src="./main.ts"></script>',
  'board/main.ts': "import './theme.css'",
  'board/theme.css': 'body { color: blue; }',
  'kiosk/index.html': '<p>Welcome</p>',
}
for (const [path, text] of Object.entries(screens)) {
  mkdirSync(dirname(join(home, path)), { recursive: true })
  writeFileSync(join(home, path), text)
}
mkdirSync(join(home, 'node_modules'))
for (const name of readdirSync(join(root, 'node_modules')))
  symlinkSync(join(root, 'node_modules', name), join(home, 'node_modules', name))
writeFileSync(join(home, 'shop.txt'), '1 1\n1 1 1 3\n')

/** Runs a short command through npm and returns its output. */
function runs() {
  const words = ['server/run/run.mjs', 'plan', 'shop.txt', '--steps', '1']
  const env = { ...process.env, INIT_CWD: home, npm_lifecycle_event: undefined }
  const { stdout, stderr, status } = spawnSync(process.execPath, words, { encoding: 'utf8', cwd: home, env })
  expect([stderr, status]).toEqual(['', 0])
  return stdout
}
const builds = /^Building the screens … \d+\.\d s\n/
const built = () => readdirSync(join(home, 'dist', 'assets')).sort()

it('the first time, reported in one line with its duration; then only after a change of their sources', () => {
  const first = runs()
  expect(first).toMatch(builds)
  expect(first).not.toMatch(/Installing/)
  const before = built()
  expect(runs()).toMatch(/^Machine 1\n/)

  appendFileSync(join(home, 'board', 'theme.css'), '\n.never-seen { color: red; }\n')
  expect(runs()).toMatch(builds)
  expect(built()).not.toEqual(before)
  expect(runs()).toMatch(/^Machine 1\n/)
  // A build that has lost a file is repeated.
  rmSync(join(home, 'dist', 'assets', built()[0] ?? ''))
  expect(runs()).toMatch(builds)
}, 120_000)
