/** `--help` of the commands as typed: the usage on stdout, exit code 0, nothing built or started; other programs share their parser. */
import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { root } from './processes.ts'

/** What a command prints on stdout; rejects on any exit code but 0. */
function printed(...words: string[]): Promise<{ stdout: string; stderr: string }> {
  // Settings that would refuse a start.
  const env = { ...process.env, PORT: 'none', npm_lifecycle_event: undefined }
  return new Promise((resolve, reject) => {
    execFile(process.execPath, [join(root, 'server/run/run.mjs'), ...words], { env }, (error, stdout, stderr) =>
      error ? reject(error) : resolve({ stdout, stderr }),
    )
  })
}

it.for([
  ['start', 'npm start -- '],
  ['demo', 'npm run demo -- '],
  ['import', 'npm run import -- '],
  ['backup', 'npm run backup -- '],
  ['plan', 'npm run plan -- '],
  ['shots', 'npm run shots -- '],
  ['test', 'npm test -- '],
] as const)('%s --help prints the usage', async ([command, usage]) => {
  const { stdout, stderr } = await printed(command, '--help')
  expect(stdout).toMatch(new RegExp(`^${usage}.*\n {2}|^${usage}.*\nFILE`))
  expect(stderr).toBe('')
})
