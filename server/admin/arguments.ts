/** Reads what is typed after a command. */
import { readFileSync, statSync } from 'node:fs'
import { basename } from 'node:path'
import { languages } from '#contract/values.ts'
import { flag, readOptions, text } from '#server/terminal/options.ts'
import { StartError } from '#server/terminal/startError.ts'
import { typedPath } from '#server/terminal/typedPath.ts'
import { quoted } from '#server/terminal/wording.ts'
import { isListKind } from '../lists/import.ts'
import { LARGEST_FILE } from '../lists/text.ts'

const usage = {
  import: `npm run import -- cars|appointments|history FILE [--yes] [--workshop NAME]
FILE is a CSV file whose first line names its columns. Without --yes you see what would happen, and nothing is written.
  cars          plate, and any of: model, name, phone, language (${languages.join(', ')})
                    plate,model,name,phone
                    XK 4411,Golf,Anna Berg,+44 20 7946 0018
  appointments  plate, at, and any of those, words, items (codes of the price list, with spaces between)
                    plate,at,name,items
                    XK 4411,2026-11-24 09:30,Anna Berg,M01 M03
  history       order, operation (a code or title of the price list), start, end, and any of: resource, model
                    order,operation,start,end
                    R-1042,M01,2026-01-05 09:00,2026-01-05 09:50`,
  'clear-example': `npm run clear-example -- [--yes] [--workshop NAME]
  --yes  deletes the example's bays, people and price list, and its cars; without it you see what would go`,
  'add-workshop': `npm run add-workshop -- NAME [--empty] [--time-zone ZONE] [--currency CODE] [--plates cn|free] [--country CODE] [--phone NUMBER]
  --empty      without the example's bays, people and prices
  --time-zone  such as Europe/London; the machine's when not given
  --currency   three letters, such as GBP
  --plates     cn for those of mainland China, free for any others
  --country    two letters, such as GB: telephone numbers without a country code belong to it
  --phone      the workshop's own number`,
  'new-password': `npm run new-password -- --person NAME [--email ADDRESS] [--workshop NAME]
  --person  whose password to replace; it is shown once
  --email   the address to sign in with, if there is none yet or it changes`,
}
type Name = keyof typeof usage

const readers: Record<Name, (typed: string[]) => unknown> = {
  'clear-example': (typed) => read('clear-example', typed, { workshop: text, yes: flag })[0],
  'new-password'(typed) {
    const [options] = read('new-password', typed, { workshop: text, person: text, email: text })
    if (options.person === undefined) throw new StartError(`Say whose: --person NAME.\n${usage['new-password']}`)
    return options
  },
  import(typed) {
    const expected = { least: 2, most: 2, otherwise: 'Name the kind of list and one file.' }
    const [options, words] = read('import', typed, { workshop: text, yes: flag }, expected)
    const [kind, file] = words as [string, string]
    if (!isListKind(kind))
      throw new StartError(
        `${quoted(kind)} is no kind of list; there are cars, appointments and history.\n${usage.import}`,
      )
    // Read the file here: the server may run as another user in another folder.
    return { kind, file: basename(file), bytes: readBytes(file), ...options }
  },
  'add-workshop'(typed) {
    const known = { 'time-zone': text, currency: text, plates: text, country: text, phone: text, empty: flag }
    const [options, words] = read('add-workshop', typed, known, {
      ...{ least: 1, most: Infinity, otherwise: 'Name the workshop.' },
    })
    const { 'time-zone': timeZone, plates: plateFormat, ...rest } = options
    return { name: words.join(' '), timeZone, plateFormat, ...rest }
  },
}

/**
 * The arguments of the command `name`.
 * @throws StartError with one sentence and the usage
 */
export function readArguments(name: string, typed: string[]): unknown {
  if (!isCommand(name))
    throw new StartError(`Unknown command ${name}. The commands are: ${Object.values(usage).join(' · ')}`)
  return readers[name](typed)
}

const isCommand = (name: string): name is Name => Object.hasOwn(usage, name)

const read = <O extends Record<string, typeof text | typeof flag>>(
  name: Name,
  typed: string[],
  options: O,
  words?: { least: number; most: number; otherwise: string },
) => readOptions(typed, { usage: usage[name], options, ...(words ? { words } : {}) })

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
