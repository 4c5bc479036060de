/** Reads what is typed after a command. */
import { readFileSync, statSync } from 'node:fs'
import { basename } from 'node:path'
import { languages } from '#contract/values.ts'
import { flag, readOptions, text } from '#server/terminal/options.ts'
import { StartError } from '#server/terminal/startError.ts'
import { typedPath } from '#server/terminal/typedPath.ts'
import { LARGEST_FILE } from '../lists/text.ts'

const usage = {
  'new-keys': 'npm start -- --new-keys [--workshop NAME]',
  import: `npm run import -- appointments|cars|history FILE [--yes] [--workshop NAME]
The first line of FILE names its columns; without --yes you see what would happen, and nothing is written.
  cars          plate, and any of: model, name, phone, language (${languages.join(', ')})
  appointments  plate, at (2026-11-24 09:30), and any of those, words, items (codes of the price list, with spaces between)
  history       order, operation (a code or title of the price list), start, end, and any of: resource, model`,
  'clear-example': 'npm run clear-example -- [--yes] [--workshop NAME]',
  'add-workshop':
    'npm run add-workshop -- NAME [--time-zone Europe/London] [--currency GBP] [--plates cn|free] [--country GB] [--phone NUMBER] [--empty]',
}
type Name = keyof typeof usage

const readers: Record<Name, (typed: string[]) => unknown> = {
  'new-keys': (typed) => read('new-keys', typed, { workshop: text })[0],
  'clear-example': (typed) => read('clear-example', typed, { workshop: text, yes: flag })[0],
  import(typed) {
    const [options, words] = read('import', typed, { workshop: text, yes: flag }, { least: 2, most: 2 })
    const [kind, file] = words as [string, string]
    // Read the file here: the server may run as another user in another folder.
    return { kind, file: basename(file), bytes: readBytes(file), ...options }
  },
  'add-workshop'(typed) {
    const known = { 'time-zone': text, currency: text, plates: text, country: text, phone: text, empty: flag }
    const [options, words] = read('add-workshop', typed, known, { least: 1, most: Infinity })
    const { 'time-zone': timeZone, plates: plateFormat, ...rest } = options
    return { name: words.join(' '), timeZone, plateFormat, ...rest }
  },
}

/**
 * The arguments of the command `name`.
 * @throws StartError with the usage.
 */
export function readArguments(name: string, typed: string[]): unknown {
  if (!isCommand(name))
    throw new StartError(`Unknown command ${name}. The commands are: ${Object.values(usage).join(' · ')}`)
  return readers[name](typed)
}

const isCommand = (name: string): name is Name => Object.hasOwn(usage, name)

function read<O extends Record<string, typeof text | typeof flag>>(
  name: Name,
  typed: string[],
  options: O,
  words = { least: 0, most: 0 },
) {
  try {
    return readOptions(typed, { usage: usage[name], options, words: { ...words, otherwise: '' } })
  } catch {
    throw new StartError(`Usage: ${usage[name]}`)
  }
}

/** The file in base64; the command works out its encoding. */
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
