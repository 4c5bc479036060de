/** The work itself (C2, C3). */
import { z } from 'zod'
import { id, percent } from '../fields.ts'
import { pauseReasons } from '../values.ts'
import { command, nothing } from './command.ts'

const which = { orderId: id, operationId: id }
const place = { bayId: id.nullable(), technicianId: id.nullable() }

export const operationCommands = {
  assignOperation: command(
    'The foreman says where, and by whom, an operation is done. `was` is what the screen showed: if it is no longer so, the command is refused with what is true (S13). ' +
      'An authorised car is taken over by it.',
    { ...which, ...place, was: z.strictObject(place) },
    nothing,
  ),
  startOperation: command(
    'Work begins in the assigned bay, or goes on after a pause; the car is there from now on.',
    which,
    nothing,
  ),
  pauseOperation: command('Work stops for a while, and why.', { ...which, reason: z.enum(pauseReasons) }, nothing),
  reportProgress: command('How much of it is done.', { ...which, percent: percent.max(99) }, nothing),
  finishOperation: command('It is done. With the last one the car goes to the checks.', which, nothing),
}
