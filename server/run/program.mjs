/**
 * `node server/run/program.mjs <file> [arguments]`: runs one of the programs. Node reports a package whose file is lost or
 * damaged with a stack of its loader; here it is named in one sentence.
 */
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { root } from './child.mjs'
import { damagedPackage } from './packages.mjs'

const [file = ''] = process.argv.splice(2, 1)
process.argv[1] = join(root, file)
try {
  await import(pathToFileURL(process.argv[1]).href)
} catch (error) {
  const name = damagedPackage(error)
  if (name === null) throw error
  console.error(`The package ${name} is damaged: delete node_modules and start again.`)
  process.exitCode = 1
}
