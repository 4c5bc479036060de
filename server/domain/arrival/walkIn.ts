/** A car arrives without an appointment, or with one that nobody mentioned (B1, B1.1). */
import type { Payload } from '#contract/commands/index.ts'
import type { Order } from '#contract/entities/index.ts'
import { isPlateAtKiosk, moreExact } from '#contract/plate.ts'
import type { Vehicle } from '../internal.ts'
import { newOrder } from '../order/newOrder.ts'
import { refuse, type Context, type Rule, type Scope } from '../rule.ts'
import { arrived, carArrived, isDoorFull, needsDoor, receive, ticketOfArrival } from './receive.ts'
import { knownCar, ordersOfCar } from '../vehicle/car.ts'
import { contactOf, isTrusted, languageOf, merged, writtenBy, type Contact } from '../vehicle/vehicle.ts'

const DAY = 86_400_000

/**
 * Always answers with a ticket, so that the answer reveals nothing the workshop knows. Refuses `already_here` for a car that is
 * in the workshop, `which_plate` where a plate without its hyphen fits two cars, `too_many_requests` at a kiosk when the door is full,
 * `bad_plate` at a kiosk for a plate that fits neither the workshop's format nor one from elsewhere.
 */
export const checkInWalkIn: Rule<'checkInWalkIn'> = {
  needs: ({ plate }) => ({ tickets: true, ordersOfPlates: [plate], vehiclesOfPlates: [plate] }),
  needsThen: needsDoor,
  decide(scope, given, context) {
    if (context.actor.device === 'kiosk' && !isPlateAtKiosk(given.plate, scope.workshop.plateFormat))
      return refuse('bad_plate')
    const known = knownCar(given, scope.vehicles.values(), context)
    if (known === 'ambiguous') return refuse('which_plate')
    const contact = { ...given, language: languageOf(given.language, known, scope.workshop) }
    // A stranger does not learn how the plate is written on file.
    const plate = known && isTrusted(known, contact, context) ? moreExact(known.plate, given.plate) : given.plate
    const payload = { ...contact, plate }
    const { words } = payload
    const live = ordersOfCar(scope.orders.values(), plate, known)
    if (live.some(({ state }) => state !== 'booked')) return refuse('already_here')
    if (isDoorFull(plate, scope, context)) return refuse('too_many_requests')

    const vehicle = merged(known, payload, context)
    // A stranger who types someone else's plate must not get the page of that appointment.
    const booked = isTrusted(known, payload, context) ? nearestAppointment(live, context.now, DAY) : undefined
    const begun = booked ? withWishes(booked, { ...given, plate }) : begin(payload, known, vehicle.id, scope, context)
    const purpose = booked ? 'appointment' : 'repair'
    const received = receive({ purpose, plate, language: begun.language, words, orderId: begun.id }, scope, context)
    const { arrival } = received
    const order: Order = booked
      ? arrived(begun, arrival, context.now)
      : { ...begun, ticket: arrival.ticket, arrivedAt: context.now }
    return {
      ok: true,
      answer: { ...ticketOfArrival(arrival), orderId: order.id },
      facts: [received.fact, carArrived(order, arrival)],
      put: {
        arrival: [arrival],
        order: [order],
        ...(vehicle === known ? {} : { vehicle: [writtenBy(order.id, known, vehicle)] }),
      },
      counters: booked ? received.counters : { ...received.counters, orderNumber: order.number },
    }
  },
}

/** The booked order whose time is nearest to now, at most `within` milliseconds away. */
export function nearestAppointment(orders: readonly Order[], now: number, within: number): Order | undefined {
  const distance = ({ appointmentAt }: Order) => (appointmentAt === null ? Infinity : Math.abs(appointmentAt - now))
  return orders
    .filter((one) => one.state === 'booked' && distance(one) <= within)
    .sort((a, b) => distance(a) - distance(b))[0]
}

function begin(
  payload: Payload<'checkInWalkIn'> & Contact,
  known: Vehicle | undefined,
  vehicleId: string,
  scope: Scope,
  context: Context,
): Order {
  const { plate, language, symptoms, words, waits } = payload
  const order = newOrder(
    {
      number: scope.counters.orderNumber + 1,
      state: 'arrived',
      plate,
      // The order's page shows the model, so a stranger who typed the plate must not get it from the file.
      model: payload.model ?? (isTrusted(known, payload, context) ? known?.model : null) ?? null,
      vehicleId,
      ...contactOf(known, payload, context),
      language,
      symptoms: [...new Set(symptoms)],
      words,
    },
    context,
  )
  return { ...order, waits, adviserId: context.actor.personId }
}

/** The appointment, updated with what a trusted person said on arrival. */
function withWishes(booked: Order, payload: Payload<'checkInWalkIn'>): Order {
  const { plate, name, phone, symptoms, words, waits, language, model } = payload
  const { customer } = booked
  return {
    ...booked,
    plate,
    customer: { ...customer, name: name ?? customer.name, phone: phone ?? customer.phone },
    model: booked.model ?? model,
    symptoms: [...new Set([...booked.symptoms, ...symptoms])],
    words: [booked.words, words].filter(Boolean).join('\n'),
    waits,
    language: language ?? booked.language,
  }
}
