/** Works out line by line what a list would change, before anything is written. */
import type { Sql } from 'postgres'
import { freeTimesNear, objectionToTime } from '#contract/appointment.ts'
import type { ImportedAppointment, ImportedCar } from '#contract/commands/admin.ts'
import type { Workshop } from '#contract/entities/index.ts'
import { formatPlate, samePlate, withoutHyphen } from '#contract/plate.ts'
import { knownCar, type Files } from '#server/domain/vehicle/car.ts'
import { merged } from '#server/domain/vehicle/vehicle.ts'
import type { Vehicle } from '#server/domain/internal.ts'
import type { Context } from '#server/domain/rule.ts'
import { newCode, newId } from '#server/write/ids.ts'
import { itemsCell } from './cells.ts'
import { readAppointment, readCar, type AppointmentColumn, type CarColumn, type CarLine } from './lines.ts'
import type { Cell } from './cells.ts'
import { bookedOf, itemCodes, vehiclesOf, type Booked } from './known.ts'
import type { BadLine, Row } from './table.ts'
import { plain, wallClock } from '../terminal/wording.ts'

/** One line and its effect. */
export interface Planned<T> {
  line: number
  does: 'new' | 'changed' | 'same'
  entry: T
  /** For the preview. */
  label: string
}

export interface Plan<T> {
  lines: Planned<T>[]
  bad: BadLine[]
  /** Good lines that must not be taken, and why. */
  keptOut?: BadLine[]
  /** Remarks on the whole list. */
  notes?: string[]
}

/** What a list is compared with. */
export interface Ground {
  sql: Sql
  workshop: Workshop
  /** House time, milliseconds. */
  now: number
}

/** Cars by plate. A repeated plate is refused: it would change back and forth with every import. */
export async function planCars(rows: Row<CarColumn>[], { sql, workshop, now }: Ground): Promise<Plan<ImportedCar>> {
  const { good, bad } = read(
    rows,
    (cells) => readCar(cells, workshop),
    ({ plate }) => withoutHyphen(plate),
    'car',
  )
  const known = await vehiclesOf(
    sql,
    workshop.id,
    good.map(({ value }) => value.plate),
  )
  const lines = good.flatMap(({ line, value }): Planned<ImportedCar>[] => {
    const before = knownCar(value, known.of(value.plate), admin(now))
    if (before === 'ambiguous') {
      bad.push({ line, reason: unclear(value, known) })
      return []
    }
    const entry = asKnown(value, before, workshop)
    const after = merged(before, entry, admin(now))
    const does = before === undefined ? 'new' : after === before ? 'same' : 'changed'
    known.put(after)
    return [{ line, entry, does, label: `${formatPlate(after.plate)}  ${carLabel(before, after)}` }]
  })
  return { lines, bad: bad.toSorted((a, b) => a.line - b.line) }
}

/**
 * Appointments by car and time. A known one stays unchanged even if it is cancelled or past, or an operation it was booked
 * with has left the price list. New ones are kept out when their time has passed, or when the car has an open appointment
 * that the list lacks: then the list was exported after it had been moved.
 */
export async function planAppointments(
  rows: Row<AppointmentColumn>[],
  { sql, workshop, now }: Ground,
): Promise<Plan<ImportedAppointment>> {
  const { good, bad } = read(rows, (cells) => readAppointment(cells, workshop), keyOf, 'car and time')
  const plates = good.map(({ value }) => value.plate)
  const [known, booked, codes] = await Promise.all([
    vehiclesOf(sql, workshop.id, plates),
    bookedOf(sql, workshop.id, plates),
    itemCodes(sql, workshop.id),
  ])
  const listed = Map.groupBy(
    good.map(({ value }) => value),
    ({ plate }) => withoutHyphen(plate),
  )
  const before = Map.groupBy(booked, ({ plate }) => withoutHyphen(plate))
  const isListed = (one: Booked) => (listed.get(withoutHyphen(one.plate)) ?? []).some((value) => isSame(one, value))
  const taken = new Set(good.map(({ value }) => value.appointmentAt))
  const clock = (at: number) => wallClock(at, workshop.timeZone)
  const open = (at: number) => {
    const times = freeTimesNear(workshop, at, now, taken).map(clock)
    return times.length > 0 ? `; free times near: ${times.join(', ')}` : ''
  }
  const lines: Planned<ImportedAppointment>[] = []
  const keptOut: BadLine[] = []
  for (const { line, value } of good) {
    const { items, ...appointment } = value
    const ofCar = before.get(withoutHyphen(value.plate)) ?? []
    const does = ofCar.some((one) => isSame(one, value)) ? 'same' : 'new'
    const file = knownCar(value, known.of(value.plate), admin(now))
    const time = clock(value.appointmentAt)
    const wanted: Cell<string[]> = does === 'same' ? { value: [] } : itemsCell(items, codes)
    const objection = does === 'new' ? objectionToTime(workshop, value.appointmentAt, now) : null
    const other = ofCar.filter((one) => does === 'new' && one.isOpen && isCar(one, value) && !isListed(one))
    if (objection === 'time_in_past') keptOut.push({ line, reason: `the time ${time} has already passed` })
    else if (objection) bad.push({ line, reason: `at ${time} the workshop is closed${open(value.appointmentAt)}` })
    else if (file === 'ambiguous') bad.push({ line, reason: unclear(value, known) })
    else if ('bad' in wanted) bad.push({ line, reason: wanted.bad })
    else if (other.length > 0) {
      const times = other.map(({ appointmentAt }) => clock(appointmentAt)).join(' and ')
      const reason = `${time}  ${formatPlate(value.plate)} is also booked ${times}. Moved? Then change its time at the desk; to book both, list both`
      keptOut.push({ line, reason })
    } else {
      const entry = { ...appointment, ...asKnown(value, file, workshop), itemCodes: wanted.value }
      if (does === 'new') known.put(merged(file, entry, admin(now)))
      const label = [time, formatPlate(value.plate), value.name, ...wanted.value].filter(Boolean).join('  ')
      lines.push({ line, does, entry, label })
    }
  }
  return { lines, bad: bad.toSorted((a, b) => a.line - b.line), keptOut }
}

