/** What is typed after a command, as the command's arguments. */
import { readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { parseArgs } from 'node:util'
import { StartError } from '#db/startError.ts'

type Reader = (words: string[]) => unknown

const usage = {
  'new-keys': 'npm start -- --new-keys',
  import: 'npm run import -- appointments|cars FILE [--yes]',
  'clear-example': 'npm run clear-example',
  'add-workshop':
    'npm run add-workshop -- NAME [--time-zone Europe/London] [--currency GBP] [--plates cn|free] [--phone NUMBER]',
}

const readers: Record<keyof typeof usage, Reader> = {
  'new-keys': (words) => parseArgs({ args: words, options: {} }).values,
  'clear-example': (words) => parseArgs({ args: words, options: { yes: { type: 'boolean' } } }).values,
  import: (words) => {
    const { values, positionals } = parseArgs({
      ...{ args: words, allowPositionals: true, options: { yes: { type: 'boolean', default: false } } },
    })
    const [kind, file, ...more] = positionals
    if (!kind || !file || more.length) throw new Error('')
    // Read here: the running server may be another user's, and stands in another folder.
    return { kind, file: basename(file), csv: readCsv(file), yes: values.yes }
  },
  'add-workshop': (words) => {
    const text = { type: 'string' } as const
    const { values, positionals } = parseArgs({
      ...{ args: words, allowPositionals: true },
      options: { 'time-zone': text, currency: text, plates: text, phone: text },
    })
    if (positionals.length === 0) throw new Error('')
    const { 'time-zone': timeZone, plates: plateFormat, currency, phone } = values
    return { name: positionals.join(' '), timeZone, currency, plateFormat, phone }
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

function readCsv(file: string): string {
  try {
    // A byte order mark is a spreadsheet's habit, not part of the first column's name.
    return new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(file))
  } catch (error) {
    if (error instanceof TypeError) throw new StartError(`${file} is not UTF-8 text: save it as CSV in UTF-8.`)
    throw new StartError(`${file} cannot be read.`)
  }
}
