/** Reads a CSV list as rows of named cells. */
import { CsvError } from 'csv-parse'
import { parse } from 'csv-parse/sync'
import { headingFault, headingsOf, notTaken, type Columns, type Heading } from './headings.ts'
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

export interface Table<C extends string> {
  rows: Row<C>[]
  bad: BadLine[]
  /** Remarks on the whole table. */
  notes: string[]
}

interface Parsed {
  record: string[]
  info: { lines: number }
}

/**
 * The rows below the header; empty ones are skipped. The separator is the one most frequent in the header: comma, semicolon
 * or tab, or the one in a first line `sep=;`. Columns the list does not have are left out and noted; empty cells at the end
 * of a line count as missing. If the header or the quotes are wrong, only the faults are returned.
 */
export function readTable<C extends string>(text: string, columns: Columns<C>): Table<C> {
  const fault = (bad: BadLine) => ({ rows: [], bad: [bad], notes: [] })
  const records = parseRecords(text.replaceAll(/\r\n?/g, '\n'))
  if (!Array.isArray(records)) return fault(records)
  const [first, ...rest] = records
  if (!first) return fault({ line: 1, reason: 'there is no header line' })
  const headings = headingsOf(first.record, columns)
  const wrong = headingFault(headings, columns)
  if (wrong) return fault({ line: first.line, reason: wrong })

  const rows: Row<C>[] = []
  const bad: BadLine[] = []
  for (const { line, record } of rest) {
    const reason = strayCell(headings, record)
    if (reason === null) rows.push({ line, cells: cellsOf(headings, record, columns) })
    else bad.push({ line, reason })
  }
  const left = headings.filter(
    ({ text, column }, at) => column === null && text !== '' && rest.some(({ record }) => record[at]?.trim()),
  )
  const notes = notTaken(
    left.map(({ text }) => text),
    columns,
  )
  return { rows, bad, notes }
}

/** A filled cell that no heading stands above: it may belong to the column beside it. Null if there is none. */
function strayCell(headings: readonly Heading<string>[], record: readonly string[]): string | null {
  const at = record.findIndex((cell, place) => cell.trim() !== '' && (headings[place]?.text ?? '') === '')
  if (at < 0) return null
  const cell = quoted(record[at]!.trim())
  return at < headings.length
    ? `${cell} is in column ${at + 1}, which has no heading`
    : `has ${record.length} cells, the header ${headings.length}; quote cells with separators in them`
}

/** Tells Excel the separator. */
const separatorLine = /^"?sep=([,;\t|])"?[,;\t|]*(?=\n)/i

function parseRecords(text: string): { line: number; record: string[] }[] | BadLine {
  let read = 0
  try {
    const [, told] = separatorLine.exec(text) ?? []
    // The line stays, empty, so that the lines below keep their numbers.
    const parsed = parse(text.replace(separatorLine, ''), {
      ...{ delimiter: told ?? delimiterOf(text), record_delimiter: '\n', info: true, relax_column_count: true },
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

function cellsOf<C extends string>(
  headings: readonly Heading<C>[],
  record: readonly string[],
  { all }: Columns<C>,
): Record<C, string> {
  const cells = all.map((name) => {
    const at = headings.findIndex(({ column }) => column === name)
    return [name, record[at]?.trim() ?? '']
  })
  return Object.fromEntries(cells) as Record<C, string>
}
