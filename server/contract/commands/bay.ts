/** Bays that cannot be used for a while. */
import { id, instant, line } from '../fields.ts'
import { command, nothing } from './command.ts'

export const bayCommands = {
  takeBayOutOfService: command(
    'A bay cannot be used; work going on in it pauses.',
    { bayId: id, reason: line(120), until: instant.nullable() },
    nothing,
  ),
  returnBayToService: command('The bay can be used again.', { bayId: id }, nothing),
}
