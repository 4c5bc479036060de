/** Corrections of what was written down about an order, until the car has left (C8). */
import { objectionToTime } from '#contract/appointment.ts'
import type { Payload } from '#contract/commands/index.ts'
import type { Operation, Order } from '#contract/entities/index.ts'
import { orderAllows } from '#contract/lives/order.ts'
import { carMeant, moreExact } from '#contract/plate.ts'
import type { Vehicle } from '../internal.ts'
import { refuse, type Context, type Scope } from '../rule.ts'
import { ordersOfCar } from '../vehicle/car.ts'
import { contactOf, hasAddress, merged, withoutEntriesOf, writtenBy } from '../vehicle/vehicle.ts'
import { expectedMinutes } from '../durations/learned.ts'
import { needsOperations } from './estimate.ts'
import { ready } from './finish.ts'
import { about, after, changed, onOrder } from './onOrder.ts'

const fields = ['plate', 'model', 'words', 'waits', 'wash', 'language'] as const
type Written = Pick<Order, (typeof fields)[number]>

const differences = (before: Written, now: Written) => fields.filter((field) => before[field] !== now[field])

/**
 * C8: what was changed is in the fact, the values before and after are in the journal's erasable column. Another plate is another
 * car: the order moves to that car's file, and what it wrote into the wrong one is taken out of it (see `asCheckedIn`); a file that
 * it began is deleted, so that nobody is told that the car is known. Refuses
 * `already_here` for the plate of a car that is in the workshop or booked, `which_plate` where a plate without its hyphen fits two cars.
 */
export const correctOrder = onOrder(
  'correctOrder',
  (order, payload, context, scope) => {
    const car = carAfter(order, payload.plate, scope)
    if (car === 'ambiguous') return refuse('which_plate')
    const { known, isOther } = car
    const exact = { ...payload, plate: moreExact(known?.plate ?? payload.plate, payload.plate) }
    if (differences(order, exact).length === 0) return refuse('nothing_to_change')
    const others = ordersOfCar(scope.orders.values(), exact.plate, known).filter(({ id }) => id !== order.id)
    if (isOther && others.length > 0) return refuse('already_here')
    const wrongFile = isOther ? [...scope.vehicles.values()].find(({ id }) => id === order.vehicleId) : undefined
    const contact = isOther ? asCheckedIn(order, exact, wrongFile, known, context) : {}
    const written = { ...exact, ...contact }
    const wrong = differences(order, written)
    // From ready on, the wash is over.
    if (wrong.includes('wash') && ['ready', 'settled'].includes(order.state)) return refuse('illegal_step')

    const { plate, model, words, waits, wash, language } = written
    const { customer, channels } = { ...order, ...contact }
    const isDry = wrong.includes('wash') && orderAllows(order.state, 'washDropped')
    const kept = isDry ? ready(after(order, 'washDropped'), context.now) : order
    const operations = wrong.includes('model') ? onModel(kept.operations, model, scope) : kept.operations
    const file = known || isOther ? fileOf(known, order.id, { plate, model, language, customer }, context) : undefined
    const next = {
      ...{ ...kept, plate, model, words, waits, wash, language, operations, customer, channels },
      vehicleId: file?.id ?? order.vehicleId,
    }
    const facts = [about('orderCorrected', order, { fields: wrong })]
    const accepted = changed<'correctOrder'>(next, isDry ? [...facts, about('washDropped', order)] : facts, {})
    const remarks = Object.fromEntries(
      wrong.map((field) => [field, `${shown(order[field])} → ${shown(written[field])}`]),
    )
    const cleared = wrongFile && withoutEntriesOf(order.id, wrongFile)
    const vehicle = [file, cleared].filter((one) => !!one && one !== known && one !== wrongFile) as Vehicle[]
    return {
      ...{ ...accepted, put: { ...accepted.put, ...(vehicle.length > 0 && { vehicle }) }, remarks },
      ...(cleared === null && { drop: { vehicle: [wrongFile!.id] } }),
    }
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

/**
 * The file of the car that an order is about under this plate, and whether it is another car than before. A hyphen that only this
 * order has written on the file does not count.
 */
function carAfter(order: Order, plate: string, { vehicles }: Scope) {
  const files = [...vehicles.values()].map((file) => {
    const { before } = file
    return before?.orderId === order.id && before.plate !== undefined ? { ...file, plate: before.plate } : file
  })
  const own = files.find(({ id }) => id === order.vehicleId)
  if (own && plate === order.plate) return { known: vehicles.get(plate) ?? own, isOther: false }
  const known = carMeant(plate, files)
  if (known === 'ambiguous') return known
  return { known: known ?? undefined, isOther: plate !== order.plate && (known === null || known.id !== own?.id) }
}

/** The car's file learns model and language; only a file begun for this car learns the customer too (B13). */
function fileOf(
  known: Vehicle | undefined,
  orderId: string,
  { customer, ...car }: Pick<Order, 'plate' | 'model' | 'language' | 'customer'>,
  context: Context,
): Vehicle {
  const { name, phone } = known ? { name: null, phone: null } : customer
  const file = merged(known, { ...car, name, phone }, context)
  return file === known ? known : writtenBy(orderId, known, file)
}

/**
 * What the order would say if it had been written down with the right plate. What came from the wrong car's file belongs to a
 * stranger: the right car's file says it instead. What was typed stays: it is whatever that file did not say before this order.
 */
function asCheckedIn(
  order: Order,
  { plate, ...given }: Payload<'correctOrder'>,
  wrongFile: Vehicle | undefined,
  known: Vehicle | undefined,
  context: Context,
): Pick<Order, 'model' | 'language' | 'customer' | 'channels'> {
  const stranger = wrongFile && withoutEntriesOf(order.id, wrongFile)
  const typed = <T>(value: T, onFile: T | undefined) => (wrongFile && value === onFile ? null : value)
  // A file always has a language, whether it was chosen or not.
  const filed = (stranger ?? wrongFile)?.customer.language
  const own = {
    model: given.model === order.model ? typed(order.model, stranger?.model) : given.model,
    language: given.language === order.language ? typed(order.language, filed) : given.language,
    name: typed(order.customer.name, stranger?.customer.name),
    phone: typed(order.customer.phone, stranger?.customer.phone),
    email: typed(order.customer.email, stranger?.customer.email),
  }
  const model = own.model ?? known?.model ?? null
  const language = own.language ?? known?.customer.language ?? order.language
  const { name, phone, email } = own
  if (name === null && phone === null)
    return { model, language, ...contactOf(known, { plate, model, name, phone, language }, context) }
  const customer = { name, phone, email }
  return { model, language, customer, channels: order.channels.filter((channel) => hasAddress(customer, channel)) }
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
