/** Parses what is typed after a command: options (`--name value`, `--flag`) and positional arguments. */
import { parseArgs } from 'node:util'
import { z } from 'zod'
import { HelpAsked, StartError } from './startError.ts'

export const text = z.string().optional()
export const flag = z.boolean().default(false)

const number = (form: RegExp, least: number, most: number, error: string) =>
  z
    .string()
    .regex(form, error)
    .transform(Number)
    .refine((given) => given >= least && given <= most, error)

/** A whole number, both ends included. */
export const whole = (least: number, most: number) =>
  number(/^\d{1,10}$/, least, most, `must be a whole number from ${least} to ${most}`)

/** A number from 0 to `most` with up to three decimals. */
export const decimal = (most: number) => number(/^\d{1,10}(\.\d{1,3})?$/, 0, most, `must be a number from 0 to ${most}`)

/** The syntax of a command. */
interface Form<O extends Record<string, z.ZodType>> {
  /** Shown with every error, and for `--help`. */
  usage: string
  options: O
  /** The number of positional arguments, and what to say for any other number. Default: none. */
  words?: { least: number; most: number; otherwise: string }
}

/**
 * The options by name, and the positional arguments.
 * @throws StartError with one sentence and the usage; HelpAsked with the usage
 */
export function readOptions<O extends Record<string, z.ZodType>>(
  typed: readonly string[],
  { usage, options, words = { least: 0, most: 0, otherwise: '' } }: Form<O>,
): [options: z.output<z.ZodObject<O>>, words: string[]] {
  const end = typed.indexOf('--')
  const before = end < 0 ? typed : typed.slice(0, end)
  if (before.includes('--help') || before.includes('-h')) throw new HelpAsked(usage)
  const bad = (sentence: string) => new StartError(`${sentence}\n${usage}`)
  const { values, positionals } = parse(typed, options, words.most > 0, bad)
  if (positionals.length < words.least || positionals.length > words.most) throw bad(words.otherwise)
  const read = z.object(options).safeParse(values)
  if (read.success) return [read.data, positionals]
  const { path, message } = read.error.issues[0]!
  throw bad(`--${path.join('.')} ${message}.`)
}

function parse(
  typed: readonly string[],
  options: Record<string, z.ZodType>,
  allowPositionals: boolean,
  bad: (sentence: string) => Error,
) {
  const typeOf = (option: z.ZodType) => (option.safeParse(true).success ? 'boolean' : 'string')
  const types = Object.fromEntries(
    Object.entries(options).map(([name, option]) => [name, { type: typeOf(option) }] as const),
  )
  try {
    return parseArgs({ args: [...typed], options: types, allowPositionals })
  } catch (error) {
    // Drop the advice Node adds after the first sentence.
    throw bad(error instanceof Error ? error.message.split('. ')[0]! : String(error))
  }
}
