/** Reads a work log as orders: `order,operation,resource,start,end`, one line per completed operation. */
import { StartError } from '#server/terminal/startError.ts'
import { historyColumns, readHistoryLine, type HistoryLine } from '#server/lists/historyLines.ts'
import { readTable, type BadLine } from '#server/lists/table.ts'
import { decodeText } from '#server/lists/text.ts'
import { count, plain } from '#server/terminal/wording.ts'
import type { LoggedOrder } from './rows.ts'

const SHOWN = 20

/** An order and its name in the log. */
export interface NamedOrder {
  name: string
  rows: LoggedOrder
}

/**
 * The orders of a log, earliest first, each with its rows by start. Times without an offset are read as UTC: only
 * durations matter.
 * @param file its name, for messages
 * @param remark is told what was left out of the log
 * @throws StartError with every line that cannot be used, up to 20
 */
export function readLog(bytes: Uint8Array, file: string, remark: (line: string) => void = () => {}): NamedOrder[] {
  const decoded = decodeText(bytes, 'free')
  if ('bad' in decoded) throw new StartError(`${plain(file)}: ${decoded.bad}`)
  const table = readTable(decoded.text, historyColumns)
  for (const note of table.notes) remark(`${plain(file)}: ${note}`)
  const bad: BadLine[] = [...table.bad]
  const lines: HistoryLine[] = []
  for (const { line, cells } of table.rows) {
    const read = readHistoryLine(cells, 'UTC')
    if ('bad' in read) bad.push({ line, reason: read.bad })
    else lines.push(read.value)
  }
  if (bad.length > 0) throw new StartError(badLines(plain(file), bad))
  if (lines.length === 0) throw new StartError(`${plain(file)}: There are no lines below the header.`)
  return ordersOf(lines)
}

function ordersOf(lines: readonly HistoryLine[]): NamedOrder[] {
  const orders = [...Map.groupBy(lines, ({ order }) => order)].map(([name, its]) => ({
    name,
    rows: its.map(({ operation, start, end }) => ({ operation, start, end })).sort((a, b) => a.start - b.start),
  }))
  return orders.sort((a, b) => a.rows[0]!.start - b.rows[0]!.start)
}

function badLines(file: string, bad: BadLine[]): string {
  const ordered = bad.toSorted((a, b) => a.line - b.line)
  const shown = ordered.slice(0, SHOWN).map(({ line, reason }) => `  line ${line}: ${reason}`)
  const more = bad.length > SHOWN ? [`  and ${count(bad.length - SHOWN, 'more line')}`] : []
  return [`${file}: ${count(bad.length, 'line')} cannot be used.`, ...shown, ...more].join('\n')
}
