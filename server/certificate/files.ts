/** Where the authority and the server's certificate lie, below DATA_DIR. Each file is written whole or not at all. */
import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { codeOf, StartError } from '#server/terminal/startError.ts'
import { authorityFile } from '#server/terminal/trust.ts'
import type { Pair } from './authority.ts'

const KEY = 'authority.key'

/** The authority made before; null if there is none. */
export function readAuthority(folder: string): Pair | null {
  const paths = { cert: join(folder, authorityFile), key: join(folder, KEY) }
  if (!existsSync(paths.cert) && !existsSync(paths.key)) return null
  return tryTo(folder, () => ({ cert: readFileSync(paths.cert, 'utf8'), key: readFileSync(paths.key, 'utf8') }))
}

export function writeAuthority(folder: string, { cert, key }: Pair): void {
  write(folder, { [KEY]: key, [authorityFile]: cert })
}

/** The paths of the server's certificate and key. */
export function writeServer(folder: string, { cert, key }: Pair): Pair {
  write(folder, { 'server.key': key, 'server.crt': cert })
  return { cert: join(folder, 'server.crt'), key: join(folder, 'server.key') }
}

function write(folder: string, files: Readonly<Record<string, string>>): void {
  tryTo(folder, () => {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    chmodSync(folder, 0o700)
    const written = Object.entries(files).map(([name, text]) => ({ path: join(folder, name), text }))
    const beside = (path: string) => `${path}.new`
    try {
      for (const { path, text } of written) writeFileSync(beside(path), text, { mode: 0o600 })
      // A server that looks in between finds two that do not match, and keeps the old ones.
      for (const { path } of written) renameSync(beside(path), path)
    } finally {
      for (const { path } of written) rmSync(beside(path), { force: true })
    }
  })
}

function tryTo<T>(folder: string, work: () => T): T {
  try {
    return work()
  } catch (error) {
    const reason = codeOf(error) === 'ENOSPC' ? 'the disk is full' : codeOf(error) || 'unreadable'
    throw new StartError(`The certificates in ${folder} cannot be read or written (${reason}).`)
  }
}
