/** Child processes that end with us, however we end. */
import { spawn } from 'node:child_process'
import { constants } from 'node:os'
import { delimiter, join, sep } from 'node:path'

export const root = join(import.meta.dirname ?? new URL('../setup', import.meta.url).pathname, '..', '..')
const bin = join(root, 'node_modules', '.bin')
/** Where the packages below `folder` have their node. */
export const nodeOf = (/** @type {string} */ folder) =>
  join(folder, 'node_modules', '.bin', process.platform === 'win32' ? 'node.cmd' : 'node')
export const pinnedNode = nodeOf(root)

/** The environment with the packages' own node first in PATH and a compile cache. */
export const inside = {
  NODE_COMPILE_CACHE: join(root, 'node_modules', '.cache', 'node'),
  ...process.env,
  PATH: `${bin}${delimiter}${process.env.PATH ?? ''}`,
}

/** The original environment: npm must not run on the node it is about to replace. */
export const outside = {
  ...process.env,
  PATH: (process.env.PATH ?? '')
    .split(delimiter)
    .filter((folder) => !folder.includes(`node_modules${sep}.bin`) && !folder.includes('node-gyp-bin'))
    .join(delimiter),
}

/**
 * Runs a program in our terminal. Signals are passed on, and an IPC channel tells it when we have been killed. Resolves to
 * its exit code as in a shell: 128 + signal number if a signal ended it.
 * @param {string} program
 * @param {string[]} args
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {Promise<number>}
 */
export function run(program, args, env = inside) {
  const child = spawn(program, args, {
    cwd: root,
    env,
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
  })
  return ended(child)
}

/**
 * Runs a program and captures its output.
 * @param {string} program
 * @param {string[]} args
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {Promise<{ code: number, output: string }>}
 */
export async function capture(program, args, env = inside) {
  const child = spawn(program, args, { cwd: root, env, stdio: ['ignore', 'pipe', 'pipe'] })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text) => (output += text))
  return { code: await ended(child), output }
}

/**
 * @param {import('node:child_process').ChildProcess} child
 * @returns {Promise<number>}
 */
function ended(child) {
  const parent = process.ppid
  const pass = (/** @type {NodeJS.Signals} */ signal) => void child.kill(signal)
  const signals = /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])
  for (const signal of signals) process.on(signal, pass)
  // A shell between npm and us swallows the signal that ends it, and a killed npm passes none on: detect that we are orphaned.
  const watch = setInterval(() => process.env.npm_lifecycle_event && process.ppid !== parent && pass('SIGTERM'), 250)
  return new Promise((resolve) => {
    const done = (/** @type {number} */ code) => {
      clearInterval(watch)
      for (const signal of signals) process.off(signal, pass)
      resolve(code)
    }
    child.on('error', (error) => {
      console.error(error.message)
      done(127)
    })
    child.on('close', (code, signal) => done(code ?? 128 + (signal ? constants.signals[signal] : 0)))
  })
}
