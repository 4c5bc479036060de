/** The work itself (C2, C3). */
import { z } from 'zod'
import { id, instant, percent } from '../fields.ts'
import { pauseReasons } from '../values.ts'
import { command, nothing } from './command.ts'

const which = { orderId: id, operationId: id }
const place = { bayId: id.nullable(), technicianId: id.nullable(), startAt: instant.nullable().default(null) }

const suggestions = z.array(id).min(1).max(60)

export const operationCommands = {
  assignOperation: command(
    'The foreman says where, by whom, and not before when an operation is done. `was` is what the screen showed: if it is no longer so, the command is refused with what is true (S13). ' +
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
  acceptSuggestions: command(
    'Carries all moves of these suggestions out, or none: if anything is no longer as it was when they were thought of, the command is refused with what is true (S13). ' +
      'In the order given: if several of them move an operation, it goes where the first one says. An authorised car is taken over by it. Other suggestions for the same work disappear with them.',
    { suggestionIds: suggestions },
    { moved: z.int() },
  ),
  dismissSuggestions: command(
    'They are not wanted, and do not come back while their cause lasts.',
    { suggestionIds: suggestions },
    nothing,
  ),
  finishOperation: command('It is done. With the last one the car goes to the checks.', which, nothing),
}
