/** The lists' columns, and a line of each as values. */
import type { Workshop } from '#contract/entities/index.ts'
import type { Language } from '#contract/values.ts'
import { languageCell, lineCell, phoneCell, plateCell, timeCell, wordsCell, type Cell } from './cells.ts'
import type { Columns } from './headings.ts'

const car = ['plate', 'model', 'name', 'phone', 'language'] as const
export type CarColumn = (typeof car)[number]
export type AppointmentColumn = CarColumn | 'at' | 'words' | 'items'

export const carColumns: Columns<CarColumn> = { all: car, required: ['plate'] }
export const appointmentColumns: Columns<AppointmentColumn> = {
  all: [...car, 'at', 'words', 'items'],
  required: ['plate', 'at'],
}

export interface CarLine {
  plate: string
  model: string | null
  name: string | null
  phone: string | null
  /** Null: not stated. */
  language: Language | null
}

export interface AppointmentLine extends CarLine {
  appointmentAt: number
  words: string
  /** As written: the codes must exist only for a new appointment. */
  items: string
}

const carCells = (cells: Record<CarColumn, string>, workshop: Workshop) => ({
  plate: plateCell(cells.plate, workshop),
  model: lineCell('model', cells.model, 60),
  name: lineCell('name', cells.name, 60),
  phone: phoneCell(cells.phone, workshop),
  language: languageCell(cells.language),
})

export const readCar = (cells: Record<CarColumn, string>, workshop: Workshop): Cell<CarLine> =>
  together<CarLine>(carCells(cells, workshop))

export const readAppointment = (cells: Record<AppointmentColumn, string>, workshop: Workshop): Cell<AppointmentLine> =>
  together<AppointmentLine>({
    ...carCells(cells, workshop),
    appointmentAt: timeCell(cells.at, workshop.timeZone),
    words: wordsCell('words', cells.words, 500),
    items: { value: cells.items },
  })

/** All cells of a line, or everything that is wrong with it. */
export function together<T>(cells: { [K in keyof T]: Cell<T[K]> }): Cell<T> {
  const entries = Object.entries(cells) as [string, Cell<unknown>][]
  const faults = entries.flatMap(([, cell]) => ('bad' in cell ? [cell.bad] : []))
  if (faults.length > 0) return { bad: faults.join('; ') }
  return { value: Object.fromEntries(entries.map(([name, cell]) => [name, 'value' in cell ? cell.value : null])) as T }
}
