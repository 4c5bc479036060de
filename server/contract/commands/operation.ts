/** Assigning and carrying out operations (C2, C3). */
import { z } from 'zod'
import { id, instant, percent } from '../fields.ts'
import { testDrive } from '../entities/operation.ts'
import { pauseReasons } from '../values.ts'
import { command, nothing } from './command.ts'

const which = { orderId: id, operationId: id }
const anyway = z
  .boolean()
  .optional()
  .meta({ description: 'The foreman overrules the kind of bay and the skill: `wrong_bay_kind` and `skill_missing`.' })
const minutesLeft = z.int().min(1).max(14_400).optional().meta({
  description:
    'Working minutes still needed (B10.2): the operation becomes shorter or longer, what is done stays done.',
})
const place = { bayId: id.nullable(), technicianId: id.nullable(), startAt: instant.nullable().default(null) }

const suggestions = z.array(id).min(1).max(60)

export const operationCommands = {
  assignOperation: command(
    'Assigns an operation to a bay, a technician and an earliest start. `was` is what the screen showed: if it has changed, the command is refused with the current state (S13). ' +
      'If the order is only authorised, this also takes the car over.',
    { ...which, ...place, was: z.strictObject(place), anyway },
    nothing,
  ),
  startOperation: command('Starts or resumes work in the assigned bay; the car is now in that bay.', which, nothing),
  pauseOperation: command(
    'Pauses work, with a reason.',
    {
      ...which,
      reason: z.enum(pauseReasons),
      until: instant.nullable().optional().meta({
        description:
          'With `assessor`, `maker` and `sublet`: when work is expected to go on (C9); null or missing: nobody knows.',
      }),
    },
    nothing,
  ),
  movePauseEnd: command(
    'Changes when work that waits for an assessor, the maker or a sublet shop is expected to go on (C9).',
    { ...which, until: instant },
    nothing,
  ),
  recordTestDrive: command(
    'Records who drives the car, and its kilometres before and after the test drive (C9).',
    { ...which, ...testDrive.shape },
    nothing,
  ),
  reportProgress: command(
    'Reports how much of an operation is done. The rest is expected to go on at the pace of the work so far, unless `minutesLeft` says how long it takes.',
    { ...which, percent: percent.max(99), minutesLeft },
    nothing,
  ),
  acceptSuggestions: command(
    'Makes all moves of these suggestions, or none: if anything has changed since they were made, the command is refused with the current state (S13). ' +
      'If several of them move the same operation, the first wins. Cars of orders that are only authorised are taken over. Other suggestions for the same work disappear.',
    { suggestionIds: suggestions },
    { moved: z.int() },
  ),
  dismissSuggestions: command(
    'Dismisses suggestions; they do not come back while their cause lasts.',
    { suggestionIds: suggestions },
    nothing,
  ),
  finishOperation: command(
    'Finishes an operation. After the last one, the car goes to the quality check.',
    which,
    nothing,
  ),
}
