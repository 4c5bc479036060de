/** A work log from another program: its columns, and a line of it as values. */
import { instantCell, lineCell, type Cell } from './cells.ts'
import { together } from './lines.ts'
import { quoted } from '../terminal/wording.ts'
import type { Columns } from './headings.ts'

const columns = ['order', 'operation', 'resource', 'start', 'end', 'model'] as const
export type HistoryColumn = (typeof columns)[number]

export const historyColumns: Columns<HistoryColumn> = {
  all: columns,
  required: ['order', 'operation', 'start', 'end'],
}

export interface HistoryLine {
  order: string
  operation: string
  resource: string | null
  start: number
  end: number
  /** The kind of car; null: not stated. */
  model: string | null
}

/** @param timeZone applies to times without an offset */
export function readHistoryLine(cells: Record<HistoryColumn, string>, timeZone: string): Cell<HistoryLine> {
  const line = together<HistoryLine>({
    order: required('order', cells.order),
    operation: required('operation', cells.operation),
    resource: lineCell('resource', cells.resource, 120),
    start: named('start', instantCell(cells.start, timeZone)),
    end: named('end', instantCell(cells.end, timeZone)),
    model: lineCell('model', cells.model, 60),
  })
  if ('value' in line && line.value.end < line.value.start)
    return { bad: `ends ${quoted(cells.end)} before it starts ${quoted(cells.start)}` }
  return line
}

function required(column: string, text: string): Cell<string> {
  const cell = lineCell(column, text, 120)
  if ('bad' in cell) return cell
  return cell.value === null ? { bad: `the ${column} is missing` } : { value: cell.value }
}

const named = (column: string, cell: Cell<number>): Cell<number> =>
  'bad' in cell ? { bad: `${column}: ${cell.bad}` } : cell
