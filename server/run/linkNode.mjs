/**
 * After npm has installed: links the pinned node into `node_modules/.bin`. npm 10 removes that link with the packages for other
 * platforms, which have a program of the same name.
 */
import { existsSync, mkdirSync, rmSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'

const modules = join(process.cwd(), 'node_modules')
const binary = join(`node-${process.platform}-${process.arch}`, 'bin', 'node')
const link = join(modules, '.bin', 'node')
if (!existsSync(link) && existsSync(join(modules, binary))) {
  mkdirSync(join(modules, '.bin'), { recursive: true })
  rmSync(link, { force: true })
  symlinkSync(join('..', binary), link)
}
