/** Taking bays out of service and back. */
import { id, instant, line } from '../fields.ts'
import { command, nothing } from './command.ts'

export const bayCommands = {
  takeBayOutOfService: command(
    'Takes a bay out of service and pauses the work in it.',
    { bayId: id, reason: line(120), until: instant.nullable() },
    nothing,
  ),
  returnBayToService: command('Returns a bay to service.', { bayId: id }, nothing),
}
