/** Booking an appointment and checking in for it (B1, B16). */
import { objectionToTime } from '#contract/appointment.ts'
import type { Payload } from '#contract/commands/index.ts'
import type { Order } from '#contract/entities/index.ts'
import { mainNumber } from '#contract/phone.ts'
import { moreExact, samePlate } from '#contract/plate.ts'
import { needsOperations, operationsFrom } from '../order/estimate.ts'
import { newOrder } from '../order/newOrder.ts'
import { about } from '../order/onOrder.ts'
import { refuse, type Rule } from '../rule.ts'
import { arrived, carArrived, needsDoor, receive, ticketOfArrival } from './receive.ts'
import { knownCar } from '../vehicle/car.ts'
import { contactOf, languageOf, merged, writtenBy } from '../vehicle/vehicle.ts'
import { nearestAppointment } from './walkIn.ts'

const plain = (code: string | null) => code?.replaceAll(/[\s-]/g, '').toUpperCase() || null

/**
 * Finds the appointment by code or plate and confirms it by the last four digits of the telephone number. At the kiosk every
 * mismatch is `identity_not_matched`, so that nobody can find out who has an appointment; staff get the exact refusal.
 */
export const checkInAppointment: Rule<'checkInAppointment'> = {
  needs: ({ code, plate }) => ({
    tickets: true,
    orderOfCode: plain(code),
    ordersOfPlates: plate === null ? [] : [plate],
  }),
  needsThen: needsDoor,
  decide(scope, payload, context) {
    const found = find([...scope.orders.values()], payload, context.now)
    const atDesk = context.actor.device === 'staff'
    if (!found) return refuse(atDesk ? 'appointment_not_found' : 'identity_not_matched')
    const { phone } = found.customer
    // Without a telephone number only staff can confirm the customer's identity.
    if (phone === null ? !atDesk : !hasDigits(phone, payload.last4)) return refuse('identity_not_matched')
    if (found.state !== 'booked') return refuse('already_here')

    const { plate, id: orderId } = found
    const { language, waits } = payload
    const received = receive({ purpose: 'appointment', plate, language, words: '', orderId }, scope, context)
    const { arrival, counters } = received
    const order = { ...arrived(found, arrival, context.now), language, waits }
    return {
      ok: true,
      answer: { ...ticketOfArrival(arrival), orderId },
      facts: [received.fact, carArrived(order, arrival)],
      put: { arrival: [arrival], order: [order] },
      counters,
    }
  },
}

const hasDigits = (phone: string | null, last4: string) => phone !== null && mainNumber(phone).endsWith(last4)

/** The matching appointment nearest in time; else the order of the same car if it has already arrived. */
function find(orders: Order[], payload: Payload<'checkInAppointment'>, now: number): Order | undefined {
  const code = plain(payload.code)
  const { plate } = payload
  if (code === null && plate === null) return undefined
  const fitting = orders.filter(
    (one) =>
      one.closedAt === null &&
      one.appointmentAt !== null &&
      (code === null || one.code === code) &&
      (plate === null || samePlate(one.plate, plate) !== 'no'),
  )
  // Without its hyphen a plate may fit two cars: the digits say which.
  const isUnsure = fitting.some((one) => one.plate !== fitting[0]!.plate)
  const meant = isUnsure ? fitting.filter(({ customer }) => hasDigits(customer.phone, payload.last4)) : fitting
  return nearestAppointment(meant, now, Infinity) ?? meant[0]
}

/** B16: books a time; the order starts as booked. Refuses `time_in_past`, `closed_then`, `item_not_found`, `which_plate`. */
export const bookAppointment: Rule<'bookAppointment'> = {
  needs: ({ plate, itemIds }) => ({ vehiclesOfPlates: [plate], ...needsOperations(itemIds) }),
  decide(scope, given, context) {
    const known = knownCar(given, scope.vehicles.values(), context)
    if (known === 'ambiguous') return refuse('which_plate')
    const language = languageOf(given.language, known, scope.workshop)
    const payload = { ...given, plate: moreExact(known?.plate ?? given.plate, given.plate), language }
    const { plate, symptoms, words, appointmentAt, itemIds } = payload
    const objection = objectionToTime(scope.workshop, appointmentAt, context.now)
    if (objection) return refuse(objection)
    const model = payload.model ?? known?.model ?? null
    const operations = operationsFrom(itemIds, model, scope, context)
    if ('ok' in operations) return operations
    const vehicle = merged(known, payload, context)
    const number = scope.counters.orderNumber + 1
    const begun = newOrder(
      {
        number,
        state: 'booked',
        plate,
        model,
        vehicleId: vehicle.id,
        ...contactOf(known, payload, context),
        language,
        symptoms: [...new Set(symptoms)],
        words,
        operations,
      },
      context,
    )
    const code = context.newCode()
    const order = { ...begun, code, appointmentAt, bookedAt: context.now, adviserId: context.actor.personId }
    return {
      ok: true,
      answer: { orderId: order.id, code },
      facts: [about('appointmentBooked', order, { appointmentAt })],
      put: { order: [order], ...(vehicle === known ? {} : { vehicle: [writtenBy(order.id, known, vehicle)] }) },
      counters: { ...scope.counters, orderNumber: number },
    }
  },
}
