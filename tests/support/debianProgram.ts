/** A program that a test needs: the installed one, or the system's package where root may install it. */
import { execFileSync } from 'node:child_process'
import { accessSync, constants } from 'node:fs'
import { delimiter, join } from 'node:path'

/** @throws saying what to install, where it cannot be installed here */
export async function findProgram({ name, package: wanted }: { name: string; package: string }): Promise<string> {
  const there = onPath(name)
  if (there) return there
  if (process.getuid?.() !== 0 || !onPath('apt-get'))
    throw new Error(`This test needs ${name}: install it (Debian: apt-get install ${wanted}).`)
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  for (const args of [
    ['-q', 'update'],
    ['-qy', 'install', '--no-install-recommends', wanted],
  ])
    execFileSync('apt-get', args, { env, stdio: 'pipe' })
  const found = onPath(name)
  if (!found) throw new Error(`${wanted} was installed, but ${name} is not in PATH.`)
  return found
}

function onPath(name: string): string | null {
  const folders = [...(process.env['PATH'] ?? '').split(delimiter), '/usr/sbin', '/sbin']
  return folders.map((folder) => join(folder, name)).find(isProgram) ?? null
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}
