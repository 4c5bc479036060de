/** Corrections of what was written down about an order, until the car has left (C8). */
import { objectionToTime } from '#contract/appointment.ts'
import type { Payload } from '#contract/commands/index.ts'
import type { Operation, Order } from '#contract/entities/index.ts'
import { orderAllows } from '#contract/lives/order.ts'
import type { Vehicle } from '../internal.ts'
import { refuse, type Context, type Scope } from '../rule.ts'
import { contactOf, merged } from '../vehicle/vehicle.ts'
import { expectedMinutes } from '../durations/learned.ts'
import { needsOperations } from './estimate.ts'
import { ready } from './finish.ts'
import { about, after, changed, onOrder } from './onOrder.ts'

const fields = ['plate', 'model', 'words', 'waits', 'wash', 'language'] as const
type Written = Pick<Order, (typeof fields)[number]>

const differences = (before: Written, now: Written) => fields.filter((field) => before[field] !== now[field])

/**
 * C8: what was changed is in the fact, the values before and after are in the journal's erasable column. Another plate is another
 * car: the order moves to that car's file (see `ownerOf` for its customer). Refuses `already_here` for the plate of a car that is in
 * the workshop or booked.
 */
export const correctOrder = onOrder(
  'correctOrder',
  (order, payload, context, scope) => {
    const wrong = differences(order, payload)
    if (wrong.length === 0) return refuse('nothing_to_change')
    const isOther = wrong.includes('plate')
    if (isOther && [...scope.orders.values()].some((one) => isSameCar(one, order, payload.plate)))
      return refuse('already_here')
    // From ready on, the wash is over.
    if (wrong.includes('wash') && ['ready', 'settled'].includes(order.state)) return refuse('illegal_step')

    const { plate, model, words, waits, wash, language } = payload
    const vehicle = fileOf(order, payload, scope, context)
    const isDry = wrong.includes('wash') && orderAllows(order.state, 'washDropped')
    const kept = isDry ? ready(after(order, 'washDropped'), context.now) : order
    const operations = wrong.includes('model') ? onModel(kept.operations, model, scope) : kept.operations
    const contact = isOther ? ownerOf(order, payload, scope, context) : {}
    const written = { plate, model, words, waits, wash, language, operations }
    const next = { ...kept, ...written, ...contact, vehicleId: vehicle?.id ?? order.vehicleId }
    const facts = [about('orderCorrected', order, { fields: wrong })]
    const accepted = changed<'correctOrder'>(next, isDry ? [...facts, about('washDropped', order)] : facts, {})
    const remarks = Object.fromEntries(
      wrong.map((field) => [field, `${shown(order[field])} → ${shown(payload[field])}`]),
    )
    const isKept = vehicle === undefined || vehicle === scope.vehicles.get(plate)
    return { ...accepted, put: { ...accepted.put, ...(isKept ? {} : { vehicle: [vehicle] }) }, remarks }
  },
  ({ plate, orderId }) => ({ ordersOfPlates: [plate], vehiclesOfPlates: [plate], vehiclesOfOrders: [orderId] }),
  (order, { was }) => differences(order, was).length > 0,
  ({ operations }) => needsOperations(operations.flatMap(({ itemId }) => itemId ?? [])),
)

/** B5: work of the price list that has not begun takes as long as it does on this model. */
const onModel = (operations: Operation[], model: string | null, { priceItems, pace }: Scope): Operation[] =>
  operations.map((one) => {
    const item = priceItems.get(one.itemId ?? '')
    const isToCome = one.startedAt === null && one.state !== 'cancelled'
    return item && isToCome ? { ...one, ...expectedMinutes(item, model, pace) } : one
  })

const isSameCar = (one: Order, { id }: Order, plate: string): boolean =>
  one.id !== id && one.plate === plate && one.closedAt === null

/** The car's file, which learns the model and the language, and is begun for a plate that has none (B13). */
function fileOf(
  order: Order,
  payload: Payload<'correctOrder'>,
  { vehicles }: Scope,
  context: Context,
): Vehicle | undefined {
  const { plate, model, language } = payload
  const known = vehicles.get(plate)
  const { name, phone } = known ? { name: null, phone: null } : order.customer
  if (plate === order.plate && !known) return undefined
  return merged(known, { plate, model, name, phone, language }, context)
}

/**
 * A customer who came from the file of the wrong plate is a stranger to this car: the messages go to the owner on file of the right
 * one. One who was typed at the desk stays, and so does one whose car has no owner on file.
 */
function ownerOf(
  { customer, channels, vehicleId }: Order,
  { plate, model, language }: Payload<'correctOrder'>,
  { vehicles }: Scope,
  context: Context,
): Pick<Order, 'customer' | 'channels'> {
  const known = vehicles.get(plate)
  const wrong = [...vehicles.values()].find(({ id }) => id === vehicleId)
  const isFromFile =
    wrong !== undefined && customer.name === wrong.customer.name && customer.phone === wrong.customer.phone
  if (!known || !isFromFile || (known.customer.name === null && known.customer.phone === null))
    return { customer, channels }
  return contactOf(known, { plate, model, name: null, phone: null, language }, context)
}

const shown = (value: string | boolean | null) => (value === null || value === '' ? '–' : String(value))

/** B16: refuses `time_in_past`, `closed_then`. */
export const moveAppointment = onOrder(
  'moveAppointment',
  (order, { appointmentAt }, { now }, { workshop }) => {
    if (appointmentAt === order.appointmentAt) return refuse('nothing_to_change')
    const objection = objectionToTime(workshop, appointmentAt, now)
    if (objection) return refuse(objection)
    const facts = [about('appointmentMoved', order, { from: order.appointmentAt, to: appointmentAt })]
    return changed({ ...after(order, 'appointmentMoved'), appointmentAt }, facts, {})
  },
  undefined,
  (order, { was }) => was.appointmentAt !== order.appointmentAt,
)
