/** What is typed after a command, as the command's arguments. */
import { readFileSync, statSync } from 'node:fs'
import { basename } from 'node:path'
import { parseArgs } from 'node:util'
import { StartError } from '#server/terminal/startError.ts'
import { typedPath } from '#server/terminal/typedPath.ts'
import { LARGEST_FILE } from '../lists/text.ts'

type Reader = (words: string[]) => unknown

const usage = {
  'new-keys': 'npm start -- --new-keys [--workshop NAME]',
  import: `npm run import -- appointments|cars|history FILE [--yes] [--workshop NAME]
The first line of FILE names its columns; without --yes you see what would happen, and nothing is written.
  cars          plate, and any of: model, name, phone, language (en, zh-Hans, zh-Hant)
  appointments  plate, at (2026-11-24 09:30), and any of those, words, items (codes of the price list, with spaces between)
  history       order, operation (a code or title of the price list), start, end, and any of: resource, model`,
  'clear-example': 'npm run clear-example -- [--yes] [--workshop NAME]',
  'add-workshop':
    'npm run add-workshop -- NAME [--time-zone Europe/London] [--currency GBP] [--plates cn|free] [--phone NUMBER] [--empty]',
}

const workshop = { type: 'string' } as const

const readers: Record<keyof typeof usage, Reader> = {
  'new-keys': (words) => parseArgs({ args: words, options: { workshop } }).values,
  'clear-example': (words) => parseArgs({ args: words, options: { workshop, yes: { type: 'boolean' } } }).values,
  import: (words) => {
    const { values, positionals } = parseArgs({
      ...{ args: words, allowPositionals: true, options: { workshop, yes: { type: 'boolean', default: false } } },
    })
    const [kind, file, ...more] = positionals
    if (!kind || !file || more.length) throw new Error('')
    // Read here: the running server may be another user's, and stands in another folder.
    return { kind, file: basename(file), bytes: readBytes(file), ...values }
  },
  'add-workshop': (words) => {
    const text = { type: 'string' } as const
    const { values, positionals } = parseArgs({
      ...{ args: words, allowPositionals: true },
      options: { 'time-zone': text, currency: text, plates: text, phone: text, empty: { type: 'boolean' } },
    })
    if (positionals.length === 0) throw new Error('')
    const { 'time-zone': timeZone, plates: plateFormat, ...rest } = values
    return { name: positionals.join(' '), timeZone, plateFormat, ...rest }
  },
}

/**
 * The arguments of the command `name` from the words behind it.
 * @throws StartError saying how the command is written.
 */
export function readArguments(name: string, words: string[]): unknown {
  if (!isCommand(name))
    throw new StartError(`There is no command ${name}. There are: ${Object.values(usage).join(' · ')}`)
  try {
    return readers[name](words)
  } catch (error) {
    if (error instanceof StartError) throw error
    throw new StartError(`Write it like this: ${usage[name]}`)
  }
}

const isCommand = (name: string): name is keyof typeof usage => Object.hasOwn(usage, name)

/** The file in base64; what it says, and in which encoding, the command finds out. */
function readBytes(file: string): string {
  const path = typedPath(file)
  try {
    if (statSync(path).size > LARGEST_FILE)
      throw new StartError(`${file} is larger than ${LARGEST_FILE / 1_000_000} MB. Split it.`)
    return readFileSync(path).toString('base64')
  } catch (error) {
    if (error instanceof StartError) throw error
    throw new StartError(`${file} cannot be read.`)
  }
}
