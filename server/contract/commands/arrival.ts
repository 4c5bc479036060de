/** Coming in: walk-ins, appointments, questions (B1, B1.1, B16). */
import { z } from 'zod'
import { id, instant, language, last4, line, phone, plate, typedCode, words } from '../fields.ts'
import { symptoms } from '../values.ts'
import { command, nothing } from './command.ts'

const what = {
  plate,
  model: line(60).nullable(),
  name: line(60).nullable(),
  phone: phone.nullable(),
  language,
  symptoms: z.array(z.enum(symptoms)).max(12),
  words: words(500),
}
const ticket = { arrivalId: id, ticket: z.string() }

export const arrivalCommands = {
  checkInWalkIn: command(
    'A car comes without an appointment: an arrival is recorded and an order grows from it.',
    { ...what, waits: z.boolean() },
    { ...ticket, orderId: id },
  ),
  checkInAppointment: command(
    'A car comes by appointment: found by code or plate, confirmed by the last four digits of the telephone number.',
    { code: typedCode.nullable(), plate: plate.nullable(), last4: last4, waits: z.boolean(), language },
    { ...ticket, orderId: id },
  ),
  recordArrival: command(
    'Somebody comes to ask, to collect or to complain; no order grows from it.',
    { purpose: z.enum(['enquiry', 'pick_up', 'complaint']), plate: plate.nullable(), language, words: words(500) },
    ticket,
  ),
  closeArrival: command('Whoever came has been answered.', { arrivalId: id }, nothing),
  bookAppointment: command(
    'A time is agreed with a customer: an order begins as booked.',
    { ...what, appointmentAt: instant, itemIds: z.array(id).max(20) },
    { orderId: id, code: z.string() },
  ),
}
