/** Parses SYNC.md and COMMANDS.md: examples by schema, tables, sections. */
import { readFileSync } from 'node:fs'

const read = (file: string) => readFileSync(new URL(`../../server/contract/${file}`, import.meta.url), 'utf8')
/** SYNC.md followed by COMMANDS.md. */
export const reference = read('COMMANDS.md')
export const text = read('SYNC.md') + reference

export interface Example {
  /** The message's name, after `json` at the fence. */
  of: string
  value: unknown
}

export const examples: readonly Example[] = [...text.matchAll(/^```json (\w+)\n(.*?)^```$/gms)].map(([, of, body]) => ({
  of: of!,
  value: JSON.parse(body!),
}))

/** The first example of a message. */
export function example(of: string): unknown {
  const found = examples.find((one) => one.of === of)
  if (!found) throw new Error(`SYNC.md and COMMANDS.md have no example of ${of}`)
  return structuredClone(found.value)
}

/** The text below a heading, up to the next heading of the same or a higher level. */
export function section(heading: string): string {
  const level = /^#+/.exec(heading)![0].length
  const lines = text.split('\n')
  const begin = lines.indexOf(heading)
  if (begin < 0) throw new Error(`SYNC.md and COMMANDS.md have no section ${heading}`)
  const rest = lines.slice(begin + 1)
  const end = rest.findIndex((line) => new RegExp(`^#{1,${level}} `).test(line))
  return rest.slice(0, end < 0 ? undefined : end).join('\n')
}

/** The cells of the first table below a heading, without its header row. */
export function table(heading: string): string[][] {
  const rows = section(heading).split('\n')
  const first = rows.findIndex((line) => line.startsWith('|'))
  const body = rows.slice(first + 2)
  const end = body.findIndex((line) => !line.startsWith('|'))
  return body.slice(0, end < 0 ? undefined : end).map((row) =>
    row
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  )
}

/** All texts in `backticks`. */
export const quoted = (cell: string): string[] => [...cell.matchAll(/`([^`]+)`/g)].map(([, word]) => word!)
