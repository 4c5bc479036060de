/** What the workshop already knows about the cars in a list. */
import type { Sql } from 'postgres'
import { spellings } from '#contract/plate.ts'
import type { PriceItem } from '#contract/entities/index.ts'
import { Files } from '#server/domain/vehicle/car.ts'
import { tables } from '#server/read/tables.ts'

/** The files of the cars that these plates may mean. */
export async function vehiclesOf(sql: Sql, workshopId: string, plates: string[]): Promise<Files> {
  const all = plates.flatMap(spellings)
  return new Files(await tables.vehicle.select(sql, workshopId, 'plate = any($2::text[])', [all]))
}

/** An appointment of a car, past ones included. */
export interface Booked {
  plate: string
  appointmentAt: number
  /** The car has neither come nor has the appointment been cancelled. */
  isOpen: boolean
}

export async function bookedOf(sql: Sql, workshopId: string, plates: string[]): Promise<Booked[]> {
  const rows = await sql<{ plate: string; appointment_at: string; state: string }[]>`
    select plate, appointment_at, state from repair_order
    where workshop_id = ${workshopId} and plate = any(${plates.flatMap(spellings)}) and appointment_at is not null`
  return rows.map(({ plate, appointment_at, state }) => ({
    ...{ plate, appointmentAt: Date.parse(appointment_at), isOpen: state === 'booked' },
  }))
}

export async function itemCodes(sql: Sql, workshopId: string): Promise<Set<string>> {
  const rows = await sql<
    { code: string }[]
  >`select code from price_item where workshop_id = ${workshopId} and retired_at is null`
  return new Set(rows.map(({ code }) => code))
}

/** Those that are offered. */
export const priceItemsOf = (sql: Sql, workshopId: string): Promise<PriceItem[]> =>
  tables.priceItem.select(sql, workshopId, 'retired_at is null', [])

/** Those of these work samples that the workshop already has. */
export async function samplesKnown(sql: Sql, workshopId: string, ids: string[]): Promise<Set<string>> {
  const rows = await sql<{ id: string }[]>`select id from work_sample
    where workshop_id = ${workshopId} and id = any(${ids}::uuid[])`
  return new Set(rows.map(({ id }) => id))
}
