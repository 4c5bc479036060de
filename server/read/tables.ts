/** The tables of the live state, ready to be read and written. */
import * as schema from '#db/schema/index.ts'
import { tableOf } from './table.ts'

export const tables = {
  workshop: tableOf(schema.workshop),
  bay: tableOf(schema.bay),
  team: tableOf(schema.team),
  person: tableOf(schema.person),
  priceItem: tableOf(schema.priceItem),
  vehicle: tableOf(schema.vehicle),
  arrival: tableOf(schema.arrival),
  order: tableOf(schema.order),
  operation: tableOf(schema.operation),
  part: tableOf(schema.part),
  notice: tableOf(schema.notice),
  alert: tableOf(schema.alert),
  suggestion: tableOf(schema.suggestion),
  workSample: tableOf(schema.workSample),
}
