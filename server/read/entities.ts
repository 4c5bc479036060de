/** Between rows and entities: the one place that knows how the one is kept in the other. */
import type { InferSelectModel } from 'drizzle-orm'
import type { Operation, Order, Part, Workshop } from '#contract/entities.ts'
import { defaultSettings } from '#contract/settings.ts'
import type * as schema from '#db/schema/index.ts'
import type { Vehicle } from '#server/domain/rule.ts'

export type WorkshopRow = InferSelectModel<typeof schema.workshop>
export type OrderRow = InferSelectModel<typeof schema.order>
export type OperationRow = InferSelectModel<typeof schema.operation>
export type PartRow = InferSelectModel<typeof schema.part>
export type VehicleRow = InferSelectModel<typeof schema.vehicle>

/** A row of a kind whose entity is the row without the workshop's id. */
export function entityOf<R extends { workshopId: string }>({ workshopId: _, ...entity }: R): Omit<R, 'workshopId'> {
  return entity
}

export const workshopOf = (row: WorkshopRow): Workshop => ({
  id: row.workshopId,
  name: row.name,
  timeZone: row.timeZone,
  currency: row.currency,
  plateFormat: row.plateFormat,
  phone: row.phone,
  hours: row.hours,
  holidays: row.holidays,
  holidaysUntil: row.holidaysUntil,
  ownDays: row.ownDays,
  days: row.days,
  settings: { ...defaultSettings, ...row.settings },
  templates: row.templates,
  lookAt: row.lookAt,
  isExample: row.isExample,
})

export const vehicleOf = (row: VehicleRow): Vehicle => ({
  id: row.id,
  plate: row.plate,
  model: row.model,
  customer: {
    id: row.customerId,
    name: row.customerName,
    phone: row.customerPhone,
    email: row.customerEmail,
    language: row.customerLanguage,
    channels: row.customerChannels,
  },
})

export const vehicleRow = (workshopId: string, vehicle: Vehicle): VehicleRow => ({
  workshopId,
  id: vehicle.id,
  plate: vehicle.plate,
  model: vehicle.model,
  customerId: vehicle.customer.id,
  customerName: vehicle.customer.name,
  customerPhone: vehicle.customer.phone,
  customerEmail: vehicle.customer.email,
  customerLanguage: vehicle.customer.language,
  customerChannels: vehicle.customer.channels,
})

/** Orders with their operations and parts, in the order they were put on. */
export function ordersOf(orders: OrderRow[], operations: OperationRow[], parts: PartRow[]): Order[] {
  const operationsOf = Map.groupBy(operations, (row) => row.orderId)
  const partsOf = Map.groupBy(parts, (row) => row.orderId)
  const inPlace = (a: { position: number }, b: { position: number }) => a.position - b.position
  return orders.map((row) => {
    const { workshopId: _, customerName, customerPhone, customerEmail, ...order } = row
    return {
      ...order,
      // Those answered before this was kept are as they were said.
      checkIn: order.checkIn && { ...order.checkIn, solvedAt: order.checkIn.solvedAt ?? null },
      customer: { name: customerName, phone: customerPhone, email: customerEmail },
      operations: (operationsOf.get(row.id) ?? []).sort(inPlace).map(operationOf),
      parts: (partsOf.get(row.id) ?? []).sort(inPlace).map(partOf),
    }
  })
}

const operationOf = ({ workshopId: _w, orderId: _o, position: _p, ...operation }: OperationRow): Operation => operation
const partOf = ({ workshopId: _w, orderId: _o, position: _p, ...part }: PartRow): Part => part

export function orderRow(workshopId: string, order: Order): OrderRow {
  const { customer, operations: _operations, parts: _parts, ...rest } = order
  const { name: customerName, phone: customerPhone, email: customerEmail } = customer
  return { workshopId, ...rest, customerName, customerPhone, customerEmail }
}

export const operationRow = (
  workshopId: string,
  orderId: string,
  position: number,
  operation: Operation,
): OperationRow => ({
  workshopId,
  orderId,
  position,
  ...operation,
})

export const partRow = (workshopId: string, orderId: string, position: number, part: Part): PartRow => ({
  workshopId,
  orderId,
  position,
  ...part,
})
