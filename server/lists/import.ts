/**
 * Imports lists of cars and appointments, and work logs: first a preview, then, with `yes`, one command in one
 * transaction. One bad line rejects the whole list; lines kept out do not; importing a list twice changes nothing the second time.
 */
import type { z } from 'zod'
import type { ImportedSample } from '#contract/commands/admin.ts'
import { commands } from '#contract/commands/index.ts'
import { formatPlate } from '#contract/plate.ts'
import { refusalOf } from '#server/edge/sentences.ts'
import { permitOwn } from '#server/policy/permit.ts'
import { newId } from '#server/write/ids.ts'
import { planHistory } from './planHistory.ts'
import { historyColumns, type HistoryColumn } from './historyLines.ts'
import { appointmentColumns, carColumns } from './lines.ts'
import { planAppointments, planCars, type Ground, type Plan, type Planned } from './plan.ts'
import type { Columns } from './headings.ts'
import { readTable, type BadLine, type Row } from './table.ts'
import { decodeText } from './text.ts'
import { count, plain, wallClock } from '../terminal/wording.ts'
import type { Writer } from '#server/write/write.ts'

const SHOWN = 10

export const listKinds = ['cars', 'appointments', 'history'] as const
type ListKind = (typeof listKinds)[number]
export const isListKind = (text: string): text is ListKind => (listKinds as readonly string[]).includes(text)

/** What differs between the lists: columns, planning and writing. */
interface Kind<C extends string, T> {
  one: string
  most: number
  columns: Columns<C>
  plan: (rows: Row<C>[], ground: Ground) => Promise<Plan<T>>
  write: (entries: T[], ground: Ground, writer: Writer) => Promise<string[] | { refused: string }>
}

/** The result, in lines for the terminal; not ok: nothing has been written. */
interface Result {
  ok: boolean
  lines: string[]
}
type OpenWriter = () => Promise<Writer>

/**
 * @param bytes the file in base64
 * @param writer opened only if there is something to write
 */
export async function importList(
  { kind, file: name, bytes, yes }: { kind: ListKind; file: string; bytes: string; yes: boolean },
  ground: Ground,
  writer: OpenWriter,
): Promise<Result> {
  const file = plain(name)
  const decoded = decodeText(Buffer.from(bytes, 'base64'), ground.workshop.plateFormat)
  if ('bad' in decoded) return no(`${file}: ${decoded.bad}`)
  const list = { file, text: decoded.text, note: decoded.note, yes }
  if (kind === 'cars') return take(cars, list, ground, writer)
  return kind === 'history' ? take(history, list, ground, writer) : take(appointments, list, ground, writer)
}

interface List {
  file: string
  text: string
  note: string | null
  yes: boolean
}

async function take<C extends string, T>(
  kind: Kind<C, T>,
  list: List,
  ground: Ground,
  writer: OpenWriter,
): Promise<Result> {
  const { file, note, yes } = list
  const table = readTable(list.text, kind.columns)
  const size = table.rows.length + table.bad.length
  if (size === 0) return no(`${file}: There are no lines below the header.`)
  if (size > kind.most)
    return no(
      `${file}: ${count(size, kind.one)}; one import takes at most ${kind.most.toLocaleString('en')}. Split the file.`,
    )
  const { lines, bad, keptOut = [], notes = [] } = await kind.plan(table.rows, ground)
  const allBad = [...table.bad, ...bad].toSorted((a, b) => a.line - b.line)
  const remarks = [...(note ? [note] : []), ...table.notes]
  if (allBad.length > 0) return no(...badLines(file, allBad, lines.length), ...remarks)

  const fresh = lines.filter(({ does }) => does !== 'same')
  const head = [
    `${file}: ${count(size, kind.one)} for ${plain(ground.workshop.name)}: ${sumOf(lines, keptOut.length)}.`,
    ...remarks,
    ...notes,
    ...shortened(keptOut.map(({ line, reason }) => `  line ${line}: kept out: ${plain(reason)}`)),
  ]
  if (fresh.length === 0) return yesLines(...head, 'There is nothing to import.')
  if (!yes) return yesLines(...head, ...preview(lines), 'Nothing has been written yet. Add --yes to import.')
  const written = await kind.write(
    fresh.map(({ entry }) => entry),
    ground,
    await writer(),
  )
  if ('refused' in written) return no(...head, `Nothing has been written. ${written.refused}`)
  return yesLines(...head, 'Imported.', ...written)
}