type Time = Pick<Booked, 'plate' | 'appointmentAt'>
const keyOf = ({ plate, appointmentAt }: Time) => `${withoutHyphen(plate)} ${appointmentAt}`
const isCar = (one: { plate: string }, other: { plate: string }) => samePlate(one.plate, other.plate) !== 'no'
const isSame = (one: Time, other: Time) => one.appointmentAt === other.appointmentAt && isCar(one, other)

/** Why a plate without its hyphen cannot be taken. */
function unclear({ plate }: CarLine, known: Files): string {
  const cars = known.of(plate).map((file) => formatPlate(file.plate))
  return `the plate ${formatPlate(plate)} may be that of another car than ${cars.join(' or ')}; write it with its hyphen`
}

/** Reads every line. Lines that cannot be read, or repeat an earlier line's `what`, are bad. */
function read<C extends string, T extends { plate: string }>(
  rows: Row<C>[],
  readLine: (cells: Row<C>['cells']) => Cell<T>,
  key: (value: T) => string,
  what: string,
): { good: { line: number; value: T }[]; bad: BadLine[] } {
  const good: { line: number; value: T }[] = []
  const bad: BadLine[] = []
  const earlier = new Map<string, { line: number; value: T }[]>()
  for (const { line, cells } of rows) {
    const cell = readLine(cells)
    if ('bad' in cell) {
      bad.push({ line, reason: cell.bad })
      continue
    }
    const { value } = cell
    const alike = earlier.get(key(value)) ?? []
    const before = alike.find((one) => isCar(one.value, value))
    if (before) bad.push({ line, reason: `is the same ${what} as line ${before.line}` })
    else {
      earlier.set(key(value), [...alike, { line, value }])
      good.push({ line, value })
    }
  }
  return { good, bad }
}

/** A line as an entry of the command. A missing language stays as known, or becomes the one most customers speak. */
function asKnown(line: CarLine, known: Vehicle | undefined, workshop: Workshop): ImportedCar {
  const { plate, model, name, phone } = line
  const language = line.language ?? known?.customer.language ?? (workshop.plateFormat === 'cn' ? 'zh-Hans' : 'en')
  return { plate, model, name, phone, language }
}

const fieldsOf = ({ model, customer: { name, phone, language } }: Vehicle) => ({ model, name, phone, language })

/** A new car with everything known about it; for a known one, the changes. */
function carLabel(before: Vehicle | undefined, after: Vehicle): string {
  const now = fieldsOf(after)
  if (!before) return plain(Object.values(now).filter(Boolean).join('  '))
  const was = fieldsOf(before)
  const changes = (Object.keys(now) as (keyof typeof now)[]).filter((field) => now[field] !== was[field])
  const plate = before.plate === after.plate ? [] : [`plate ${formatPlate(before.plate)} → ${formatPlate(after.plate)}`]
  return plain([...plate, ...changes.map((field) => `${field} ${was[field] ?? 'none'} → ${now[field]}`)].join(', '))
}

const admin = (now: number): Context => ({
  ...{ now, clock: now, actor: { device: 'admin', personId: null }, newId, newCode, seq: 0, roles: null, channels: [] },
  quoted: () => null,
})
