/** Reads a CSV list as rows of named cells. */
import { CsvError } from 'csv-parse'
import { parse } from 'csv-parse/sync'
import { quoted } from '../terminal/wording.ts'

/** A line that cannot be used; the first line of the file is 1. */
export interface BadLine {
  line: number
  reason: string
}

export interface Row<C extends string> {
  line: number
  /** Trimmed; '' for a column the list does not have. */
  cells: Record<C, string>
}

export interface Columns<C extends string> {
  all: readonly C[]
  required: readonly C[]
}

interface Parsed {
  record: string[]
  info: { lines: number }
}

/**
 * The rows below the header; empty ones are skipped. The separator is the one most frequent in the header: comma, semicolon
 * or tab. If the header or the quotes are wrong, only the faults are returned.
 */
export function readTable<C extends string>(text: string, columns: Columns<C>): { rows: Row<C>[]; bad: BadLine[] } {
  const records = parseRecords(text.replaceAll(/\r\n?/g, '\n'))
  if (!Array.isArray(records)) return { rows: [], bad: [records] }
  const [first, ...rest] = records
  if (!first) return { rows: [], bad: [{ line: 1, reason: 'there is no header line' }] }
  const header = first.record.map((cell) => cell.trim().toLowerCase())
  const wrong = headerFault(header, columns)
  if (wrong) return { rows: [], bad: [{ line: first.line, reason: wrong }] }

  const rows: Row<C>[] = []
  const bad: BadLine[] = []
  for (const { line, record } of rest) {
    if (record.length === header.length) rows.push({ line, cells: cellsOf(header, record, columns) })
    else
      bad.push({
        line,
        reason: `has ${record.length} cells, the header ${header.length}; quote cells with separators in them`,
      })
  }
  return { rows, bad }
}

function parseRecords(text: string): { line: number; record: string[] }[] | BadLine {
  let read = 0
  try {
    const parsed = parse(text, {
      ...{ delimiter: delimiterOf(text), record_delimiter: '\n', info: true, relax_column_count: true },
      ...{ skip_empty_lines: true, skip_records_with_empty_values: true },
      on_record(record: string[], { lines }) {
        read = lines
        return record
      },
    }) as unknown as Parsed[]
    // The parser reports where a record ends; people look for where it begins.
    return parsed.map(({ record, info }) => ({ record, line: info.lines - record.join('').split('\n').length + 1 }))
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
    if (error.code === 'CSV_QUOTE_NOT_CLOSED') {
      // The parser has swallowed the rest of the file: the quote follows the last complete record.
      const below = text.split('\n').slice(read)
      const line = read + 1 + below.findIndex((one) => one.trim() !== '')
      return { line, reason: 'a quotation mark opened here is never closed' }
    }
    const line = Number(error['lines'] ?? 1)
    return {
      line,
      reason: 'there is a quotation mark inside the cell; double it and put the cell in quotation marks',
    }
  }
}

function delimiterOf(text: string): string {
  const header = text
    .trimStart()
    .split('\n', 1)[0]!
    .replaceAll(/"[^"]*"/g, '')
  const count = (mark: string) => header.split(mark).length
  return [',', ';', '\t'].reduce((best, mark) => (count(mark) > count(best) ? mark : best))
}

function headerFault<C extends string>(header: string[], { all, required }: Columns<C>): string | null {
  const known = `the columns are ${all.join(', ')}`
  const strange = header.find((name) => !(all as readonly string[]).includes(name))
  if (strange !== undefined) return `the header has an unknown column ${quoted(strange)}; ${known}`
  const twice = header.find((name, at) => header.indexOf(name) < at)
  if (twice !== undefined) return `the header has the column ${quoted(twice)} twice`
  const missing = required.find((name) => !header.includes(name))
  return missing === undefined ? null : `the header has no column ${quoted(missing)}; ${known}`
}

function cellsOf<C extends string>(header: string[], record: string[], { all }: Columns<C>): Record<C, string> {
  const cells = all.map((name) => [name, record[header.indexOf(name)]?.trim() ?? ''])
  return Object.fromEntries(cells) as Record<C, string>
}
