/** Installs the locked packages when they are missing or out of date. */
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { capture, nodeOf, outside, root } from './child.mjs'
import { Failure, timed } from './say.mjs'

export async function installPackages() {
  if (!missing(root)) return
  const release = await takeTurn(root)
  // Another program may have installed them meanwhile.
  const reason = missing(root)
  if (reason) await install(reason).finally(release)
  else release()
}

async function install(/** @type {string} */ reason) {
  await timed(`Installing the packages (${reason}; about a minute)`, async () => {
    // Development packages build the screens; install scripts put PostgreSQL in place, whatever npm's settings.
    const args = ['ci', '--include=dev', '--ignore-scripts=false', '--no-audit', '--no-fund', '--loglevel=error']
    const { code, output } = await capture(process.platform === 'win32' ? 'npm.cmd' : 'npm', args, outside)
    if (code !== 0) throw new Failure(whyNotInstalled(code, output))
  })
  const still = missing(root)
  if (still) throw new Failure(`The packages are still incomplete (${still}). Delete node_modules and start again.`)
}

/** Milliseconds between two looks whether the other program is done. */
const LOOK_EVERY = 200

/**
 * Waits until no other program installs packages below `folder`: two of them would delete each other's files. The turn of a program that
 * has been killed is taken over.
 * @returns gives the turn back
 */
export async function takeTurn(/** @type {string} */ folder) {
  const file = join(folder, '.installing')
  for (;;) {
    try {
      writeFileSync(file, String(process.pid), { flag: 'wx' })
      return () => rmSync(file, { force: true })
    } catch (error) {
      // Where nothing can be written, npm says so.
      if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'EEXIST') return () => {}
    }
    if (!isAlive(read(file))) rmSync(file, { force: true })
    else await new Promise((again) => setTimeout(again, LOOK_EVERY))
  }
}

/** Whether a process of this number runs; a file just created has none yet. */
function isAlive(/** @type {string} */ pid) {
  if (pid === '') return true
  try {
    process.kill(Number(pid), 0)
    return true
  } catch (error) {
    // Any other error, such as one for another user's process, means that it is there.
    return /** @type {NodeJS.ErrnoException} */ (error).code !== 'ESRCH'
  }
}

function read(/** @type {string} */ file) {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}

/** One sentence for the usual reasons; otherwise npm's own words, with ours last, where they are read first. */
export function whyNotInstalled(/** @type {number} */ code, /** @type {string} */ output) {
  const reason = reasons.find(([pattern]) => pattern.test(output))
  if (reason) return `The packages could not be installed: ${reason[1]}`
  return `${output}\nThe packages could not be installed (npm exited with ${code}): see above.`
}

/** @type {[RegExp, string][]} */
const reasons = [
  [
    /\b(ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|ERR_SOCKET_TIMEOUT|ENOTCACHED)\b/,
    'npm cannot reach its registry. Connect this machine to the network, or set npm’s registry or proxy, and start again.',
  ],
  [/\bENOSPC\b/, 'the disk is full. Free some space and start again.'],
  [/\b(EACCES|EPERM|EROFS)\b/, 'this user may not write in this folder. Change its owner, or start as that user.'],
]

/** Why the packages below `folder` must be installed: what is installed differs from the lock. Empty if it does not. */
export function missing(/** @type {string} */ folder) {
  const wanted = packages(join(folder, 'package-lock.json'))
  const found = packages(join(folder, 'node_modules', '.package-lock.json'))
  if (!wanted) throw new Failure('package-lock.json is missing or damaged: fetch it again.')
  if (!found) return 'none are installed'
  for (const [path, { version, optional, integrity }] of Object.entries(wanted)) {
    if (path === '') continue
    const there = found[path]
    if (!there && !optional) return `${path} is missing`
    if (there && (there.version !== version || there.integrity !== integrity)) return `${path} is out of date`
    // Somebody may have deleted its folder since npm wrote its list.
    if (there && !existsSync(join(folder, path, 'package.json'))) return `${path} is missing`
  }
  if (Object.keys(found).some((path) => !wanted[path])) return 'some are no longer needed'
  if (!existsSync(nodeOf(folder))) return 'node is missing'
  const file = unpatched(folder)
  return file ? `${file} is not patched` : ''
}

/**
 * A file below `folder` that lacks a line added by a patch in `db/patches`, or null: the lock does not cover patches, so a
 * checkout with another patch is recognised by its lines.
 */
export function unpatched(/** @type {string} */ folder) {
  const patches = join(folder, 'db', 'patches')
  for (const name of readdirSync(patches)) {
    let file = ''
    let held = new Set()
    for (const line of readFileSync(join(patches, name), 'utf8').split('\n')) {
      if (line.startsWith('+++ b/')) {
        file = line.slice('+++ b/'.length)
        if (!existsSync(join(folder, file))) return file
        held = new Set(readFileSync(join(folder, file), 'utf8').split('\n'))
      } else if (line.startsWith('+') && !held.has(line.slice(1))) return file
    }
  }
  return null
}

/** @returns {Record<string, { version?: string, optional?: boolean, integrity?: string }> | null} */
function packages(/** @type {string} */ file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8')).packages
  } catch {
    return null
  }
}

/**
 * The package whose lost or damaged file is why a program could not be loaded; null if something else went wrong.
 * @returns {string | null}
 */
export function damagedPackage(/** @type {unknown} */ error) {
  if (!(error instanceof Error)) return null
  const { code } = /** @type {NodeJS.ErrnoException} */ (error)
  const stack = error.stack ?? ''
  const isLost = code === 'ERR_MODULE_NOT_FOUND' || code === 'MODULE_NOT_FOUND'
  // A parse error's stack begins with the file; one thrown while running begins with the error's name.
  const isBroken =
    error instanceof SyntaxError && (/^The requested module/.test(error.message) || !stack.startsWith('SyntaxError'))
  if (!isLost && !isBroken) return null
  const text = `${stack.split('\n')[0]}\n${error.message}`
  const inPath = /node_modules[\\/]((?:@[^\\/]+[\\/])?[^\\/'":]+)[\\/]/.exec(text)
  const bare = /(?:module|package) '((?:@[^/']+\/)?[^./#'][^/']*)/.exec(text)
  return inPath?.[1] ?? bare?.[1] ?? null
}
