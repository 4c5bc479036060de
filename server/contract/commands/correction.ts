/** Corrections of what was written down, agreed or finished by mistake, until the car has left (C8). */
import { z } from 'zod'
import { id, instant, language, line, plate, reworkMinutes, words } from '../fields.ts'
import { command, nothing } from './command.ts'

const written = {
  plate,
  model: line(60).nullable(),
  words: words(500),
  waits: z.boolean(),
  wash: z.boolean(),
  language,
}

export const correctionCommands = {
  correctOrder: command(
    'Corrects what was written down about the car and the customer’s wishes (C8). `was` is what the screen showed: if it has changed, the command is refused with the current state (S13). ' +
      'With another plate, what came from the file of the wrong car (model, language, customer) gives way to what the file of the right one says, and that file forgets what this order wrote into it; a file that it began is deleted. The journal keeps each value before and after. Without a wash, a car that is in the wash is ready; once a car is ready, its wash cannot change.',
    { orderId: id, ...written, was: z.strictObject(written) },
    nothing,
  ),
  moveAppointment: command(
    'Moves an appointment to another time; its code stays (B16).',
    { orderId: id, appointmentAt: instant, was: z.strictObject({ appointmentAt: instant.nullable() }) },
    nothing,
  ),
  cancelOperation: command(
    'Takes agreed work off the order, with a reason, at any time before it is done (C8). Parts still expected for it are no longer.',
    { orderId: id, operationId: id, reason: line(200) },
    nothing,
  ),
  stopWork: command(
    'Stops the work half way, with a reason (C8): what is done is billed, the rest is cancelled, and the car goes to settlement and gate. Its promise no longer stands.',
    { orderId: id, reason: line(200) },
    nothing,
  ),
  reopenOrder: command(
    'Takes a car back from the wash or from hand-over: an operation needs rework, with a reason and its minutes (C8). It counts as returned work. ' +
      'A pick-up notice that has not arrived is withdrawn; a settled bill is open again.',
    {
      orderId: id,
      operationId: id,
      reason: line(200),
      minutes: reworkMinutes,
    },
    nothing,
  ),
}