const cars: Kind<(typeof carColumns.all)[number], Parameters<typeof writeCars>[0][number]> = {
  one: 'car',
  most: 5000,
  columns: carColumns,
  plan: planCars,
  write: writeCars,
}
const appointments: Kind<(typeof appointmentColumns.all)[number], Parameters<typeof writeAppointments>[0][number]> = {
  one: 'appointment',
  most: 2000,
  columns: appointmentColumns,
  plan: planAppointments,
  write: writeAppointments,
}
const history: Kind<HistoryColumn, ImportedSample> = {
  one: 'line',
  most: 20_000,
  columns: historyColumns,
  plan: planHistory,
  write: writeHistory,
}

async function writeCars(
  entries: z.output<typeof commands.importCars.payload>['cars'],
  { workshop }: Ground,
  writer: Writer,
) {
  const payload = commands.importCars.payload.parse({ cars: entries })
  const outcome = await writer.execute(permitOwn('admin', workshop.id, { id: newId(), name: 'importCars', payload }))
  return outcome.ok ? [] : { refused: refusalOf(outcome.code, 'en').message }
}

/** Returns the codes of the new appointments, to be passed on to the customers. */
async function writeAppointments(
  entries: z.output<typeof commands.importAppointments.payload>['appointments'],
  { workshop }: Ground,
  writer: Writer,
) {
  const payload = commands.importAppointments.payload.parse({ appointments: entries })
  const outcome = await writer.execute(
    permitOwn('admin', workshop.id, { id: newId(), name: 'importAppointments', payload }),
  )
  if (!outcome.ok) return { refused: refusalOf(outcome.code, 'en').message }
  return (outcome.entry?.put.order ?? []).map(
    ({ plate, code, appointmentAt }) =>
      `  ${wallClock(appointmentAt!, workshop.timeZone)}  ${formatPlate(plate)}  code ${code}`,
  )
}

/** Returns the operations' times as learnt. */
async function writeHistory(entries: ImportedSample[], { workshop }: Ground, writer: Writer) {
  const payload = commands.importHistory.payload.parse({ samples: entries })
  const outcome = await writer.execute(permitOwn('admin', workshop.id, { id: newId(), name: 'importHistory', payload }))
  if (!outcome.ok) return { refused: refusalOf(outcome.code, 'en').message }
  return (outcome.entry?.put.priceItem ?? []).flatMap(({ code, standardMinutes, learned: [learned] }) =>
    learned
      ? `  ${plain(code)}  likely ${learned.likelyMinutes} min, safe ${learned.safeMinutes} min, standard ${standardMinutes} min; done ${count(learned.count, 'time')}`
      : [],
  )
}

function sumOf(lines: readonly Planned<unknown>[], keptOut: number): string {
  const counts = Map.groupBy(lines, ({ does }) => does)
  const sum = (does: Planned<unknown>['does']) => (counts.get(does)?.length ?? 0).toLocaleString('en')
  const changed = counts.has('changed') ? [`${sum('changed')} changed`] : []
  const out = keptOut > 0 ? [`${keptOut.toLocaleString('en')} kept out`] : []
  return [`${sum('new')} new`, ...changed, `${sum('same')} unchanged`, ...out].join(', ')
}

/** The lines that would change something. */
const preview = (lines: readonly Planned<unknown>[]): string[] =>
  shortened(
    lines
      .filter(({ does }) => does !== 'same')
      .map(({ line, does, label }) => `  line ${line}: ${does}  ${plain(label)}`),
  )

/** The first of them, and how many more there are. */
const shortened = (lines: string[]): string[] =>
  lines.length > SHOWN ? [...lines.slice(0, SHOWN), `  and ${count(lines.length - SHOWN, 'more line')}`] : lines

const badLines = (file: string, bad: BadLine[], good: number): string[] => [
  ...bad.map(({ line, reason }) => `  line ${line}: ${reason}`),
  `${file}: ${count(bad.length, 'line')} cannot be used, ${good.toLocaleString('en')} can. Nothing has been written: correct the file and try again.`,
]

const yesLines = (...lines: string[]): Result => ({ ok: true, lines })
const no = (...lines: string[]): Result => ({ ok: false, lines })
