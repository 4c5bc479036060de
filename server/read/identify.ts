/** Whose a car is: for staff at once, at the kiosk only if the last four digits match. Numbers stay with the staff. */
import type { Sql } from 'postgres'
import { mainNumber } from '#contract/phone.ts'
import { carMeant, spellings } from '#contract/plate.ts'
import type { Identified } from '#contract/questions.ts'
import type { Language } from '#contract/values.ts'

export interface Identify {
  ask(
    workshopId: string,
    by: { plate: string } | { code: string },
    last4: string | null,
    isStaff: boolean,
  ): Promise<Identified | 'which_plate'>
  /** Whether the workshop knows a car with this plate. */
  knows(workshopId: string, plate: string): Promise<boolean>
  hasOrder(workshopId: string, orderId: string): Promise<boolean>
}

interface Row {
  plate: string
  model: string | null
  name: string | null
  phone: string | null
  language: Language
  appointment_at: string | null
  booked: boolean
}

export function createIdentify(sql: Sql): Identify {
  return {
    async ask(workshopId, by, last4, isStaff) {
      const rows =
        'code' in by
          ? await sql<Row[]>`
              select plate, model, customer_name as name, customer_phone as phone, language, appointment_at, true as booked
              from repair_order where workshop_id = ${workshopId} and closed_at is null and code = ${by.code.replaceAll(/[\s-]/g, '').toUpperCase()} and state = 'booked'`
          : await sql<Row[]>`
              select v.plate, v.model, v.customer_name as name, v.customer_phone as phone, v.customer_language as language,
                o.appointment_at, o.id is not null as booked
              from vehicle v left join repair_order o on o.workshop_id = v.workshop_id and (o.plate = v.plate or o.vehicle_id = v.id)
                and o.closed_at is null and o.state = 'booked'
              where v.workshop_id = ${workshopId} and v.plate = any(${spellings(by.plate)}) order by o.appointment_at`
      const row =
        'code' in by ? rows[0] : carMeant(by.plate, new Map(rows.toReversed().map((one) => [one.plate, one])).values())
      if (row === 'ambiguous') return 'which_plate'
      // An unknown code looks the same as a code with the wrong digits.
      if (!row) return { known: false, appointment: false, confirmed: false }
      const confirmed = isStaff || (last4 !== null && row.phone !== null && mainNumber(row.phone).endsWith(last4))
      if (!confirmed) return { known: 'plate' in by, appointment: false, confirmed: false }
      const { plate, model, name, language } = row
      const appointmentAt = row.appointment_at === null ? null : Date.parse(row.appointment_at)
      return {
        known: true,
        appointment: row.booked,
        confirmed,
        vehicle: { plate, model, name, phone: isStaff ? row.phone : null, language },
        appointmentAt,
      }
    },
    async knows(workshopId, plate) {
      return (
        (await sql`select 1 from vehicle where workshop_id = ${workshopId} and plate = any(${spellings(plate)})`)
          .length > 0
      )
    },
    async hasOrder(workshopId, orderId) {
      return (await sql`select 1 from repair_order where workshop_id = ${workshopId} and id = ${orderId}`).length > 0
    },
  }
}
