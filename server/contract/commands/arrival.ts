/** Arrivals: walk-ins, appointments, enquiries (B1, B1.1, B16). */
import { z } from 'zod'
import { id, instant, language, last4, line, phone, plate, typedCode, words } from '../fields.ts'
import { symptoms } from '../values.ts'
import { command, nothing } from './command.ts'

const what = {
  plate,
  model: line(60).nullable(),
  name: line(60).nullable(),
  phone: phone.nullable(),
  language: language.nullable().meta({ description: 'Null: as on file.' }),
  symptoms: z.array(z.enum(symptoms)).max(12),
  words: words(500),
}
const ticket = {
  arrivalId: id,
  ticket: z.string(),
  waitMinutes: z
    .int()
    .nullable()
    .meta({ description: 'About how long until an adviser is free; null: not known (B1.2).', example: 25 }),
}

export const arrivalCommands = {
  checkInWalkIn: command(
    'Checks a car in without an appointment: records the arrival and creates an order.',
    {
      ...what,
      waits: z.boolean(),
      last4: last4.optional().meta({
        description:
          'At the kiosk, of the owner’s phone number: without a contact of its own the order then has theirs.',
      }),
    },
    { ...ticket, orderId: id },
  ),
  checkInAppointment: command(
    'Checks a car in for its appointment, found by code or plate and confirmed by the last four digits of the phone number.',
    { code: typedCode.nullable(), plate: plate.nullable(), last4: last4, waits: z.boolean(), language },
    { ...ticket, orderId: id },
  ),
  recordArrival: command(
    'Records an enquiry, a pick-up, a complaint or a call for help at the kiosk; creates no order.',
    {
      purpose: z.enum(['enquiry', 'pick_up', 'complaint', 'help']),
      plate: plate.nullable(),
      language,
      words: words(500),
    },
    ticket,
  ),
  takeArrival: command(
    'Takes an arrival and calls this person to a desk; again, by anybody, calls them once more (B1.2). A call for help at the kiosk calls no one to a desk.',
    {
      arrivalId: id,
      desk: z.int().min(1).max(99).nullable().meta({ description: 'Null: the adviser goes to this person.' }),
    },
    nothing,
  ),
  closeArrival: command('Marks an arrival as done.', { arrivalId: id }, nothing),
  bookAppointment: command(
    'Books an appointment: creates an order in state `booked`.',
    { ...what, appointmentAt: instant, itemIds: z.array(id).max(20) },
    { orderId: id, code: z.string() },
  ),
}
