/** Imports lists from other programs. Importing a list twice changes nothing the second time. */
import { objectionToTime } from '#contract/appointment.ts'
import type { ImportedAppointment } from '#contract/commands/admin.ts'
import type { Order } from '#contract/entities/index.ts'
import { samePlate, withoutHyphen } from '#contract/plate.ts'
import { Files, knownCar } from '../vehicle/car.ts'
import { contactOf, merged, writtenBy } from '../vehicle/vehicle.ts'
import { isOffered } from '../money/priceItem.ts'
import { operationsFrom } from '../order/estimate.ts'
import { newOrder } from '../order/newOrder.ts'
import { about } from '../order/onOrder.ts'
import type { Vehicle } from '../internal.ts'
import { asStored } from '../phone.ts'
import { refuse, type Context, type Fact, type Rule } from '../rule.ts'

/** Cars by plate; a plate that occurs twice is applied twice, in list order. Refuses `bad_phone`, `which_plate`. */
export const importCars: Rule<'importCars'> = {
  needs: ({ cars }) => ({ vehiclesOfPlates: [...new Set(cars.map(({ plate }) => plate))] }),
  decide({ vehicles, workshop }, { cars }, context) {
    const files = new Files(vehicles.values())
    const touched = new Map<string, Vehicle>()
    const answer = { added: 0, changed: 0, same: 0 }
    for (const line of cars) {
      const car = asStored(line, workshop.country)
      if (!car) return refuse('bad_phone')
      const known = knownCar(car, files.of(car.plate), context)
      if (known === 'ambiguous') return refuse('which_plate')
      const next = merged(known, car, context)
      if (next === known) answer.same += 1
      else {
        touched.set(next.id, next)
        files.put(next)
        answer[known ? 'changed' : 'added'] += 1
      }
    }
    const facts: Fact[] = [{ name: 'carsImported', ...answer }]
    return { ok: true, answer, facts, put: touched.size > 0 ? { vehicle: [...touched.values()] } : {} }
  },
}

/** Appointments by plate and time. Refuses `item_not_found` for an unknown code; a new appointment in the past or outside opening hours, `bad_phone`, `which_plate`. */
export const importAppointments: Rule<'importAppointments'> = {
  needs({ appointments }) {
    const plates = [...new Set(appointments.map(({ plate }) => plate))]
    const codes = [...new Set(appointments.flatMap(({ itemCodes }) => itemCodes))]
    return { ordersOfPlates: plates, vehiclesOfPlates: plates, priceItemsByCode: codes, pace: true }
  },
  decide(scope, { appointments }, context) {
    const itemIds = new Map([...scope.priceItems.values()].filter(isOffered).map(({ code, id }) => [code, id]))
    const live = [...scope.orders.values()].filter(({ closedAt }) => closedAt === null)
    const taken = Map.groupBy<string, Time>(live, keyOf)
    const files = new Files(scope.vehicles.values())
    const vehicles = new Map<string, Vehicle>()
    const orders: Order[] = []
    for (const line of appointments) {
      const appointment = asStored(line, scope.workshop.country)
      if (!appointment) return refuse('bad_phone')
      const then = taken.get(keyOf(appointment)) ?? []
      if (then.some(({ plate }) => samePlate(plate, appointment.plate) !== 'no')) continue
      taken.set(keyOf(appointment), [...then, appointment])
      const objection = objectionToTime(scope.workshop, appointment.appointmentAt, context.now)
      if (objection) return refuse(objection)
      const ids = appointment.itemCodes.map((code) => itemIds.get(code) ?? '')
      const known = knownCar(appointment, files.of(appointment.plate), context)
      if (known === 'ambiguous') return refuse('which_plate')
      const operations = operationsFrom(ids, appointment.model ?? known?.model ?? null, scope, context)
      if ('ok' in operations) return operations
      const vehicle = merged(known, appointment, context)
      const number = scope.counters.orderNumber + orders.length + 1
      const order = { ...booked(appointment, number, vehicle, context), operations }
      orders.push(order)
      if (vehicle === known) continue
      const written = writtenBy(order.id, known, vehicle)
      vehicles.set(written.id, written)
      files.put(written)
    }
    const answer = { added: orders.length, same: appointments.length - orders.length }
    return {
      ok: true,
      answer,
      facts: [
        { name: 'appointmentsImported', ...answer },
        ...orders.map((order) => about('appointmentBooked', order, { appointmentAt: order.appointmentAt })),
      ],
      put:
        orders.length > 0 ? { order: orders, ...(vehicles.size > 0 ? { vehicle: [...vehicles.values()] } : {}) } : {},
      counters: { ...scope.counters, orderNumber: scope.counters.orderNumber + orders.length },
    }
  },
}

type Time = Pick<Order, 'plate' | 'appointmentAt'>
const keyOf = ({ plate, appointmentAt }: Time) => `${withoutHyphen(plate)} ${appointmentAt}`

function booked(appointment: ImportedAppointment, number: number, vehicle: Vehicle, context: Context): Order {
  const { model, language, words, appointmentAt } = appointment
  const order = newOrder(
    {
      number,
      state: 'booked',
      plate: vehicle.plate,
      model: model ?? vehicle.model,
      vehicleId: vehicle.id,
      ...contactOf(vehicle, appointment, context),
      language,
      symptoms: [],
      words,
    },
    context,
  )
  return { ...order, code: context.newCode(), appointmentAt, bookedAt: context.now }
}
