/** `npm test -- NAME` runs only the matching files; and every test file belongs to a project, so that it runs at all. */
import { spawnSync } from 'node:child_process'
import { globSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { testFiles } from '#server/run/projects.mjs'
import { root } from './processes.ts'

/** As npm runs it, on a machine without a browser. */
function npmTest(...words: string[]) {
  const env = { ...process.env, CHROME_PATH: '/nowhere/chromium', npm_lifecycle_event: undefined }
  const args = [join(root, 'server/run/run.mjs'), 'test', ...words]
  const { stdout, stderr, status } = spawnSync(process.execPath, args, { encoding: 'utf8', cwd: root, env })
  return { output: stdout + stderr, status }
}

describe('npm test -- NAME', { timeout: 60_000 }, () => {
  it('runs the matching tests in their project, without checks, screens or a browser', () => {
    const { output, status } = npmTest('domain/plate')
    expect(output).toMatch(/^Tests: \d+\.\d s; everything: \d+\.\d s\n(\d+) passed, 0 failed\n$/m)
    expect(output).toContain('tests/domain/plate.test.ts')
    expect(output).not.toMatch(/Types|Lint|Formatting|Building|Installing/)
    expect(status).toBe(0)
  })

  it('passes options to vitest', () => {
    const { output, status } = npmTest('domain/plate', '-t', 'of no such name')
    expect(output).toMatch(/No test ran\.\n$/)
    expect(status).toBe(1)
  })

  it('asks for a browser when a matching test needs one', () => {
    const { output, status } = npmTest('browser/lobby')
    expect(output).toContain('CHROME_PATH does not name a working browser')
    expect(status).toBe(1)
  })

  it.each([[['no-such-test']], [['domain/plate', 'no-such-test']]])(
    '%j: reports the name that matches nothing',
    (names) => {
      expect(npmTest(...names)).toEqual({ output: 'No test file has no-such-test in its path.\n', status: 1 })
    },
  )
})

it('every test file is in one project', () => {
  const inProjects = [...testFiles(root).values()].flat()
  expect(inProjects.sort()).toEqual(globSync('tests/**/*.test.ts', { cwd: root }).sort())
})
